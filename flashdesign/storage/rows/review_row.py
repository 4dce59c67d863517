"""Conversion between rows of the log and reviews."""

import json
from dataclasses import fields
from operator import attrgetter
from typing import Any

from flashdesign.domain.ids import UID_BYTES, CardKey, ReviewId
from flashdesign.domain.scheduling.memory import NEW, Memory, Rating
from flashdesign.domain.scheduling.review_log import Review, ReviewKind
from flashdesign.domain.scheduling.study_day import (
    HOURS_A_DAY,
    LATEST_MS,
    MINUTES_A_DAY,
    StudyMoment,
)
from flashdesign.errors import DamagedRowError
from flashdesign.i18n.translation import N_, LazyText
from flashdesign.storage.connection.sqlite_errors import UNREADABLE
from flashdesign.storage.rows import memory_row

NAMES = (
    "uid",
    "at",
    "zone_min",
    "rollover_h",
    "rating",
    "duration_ms",
    "kind",
    "revokes",
    "algorithm",
    "memory",
)
"""The columns of a row of the log that `to_review` reads."""
COLUMNS = ", ".join(f"review.{name}" for name in NAMES)
_WRITTEN = ("uid", "card_id", *NAMES[1:])
INSERT_PLAIN = (
    f"INSERT INTO review ({', '.join(_WRITTEN)}) VALUES ({', '.join('?' * len(_WRITTEN))})"
)
_ENCODER = json.JSONEncoder(separators=(",", ":"))
_RATINGS: dict[int | None, Rating | None] = {None: None} | {int(r): r for r in Rating}
_MEMORY_FIELDS = [field.name for field in fields(Memory)]
_memory_values = attrgetter(*_MEMORY_FIELDS)
_KINDS = {str(kind): kind for kind in ReviewKind}
_PLAIN_RATINGS = {rating: plain for plain, rating in _RATINGS.items()}
_PLAIN_KINDS = {kind: plain for plain, kind in _KINDS.items()}


def to_review(card: CardKey, row: tuple[Any, ...]) -> Review:
    """Return the review whose `NAMES` have these values, or raise DamagedRowError."""
    uid, at, zone_min, rollover_h, rating, duration_ms, kind, revokes, algorithm, memory = row
    try:
        if not (abs(at) < LATEST_MS and _is_zone(zone_min, rollover_h) and len(uid) == UID_BYTES):
            raise ValueError(at)
        return Review(
            uid=ReviewId(uid),
            card=card,
            moment=StudyMoment(at, zone_min, rollover_h),
            kind=_KINDS[kind],
            rating=_RATINGS[rating],
            duration_ms=duration_ms,
            revokes=revokes,
            algorithm=algorithm,
            memory=None if memory is None else _to_memory(memory),
        )
    except UNREADABLE as error:
        raise DamagedRowError(LazyText(N_("a review of {card}"), card=card)) from error


def to_tuple(card_row: int, review: Review) -> tuple[Any, ...]:
    """Return the parameters of `INSERT_PLAIN` for the review."""
    moment, memory = review.moment, review.memory
    # Plain values: sqlite3 adapts subclasses of str and int slowly.
    return (
        review.uid,
        card_row,
        moment.at,
        moment.zone_min,
        moment.rollover_h,
        _PLAIN_RATINGS[review.rating],
        review.duration_ms,
        _PLAIN_KINDS[review.kind],
        review.revokes,
        review.algorithm,
        None if memory is None else _memory_json(memory),
    )


def _memory_json(memory: Memory) -> str:
    values = dict(zip(_MEMORY_FIELDS, _memory_values(memory), strict=True))
    return _ENCODER.encode(values)


def _to_memory(text: str) -> Memory:
    values = {name: getattr(NEW, name) for name in _MEMORY_FIELDS} | json.loads(text)
    return memory_row.to_memory(tuple(values[name] for name in _MEMORY_FIELDS))


def _is_zone(zone_min: int, rollover_h: int) -> bool:
    return -MINUTES_A_DAY <= zone_min <= MINUTES_A_DAY and 0 <= rollover_h < HOURS_A_DAY
