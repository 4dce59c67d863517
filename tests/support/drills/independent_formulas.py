"""A second formula for each built-in drill, written from its question alone, in base units.

Data is in bytes, time in seconds, money in dollars, a share in parts of 1. An open drill has the
lowest and the highest right answer. Nothing here uses the parser or the evaluation of formulas.
"""

from collections.abc import Callable
from math import ceil, log, log2, prod
from types import SimpleNamespace

MINUTE, HOUR, DAY, MONTH, YEAR = 60, 3_600, 86_400, 30 * 86_400, 365 * 86_400
KB, MB, GB, TB, PB = 10**3, 10**6, 10**9, 10**12, 10**15
MBIT, GBIT = 10**6 / 8, 10**9 / 8
CENT = 0.01

Formula = Callable[[SimpleNamespace], float | tuple[float, float]]


def up(value: float) -> int:
    """Return a number rounded up, forgiving floating-point error."""
    return ceil(value * (1 - 1e-12))


def part(percent: float) -> float:
    """Return a percentage as a part of 1."""
    return percent / 100


RATES: dict[str, Formula] = {
    "chat-qps": lambda v: v.dau * v.msgs / DAY,
    "chat-peak-qps": lambda v: v.mau * part(v.share) * v.msgs * v.peak / DAY,
    "microblog-write-qps": lambda v: v.mau * part(v.share) * v.posts / DAY,
    "feed-read-qps": lambda v: v.wqps * v.ratio * v.peak,
    "fanout-inserts": lambda v: v.wqps * v.followers,
    "celebrity-fanout-time": lambda v: v.followers / v.rate,
    "url-write-rate": lambda v: v.links / MONTH,
    "url-redirect-peak": lambda v: v.links * v.ratio * v.peak / MONTH,
    "typeahead-qps": lambda v: v.searches * v.keys * v.peak / DAY,
    "ride-location-writes": lambda v: v.drivers / v.sec,
    "metrics-ingest": lambda v: v.hosts * v.series / v.sec,
    "crawler-fetch-rate": lambda v: v.pages / MONTH,
    "notification-burst": lambda v: v.users * part(v.share) / (v.minutes * MINUTE),
    "ad-clicks-rate": lambda v: v.imps * part(v.ctr) / DAY,
    "payments-tps": lambda v: v.tx * v.peak / YEAR,
    "iot-ingest": lambda v: v.devices * v.perhour / HOUR,
    "file-sync-polling": lambda v: v.clients / v.sec,
    "cdn-origin": lambda v: v.views * v.files / DAY * (1 - part(v.hit)),
    "sale-odds": lambda v: v.buyers / v.reload,
    "seat-sale-burst": lambda v: v.seats * v.fans * v.reqs / v.secs,
    "on-sale-payments": lambda v: v.seats / v.per / (v.minutes * MINUTE),
    "llm-token-rate": lambda v: v.users * v.prompts * v.tokens / DAY * v.peak,
    "metrics-cardinality": lambda v: prod((v.buckets, v.routes, v.codes, v.pods)),
    "redis-ops": lambda v: v.qps * v.gets + v.qps * v.sets,
    "crawler-dns": lambda v: v.hosts / (v.ttl * HOUR),
    "chat-group-fanout": lambda v: v.msgs / DAY * (part(v.group) * v.members + part(100 - v.group)),
    "snowflake-rate": lambda v: (1 << int(v.bits)) * 1_000 * v.machines,
    "retry-amplification": lambda v: v.qps * prod([v.tries] * int(v.layers)),
    "cache-db-load": lambda v: v.qps * part(100 - v.hit),
}
STORAGE: dict[str, Formula] = {
    "photo-storage-day": lambda v: v.dau * v.photos * v.mb * MB / DAY,
    "photo-storage-5y": lambda v: v.tb * TB * 365 * v.years * v.rep,
    "url-storage": lambda v: v.links * v.bytes * 12 * v.years,
    "chat-storage": lambda v: v.msgs * v.bytes * 365 * v.years * v.rep,
    "video-upload-storage": lambda v: v.hours / MINUTE * v.rend * v.gb * GB,
    "metrics-storage": lambda v: v.rate * v.bytes * v.days * DAY * v.rep,
    "crawler-storage": lambda v: v.pages * v.kb * KB / v.ratio * v.months,
    "file-sync-storage": lambda v: v.users * v.gb * GB * part(v.keep) * v.rep,
    "file-sync-metadata": lambda v: v.users * v.files * v.bytes,
    "email-storage": lambda v: v.users * v.mails * v.kb * KB * v.rep / DAY,
    "payments-ledger": lambda v: v.tx * v.entries * v.bytes * 365 * v.years,
    "ad-clicks-storage": lambda v: v.clicks * v.bytes * v.days * DAY,
    "url-cache": lambda v: v.qps * DAY * v.bytes * part(v.pct),
    "topk-memory": lambda v: v.keys * v.bytes,
    "typeahead-memory": lambda v: v.prefixes * v.k * v.bytes,
    "timeline-memory": lambda v: v.users * v.entries * v.bytes * v.rep,
    "ride-location-memory": lambda v: v.drivers * v.bytes * v.rep,
    "rate-limiter-memory": lambda v: v.clients * v.bytes,
    "crawler-bloom": lambda v: v.urls * v.bits / 8,
    "stream-disk": lambda v: v.rate * DAY * v.days * v.size * v.copies,
    "kv-cache-memory": lambda v: v.tokens * v.layers * v.width * (2 + 2),
    "index-size": lambda v: v.rows * (v.key + v.pointer) / part(v.fill),
    "search-index-size": lambda v: v.docs * v.words * part(v.distinct) * v.bytes,
    "compaction-writes": lambda v: v.mbs * MB * v.amp,
    "ssd-endurance": lambda v: v.pb * PB / (v.mbs * MB * v.amp),
    "bitrate-ladder": lambda v: v.hours * HOUR / MINUTE * v.mbps * MBIT,
    "dedup-window": lambda v: v.rate * v.minutes * MINUTE * v.bytes,
    "disk-growth-months": lambda v: log(v.disk / v.tb) / log(1 + part(v.pct)) * MONTH,
}
TRAFFIC: dict[str, Formula] = {
    "photo-ingest-bandwidth": lambda v: v.tb * TB / DAY,
    "video-egress": lambda v: v.viewers * v.mbps * MBIT,
    "crawler-bandwidth": lambda v: v.rate * v.kb * KB,
    "web-egress": lambda v: v.dau * v.views * v.kb * KB / DAY * v.peak,
    "replication-bandwidth": lambda v: v.mb * MB * v.followers,
    "backup-transfer": lambda v: v.tb * TB / (v.gbps * GBIT * part(v.util)),
    "scan-time": lambda v: v.tb * TB / (v.disks * v.mbs * MB),
    "reshard-copy": lambda v: v.size * TB * part(v.share) / (v.rate * MB),
    "cdn-hit-drop": lambda v: (100 - v.low) / (100 - v.hit),
    "cdn-shield-egress": lambda v: (
        v.viewers * v.mbps * MBIT * (1 - part(v.hit)) * (1 - part(v.shield))
    ),
    "node-rebuild": lambda v: v.tb * TB / v.n / (v.mbs * MB),
    "reconciliation-volume": lambda v: 2 * v.tx * v.bytes / (v.hours * HOUR),
    "replica-catch-up": lambda v: v.down * MINUTE * v.mbs / (v.apply - v.mbs),
    "nearby-read-rate": lambda v: v.qps * v.cells * v.places * v.bytes,
    "sync-delta-bandwidth": lambda v: v.users * v.files * v.mb * MB * part(v.share) / DAY,
    "heartbeat-traffic": lambda v: v.conns * v.bytes / v.secs,
    "cache-refill": lambda v: v.gb * GB / (v.qps * v.kb * KB),
}
MACHINES: dict[str, Formula] = {
    "video-viewers": lambda v: v.dau * v.minutes * MINUTE / DAY * v.peak,
    "chat-connection-servers": lambda v: up(v.dau * part(v.share) / v.conns),
    "web-servers": lambda v: up(v.qps / (v.per * part(v.util))),
    "kv-shards-size": lambda v: up(v.tb * v.rep / (v.node * part(v.fill))),
    "kv-nodes-max": lambda v: max(up(v.tb * v.rep / v.node), up(v.qps / v.per)),
    "queue-partitions": lambda v: up(v.mb * v.head / v.per),
    "workers-little": lambda v: up(v.rate * v.ms / 1_000 / v.slots),
    "transcode-machines": lambda v: up(v.hours * 60 * v.rend / v.speed),
    "search-shards": lambda v: up(v.docs * v.size * KB * part(v.share) / (v.shard * GB)),
    "llm-gpus": lambda v: up(v.rate / (v.per * part(v.util))),
    "llm-weights-gpus": lambda v: up(v.numbers * v.bytes / (v.mem * GB * part(v.share))),
    "redis-nodes-load": lambda v: up(v.qps * v.ops / (v.per * part(v.util))),
    "redis-memory-shards": lambda v: up(
        v.keys * (v.value + v.over) * v.reps / (v.mem * GB * part(v.fill))
    ),
    "reconciliation-people": lambda v: up(v.tx * part(v.share) * v.mins * MINUTE / (8 * HOUR)),
    "push-senders": lambda v: up(v.pushes / (v.minutes * MINUTE) * v.ms / 1_000 / v.slots),
    "reconnect-storm": lambda v: up(v.conns * v.ms / 1_000 / v.secs),
    "hot-key-copies": lambda v: up(v.qps * part(v.share) / v.per),
    "url-code-length": lambda v: next(
        length for length in range(1, 40) if v.alphabet**length >= v.links * 12 * v.years
    ),
    "id-bits": lambda v: ceil(log2(v.n)) / 8,
    "id-runout": lambda v: 2_147_483_648 / v.rate,
    "snowflake-years": lambda v: (1 << int(v.bits)) / 1_000,
}
COSTS: dict[str, Formula] = {
    "cdn-cost": lambda v: v.pb * PB / GB * v.cents * CENT,
    "egress-cost": lambda v: (
        v.dau * v.views * v.kb * KB * 30 * (1 - part(v.hit)) / GB * v.cents * CENT
    ),
    "blob-cost": lambda v: v.pb * PB / GB * v.cents * CENT * 12 / YEAR,
    "log-cost": lambda v: v.rps * v.bytes * MONTH / GB * v.cents * CENT,
    "llm-cost": lambda v: v.reqs * (v.sent * v.low + v.got * v.high) / 1e6 / DAY,
    "region-transfer-cost": lambda v: v.mbs * MB * MONTH / GB * v.cents * CENT,
}
TIMES: dict[str, Formula] = {
    "cache-mean-latency": lambda v: (v.hit * v.fast + (100 - v.hit) * v.slow) / 100 / 1_000,
    "availability-sequence": lambda v: 1 - prod([part(v.a)] * int(v.n)),
    "availability-parallel": lambda v: prod([part(100 - v.a)] * int(v.n)),
    "error-budget": lambda v: part(100 - v.slo) * v.reqs,
    "tail-fanout": lambda v: 1 - prod([part(100 - v.p)] * int(v.n)),
    "sequential-calls": lambda v: v.n * (v.rtt + v.work) / 1_000,
    "backlog-drain": lambda v: v.down * MINUTE / (v.outrate - 1),
    "slo-burn": lambda v: v.days * DAY * (100 - v.slo) / v.errors,
    "waiting-room-length": lambda v: v.fans * (1 - part(v.quit)) / v.rate * MINUTE,
    "first-byte-new-connection": lambda v: (v.dns + v.rtt + v.rtt + v.rtt + v.work) / 1_000,
    "latency-budget": lambda v: (v.budget - v.db - v.trips * v.rtt) / 1_000,
    "burn-rate": lambda v: v.errors / (100 - v.slo),
    "burn-share": lambda v: v.rate * v.hours * HOUR / MONTH,
    "quorum-latency": lambda v: 2 * sorted((v.a, v.b, v.c))[1] / 1_000,
    "availability-balanced-pair": lambda v: 1 - part(v.lb) * (1 - part(100 - v.a) ** 2),
    "hedged-requests": lambda v: 1 - (1 - part(v.p) * part(v.p)) ** v.n,
}
OPEN: dict[str, Formula] = {
    "person-email-storage": lambda v: (
        20 * 365 * v.years * 40 * KB,
        80 * 365 * v.years * 100 * KB,
    ),
    "city-messages-peak": lambda v: (
        v.people * 0.5 * 20 * 2 / DAY,
        v.people * 0.9 * 60 * 5 / DAY,
    ),
    "world-photos-day": lambda _v: (3e9 / DAY, 10e9 / DAY),
    "world-searches-qps": lambda _v: (80_000, 250_000),
    "phone-photos-backup": lambda v: (v.people * 1_000 * 2 * MB, v.people * 4_000 * 5 * MB),
    "video-site-uploads-day": lambda _v: (300 / MINUTE * GB, 1_000 / MINUTE * 4 * GB),
    "encyclopedia-text": lambda _v: (15 * GB, 60 * GB),
    "office-video-calls": lambda v: (v.people * 0.1 * MBIT, v.people * 0.4 * 3 * MBIT),
    "country-card-payments": lambda v: (v.people * 0.3 / DAY, v.people * 1.5 / DAY),
}
FORMULAS = RATES | STORAGE | TRAFFIC | MACHINES | COSTS | TIMES | OPEN
