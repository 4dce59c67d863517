"""Attempts at drills: storing, reading and regrading."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

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

_NAMES = (
    *("uid", "card_id", "at", "version", "seed", "drawn", "truth_low", "truth_high", "posed"),
    *("target_s", "answer", "value", "unit", "ms", "is_timed", "hints", "error_log10"),
    *("automatic", "kept", "mistake", "rule", "mode", "sprint"),
)
_INSERT = f"INSERT INTO attempt ({', '.join(_NAMES)}) VALUES ({', '.join(f':{n}' for n in _NAMES)})"
_JOINED = "FROM attempt JOIN card ON card.id = attempt.card_id"
ALL = f"SELECT card.key, {', '.join(f'attempt.{name}' for name in _NAMES)} {_JOINED}"
# Undone attempts are looked up in the card's rows of the log: `revokes` has no index.
_IS_NOT_UNDONE = f"""NOT EXISTS (
    SELECT 1 FROM review WHERE review.card_id = attempt.card_id
    AND review.kind = '{ReviewKind.REVOKE.value}' AND review.revokes = attempt.uid)"""
_NEWEST = f"{ALL} WHERE {_IS_NOT_UNDONE} ORDER BY attempt.uid DESC LIMIT ?"
_IN_ORDER = f"{ALL} WHERE {_IS_NOT_UNDONE} ORDER BY attempt.uid"
_CORRECT_TIMES = f"""
SELECT attempt.ms {_JOINED}
WHERE card.key = ? AND attempt.is_timed = 1 AND attempt.hints = 0 AND attempt.error_log10 <= ?
AND {_IS_NOT_UNDONE} ORDER BY attempt.at DESC LIMIT ?
"""
# The columns that a regrade sets, and the attributes of an attempt that they hold.
_GRADE_COLUMNS = {
    "error_log10": "error_log10",
    "automatic": "automatic",
    "kept": "rating",
    "mistake": "mistake",
    "rule": "rule",
}
_REGRADE = f"UPDATE attempt SET {', '.join(f'{name} = ?' for name in _GRADE_COLUMNS)} WHERE uid = ?"


def add(conn: Connection, attempt: Attempt) -> None:
    """Store an attempt."""
    found = memory_row.find(conn, attempt.card)
    if found is None:
        raise card_not_found(conn, attempt.card)
    conn.rows(_INSERT, _to_row(found.id, attempt))


def newest(conn: Connection, most: int) -> list[Attempt]:
    """Return the last attempts that are not undone, the oldest first."""
    rows = conn.rows(_NEWEST, (most,)).fetchall()
    return list(_readable_attempts(reversed(rows)))


def attempts_not_undone(conn: Connection) -> Iterator[Attempt]:
    """Yield all attempts that are not undone, in the order of their uids."""
    return _readable_attempts(conn.rows(_IN_ORDER))


def correct_answer_times(
    conn: Connection, card: CardKey, good: float, most: int
) -> tuple[float, ...]:
    """Return the seconds of a card's last correct answers: within `good` decades, without hints."""
    return tuple(ms / 1000 for (ms,) in conn.rows(_CORRECT_TIMES, (card, good, most)))


def regrade(conn: Connection, attempts: Iterable[Attempt]) -> None:
    """Store new grades of attempts, given by another version of the grading rule."""
    conn.run_for_each(
        _REGRADE,
        [
            (*(getattr(attempt, own) for own in _GRADE_COLUMNS.values()), attempt.uid)
            for attempt in attempts
        ],
    )


def to_attempt(row: tuple[Any, ...]) -> Attempt:
    """Return the attempt in a row of `ALL`, or raise DamagedRowError."""
    with raise_as_damage(LazyText(N_("an attempt at {card}"), card=row[0])):
        return _to_attempt(CardKey(row[0]), dict(zip(_NAMES, row[1:], strict=True)))


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
