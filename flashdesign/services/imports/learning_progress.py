"""Conversion of progress from other programs: suspension, flags, reviews and memory states."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from operator import attrgetter

from flashdesign.domain.ids import CardKey, ReviewId, new_review_id
from flashdesign.domain.scheduling.fsrs_scheduler import FsrsRules, replay
from flashdesign.domain.scheduling.memory import Memory, State
from flashdesign.domain.scheduling.review_log import IMPORTED, Review, ReviewKind
from flashdesign.domain.scheduling.study_day import StudyMoment
from flashdesign.domain.transfer.import_plan import Progress
from flashdesign.storage.undo.bulk_marks import Mark

ToMoment = Callable[[int], StudyMoment]
_CHANCE_BYTES = 9
_ORDER = attrgetter("at", "name")


def marks(progress: Mapping[CardKey, Progress]) -> dict[Mark, dict[CardKey, int]]:
    """Return the cards to suspend and to flag, with the new values."""
    return {
        "suspended": {key: 1 for key, known in progress.items() if known.suspended},
        "flag": {key: known.flag for key, known in progress.items() if known.flag},
    }


def logs(
    progress: Mapping[CardKey, Progress], to_moment: ToMoment
) -> Iterator[tuple[CardKey, list[Review]]]:
    """Yield for each card its answers as rows of the log, then a row with the resulting memory.

    The uids depend on the card and the answer only, so a second import makes the same rows.
    """
    for key, known in progress.items():
        answers = list(_answer_rows(key, known, to_moment))
        rows = [*answers, *_memory_rows(key, known, answers, to_moment)]
        if rows:
            yield key, rows


def uids(progress: Mapping[CardKey, Progress], to_moment: ToMoment) -> Iterator[ReviewId]:
    """Yield only the uids of the rows that `logs` yields."""
    for key, known in progress.items():
        for answer in known.answers:
            yield _make_uid(answer.at, known.name or key, answer.name)
        if known.memory is not None:
            yield _uid_of_memory(key, known, _with_local_day(known.memory, to_moment))
        elif known.due is not None and known.answers:
            yield _uid_of_memory(key, known, None)


def _answer_rows(key: CardKey, known: Progress, to_moment: ToMoment) -> Iterator[Review]:
    card = known.name or key
    last_day: int | None = None
    for answer in sorted(known.answers, key=_ORDER):
        moment = to_moment(answer.at)
        day = moment.day
        # Other programs define review kinds differently; an answer on a later day was a review.
        kind = ReviewKind.LEARN if last_day is None or day <= last_day else ReviewKind.REVIEW
        last_day = day
        uid = _make_uid(answer.at, card, answer.name)
        duration = answer.duration_ms
        yield Review(uid, key, moment, kind, answer.rating, duration, algorithm=IMPORTED)


def _memory_rows(
    key: CardKey, known: Progress, answers: list[Review], to_moment: ToMoment
) -> Iterator[Review]:
    local_memory = known.memory and _with_local_day(known.memory, to_moment)
    memory = local_memory or _replay_answers(key, known, answers)
    if memory is not None:
        uid = _uid_of_memory(key, known, local_memory)
        at = to_moment(int.from_bytes(uid[:6]))
        yield Review(uid, key, at, ReviewKind.SET, algorithm=IMPORTED, memory=memory)


def _with_local_day(memory: Memory, to_moment: ToMoment) -> Memory:
    """Return the memory with the study day of its last answer by the local rollover hour."""
    if memory.last_at is None:
        return memory
    return replace(memory, last_day=to_moment(memory.last_at).day)


def _replay_answers(key: CardKey, known: Progress, answers: list[Review]) -> Memory | None:
    """Return the memory that follows from the answers, due on the day in the other program."""
    if known.due is None or not answers:
        return None
    # With the default rules, not those of the deck: a second import makes the same row.
    memory = replay(key, answers, FsrsRules())
    return replace(memory, state=State.REVIEW, step=None, due=known.due)


def _uid_of_memory(key: CardKey, known: Progress, local_memory: Memory | None) -> ReviewId:
    """Return the uid of the memory row after the answers; it does not depend on a replay."""
    last = max([answer.at for answer in known.answers], default=0)
    at = max(last, (local_memory and local_memory.last_at) or 0) + 1
    return _make_uid(
        at,
        known.name or key,
        repr(local_memory) if local_memory else f"due {known.due}",
    )


def _make_uid(at: int, card: str, name: str) -> ReviewId:
    hashed = blake2b(f"{card}|{name}".encode(), digest_size=_CHANCE_BYTES).digest()
    return new_review_id(at, int.from_bytes(hashed))
