"""Keep attempts at drills whole, and read those that nobody has taken back."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from sqlalchemy import bindparam, exists, select, update

from flashdesign.domain.attempts import Attempt, Mode, Posed, Said
from flashdesign.domain.cards import CardKey
from flashdesign.domain.moments import LATEST_MS
from flashdesign.domain.ratings import Rating
from flashdesign.domain.reviews import Kind, Uid
from flashdesign.domain.scoring import Bands, Truth, ends
from flashdesign.errors import DamagedRowError
from flashdesign.storage import memories
from flashdesign.storage.cards import card_not_found
from flashdesign.storage.database import Connection
from flashdesign.storage.stored_json import reading
from flashdesign.storage.tables import attempt, card, review

_a = attempt.c
_NAMES = tuple(column.name for column in _a)
_INSERT = attempt.insert()
ALL = select(card.c.key, *_a).join_from(attempt, card)
# A card's own part of the log tells what was taken back: the whole log has no index on that.
_taken_back = exists().where(
    review.c.card_id == _a.card_id,
    review.c.kind == Kind.REVOKE.value,
    review.c.revokes == _a.uid,
)
_STANDING = ALL.where(~_taken_back)
_NEWEST = _STANDING.order_by(_a.uid.desc()).limit(bindparam("most"))
_IN_ORDER = _STANDING.order_by(_a.uid)
_RIGHT_TIMES = (
    select(_a.ms)
    .join_from(attempt, card)
    .where(
        card.c.key == bindparam("name"),
        _a.is_timed == 1,
        _a.hints == 0,
        _a.error_log10 <= bindparam("good"),
        ~_taken_back,
    )
    .order_by(_a.at.desc())
    .limit(bindparam("most"))
)
_GRADED = ("error_log10", "automatic", "kept", "mistake", "rule")
_REGRADE = (
    update(attempt)
    .where(_a.uid == bindparam("name"))
    .values({name: bindparam(f"new_{name}") for name in _GRADED})
)


def add(conn: Connection, attempt: Attempt) -> None:
    """Store an attempt."""
    found = conn.execute(memories.CARD, {"name": attempt.card}).one_or_none()
    if found is None:
        raise card_not_found(conn, attempt.card)
    conn.execute(_INSERT, _to_row(found.id, attempt))


def newest(conn: Connection, most: int) -> list[Attempt]:
    """Return the last attempts that stand, the oldest of them first."""
    rows = conn.execute(_NEWEST, {"most": most}).all()
    return list(_readable(reversed(rows)))


def standing(conn: Connection) -> Iterator[Attempt]:
    """Yield all attempts that nobody has taken back, in the order of their uids."""
    return _readable(conn.execute(_IN_ORDER))


def right_times(conn: Connection, card: CardKey, good: float, most: int) -> tuple[float, ...]:
    """Return the seconds of a card's last right answers: within `good` decades, without a hint."""
    bound = {"name": card, "good": good, "most": most}
    return tuple(ms / 1000 for ms in conn.execute(_RIGHT_TIMES, bound).scalars())


def regrade(conn: Connection, attempts: Iterable[Attempt]) -> None:
    """Give stored attempts their grades under another version of the rule."""
    rows = [
        {"name": one.uid} | {f"new_{name}": getattr(one, name) for name in _GRADED}
        for one in attempts
    ]
    if rows:
        conn.execute(_REGRADE, rows)


def to_attempt(row: tuple[Any, ...]) -> Attempt:
    """Return the attempt that a row of `ALL` holds, or raise DamagedRowError."""
    with reading(f"an attempt at {row[0]}"):
        return _attempt(CardKey(row[0]), dict(zip(_NAMES, row[1:], strict=True)))


def _readable(rows: Iterable[Any]) -> Iterator[Attempt]:
    """Yield the attempts, without those that are damaged: the check names them."""
    for row in rows:
        with suppress(DamagedRowError):
            yield to_attempt(tuple(row))


def _attempt(key: CardKey, values: dict[str, Any]) -> Attempt:
    if not abs(values["at"]) < LATEST_MS:
        raise ValueError(values["at"])
    sprint = values["sprint"]
    return Attempt(
        uid=Uid(values["uid"]),
        card=key,
        at=values["at"],
        posed=_posed(values),
        said=Said(
            text=values["answer"],
            value=values["value"],
            unit=values["unit"],
            ms=values["ms"],
            is_timed=bool(values["is_timed"]),
            hints=values["hints"],
        ),
        error_log10=values["error_log10"],
        automatic=Rating(values["automatic"]),
        kept=Rating(values["kept"]),
        mistake=values["mistake"],
        mode=Mode(values["mode"]),
        sprint=None if sprint is None else Uid(sprint),
        rule=values["rule"],
    )


def _posed(values: dict[str, Any]) -> Posed:
    whole = json.loads(values["posed"])
    low, high = values["truth_low"], values["truth_high"]
    truth: Truth = low if low == high else (low, high)
    return Posed(
        title=whole["title"],
        topic=whole["topic"],
        question=whole["question"],
        version=values["version"],
        seed=values["seed"],
        values=json.loads(values["drawn"]),
        unit=whole["unit"],
        truth=truth,
        bands=Bands(*whole["bands"]),
        target_s=values["target_s"],
        mistakes=tuple((say, value) for say, value in whole["mistakes"]),
        is_share=whole["is_share"],
    )


def _to_row(card_row: int, attempt: Attempt) -> dict[str, Any]:
    said = attempt.said
    return _posed_row(attempt.posed) | {
        "uid": attempt.uid,
        "card_id": card_row,
        "at": attempt.at,
        "answer": said.text,
        "value": said.value,
        "unit": said.unit,
        "ms": said.ms,
        "is_timed": int(said.is_timed),
        "hints": said.hints,
        "error_log10": attempt.error_log10,
        "automatic": attempt.automatic,
        "kept": attempt.kept,
        "mistake": attempt.mistake,
        "rule": attempt.rule,
        "mode": attempt.mode.value,
        "sprint": attempt.sprint,
    }


def _posed_row(posed: Posed) -> dict[str, Any]:
    low, high = ends(posed.truth)
    whole = {
        "title": posed.title,
        "topic": posed.topic,
        "question": posed.question,
        "unit": posed.unit,
        "bands": [posed.bands.easy, posed.bands.good, posed.bands.hard],
        "mistakes": posed.mistakes,
        "is_share": posed.is_share,
    }
    return {
        "version": posed.version,
        "seed": posed.seed,
        "drawn": _json(dict(posed.values)),
        "truth_low": low,
        "truth_high": high,
        "posed": _json(whole),
        "target_s": posed.target_s,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
