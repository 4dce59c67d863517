"""Attempts at drills: storing, reading and regrading."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from sqlalchemy import bindparam, exists, select, update

from flashdesign.domain.drills.attempt import Attempt, AttemptAnswer, AttemptQuestion, Mode
from flashdesign.domain.drills.grading import Bands, Truth, ends
from flashdesign.domain.ids import CardKey, ReviewId
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.review_log import ReviewKind
from flashdesign.domain.scheduling.study_day import LATEST_MS
from flashdesign.errors import DamagedRowError
from flashdesign.i18n.translation import N_, LazyText
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes.cards import card_not_found
from flashdesign.storage.rows import memory_row
from flashdesign.storage.rows.stored_json import raise_as_damage
from flashdesign.storage.schema.tables import attempt, card, review

_a = attempt.c
_COLUMN_NAMES = tuple(column.name for column in _a)
_INSERT = attempt.insert()
ALL = select(card.c.key, *_a).join_from(attempt, card)
# Undone attempts are looked up in the card's rows of the log: `revokes` has no index.
_is_undone = exists().where(
    review.c.card_id == _a.card_id,
    review.c.kind == ReviewKind.REVOKE.value,
    review.c.revokes == _a.uid,
)
_NOT_UNDONE = ALL.where(~_is_undone)
_NEWEST = _NOT_UNDONE.order_by(_a.uid.desc()).limit(bindparam("most"))
_IN_ORDER = _NOT_UNDONE.order_by(_a.uid)
_CORRECT_TIMES = (
    select(_a.ms)
    .join_from(attempt, card)
    .where(
        card.c.key == bindparam("name"),
        _a.is_timed == 1,
        _a.hints == 0,
        _a.error_log10 <= bindparam("good"),
        ~_is_undone,
    )
    .order_by(_a.at.desc())
    .limit(bindparam("most"))
)
# The columns that a regrade sets, and the attributes of an attempt that they hold.
_GRADE_COLUMNS = {
    "error_log10": "error_log10",
    "automatic": "automatic",
    "kept": "rating",
    "mistake": "mistake",
    "rule": "rule",
}
_REGRADE = (
    update(attempt)
    .where(_a.uid == bindparam("name"))
    .values({name: bindparam(f"new_{name}") for name in _GRADE_COLUMNS})
)


def add(conn: Connection, attempt: Attempt) -> None:
    """Store an attempt."""
    found = conn.execute(memory_row.CARD, {"name": attempt.card}).one_or_none()
    if found is None:
        raise card_not_found(conn, attempt.card)
    conn.execute(_INSERT, _to_row(found.id, attempt))


def newest(conn: Connection, most: int) -> list[Attempt]:
    """Return the last attempts that are not undone, the oldest first."""
    rows = conn.execute(_NEWEST, {"most": most}).all()
    return list(_readable_attempts(reversed(rows)))


def attempts_not_undone(conn: Connection) -> Iterator[Attempt]:
    """Yield all attempts that are not undone, in the order of their uids."""
    return _readable_attempts(conn.execute(_IN_ORDER))


def correct_answer_times(
    conn: Connection, card: CardKey, good: float, most: int
) -> tuple[float, ...]:
    """Return the seconds of a card's last correct answers: within `good` decades, without hints."""
    bound = {"name": card, "good": good, "most": most}
    return tuple(ms / 1000 for ms in conn.execute(_CORRECT_TIMES, bound).scalars())


def regrade(conn: Connection, attempts: Iterable[Attempt]) -> None:
    """Store new grades of attempts, given by another version of the grading rule."""
    rows = [
        {"name": attempt.uid}
        | {f"new_{name}": getattr(attempt, own) for name, own in _GRADE_COLUMNS.items()}
        for attempt in attempts
    ]
    if rows:
        conn.execute(_REGRADE, rows)


def to_attempt(row: tuple[Any, ...]) -> Attempt:
    """Return the attempt in a row of `ALL`, or raise DamagedRowError."""
    with raise_as_damage(LazyText(N_("an attempt at {card}"), card=row[0])):
        return _to_attempt(CardKey(row[0]), dict(zip(_COLUMN_NAMES, row[1:], strict=True)))


def _readable_attempts(rows: Iterable[Any]) -> Iterator[Attempt]:
    """Yield the attempts except damaged ones, which the collection check reports."""
    for row in rows:
        with suppress(DamagedRowError):
            yield to_attempt(tuple(row))


def _to_attempt(key: CardKey, values: dict[str, Any]) -> Attempt:
    if not abs(values["at"]) < LATEST_MS:
        raise ValueError(values["at"])
    sprint = values["sprint"]
    return Attempt(
        uid=ReviewId(values["uid"]),
        card=key,
        at=values["at"],
        question=_to_posed(values),
        answer=AttemptAnswer(
            text=values["answer"],
            value=values["value"],
            unit=values["unit"],
            ms=values["ms"],
            is_timed=bool(values["is_timed"]),
            hints=values["hints"],
        ),
        error_log10=values["error_log10"],
        automatic=Rating(values["automatic"]),
        rating=Rating(values["kept"]),
        mistake=values["mistake"],
        mode=Mode(values["mode"]),
        sprint=None if sprint is None else ReviewId(sprint),
        rule=values["rule"],
    )


def _to_posed(values: dict[str, Any]) -> AttemptQuestion:
    content = json.loads(values["posed"])
    low, high = values["truth_low"], values["truth_high"]
    truth: Truth = low if low == high else (low, high)
    return AttemptQuestion(
        title=content["title"],
        topic=content["topic"],
        question=content["question"],
        version=values["version"],
        seed=values["seed"],
        values=json.loads(values["drawn"]),
        unit=content["unit"],
        truth=truth,
        bands=Bands(*content["bands"]),
        target_s=values["target_s"],
        mistakes=tuple((text, value) for text, value in content["mistakes"]),
        is_share=content["is_share"],
    )


def _to_row(card_row: int, attempt: Attempt) -> dict[str, Any]:
    answer = attempt.answer
    return _posed_row(attempt.question) | {
        "uid": attempt.uid,
        "card_id": card_row,
        "at": attempt.at,
        "answer": answer.text,
        "value": answer.value,
        "unit": answer.unit,
        "ms": answer.ms,
        "is_timed": int(answer.is_timed),
        "hints": answer.hints,
        "error_log10": attempt.error_log10,
        "automatic": attempt.automatic,
        "kept": attempt.rating,
        "mistake": attempt.mistake,
        "rule": attempt.rule,
        "mode": attempt.mode.value,
        "sprint": attempt.sprint,
    }


def _posed_row(posed: AttemptQuestion) -> dict[str, Any]:
    low, high = ends(posed.truth)
    content = {
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
        "posed": _json(content),
        "target_s": posed.target_s,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
