"""Take over what another program knew of cards: suspended, flagged, answered, remembered."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from operator import attrgetter

from flashdesign.domain.cards import CardKey
from flashdesign.domain.memory import Memory, State
from flashdesign.domain.moments import Moment
from flashdesign.domain.parcels import Progress
from flashdesign.domain.reviews import IMPORTED, Kind, Review, Uid, new_uid
from flashdesign.domain.scheduling import Rules, replay
from flashdesign.storage.card_marks import Mark

ToMoment = Callable[[int], Moment]
_CHANCE_BYTES = 9
_IN_ORDER = attrgetter("at", "name")


def marks(progress: Mapping[CardKey, Progress]) -> dict[Mark, dict[CardKey, int]]:
    """Return which cards are to be suspended or flagged."""
    return {
        "suspended": {key: 1 for key, known in progress.items() if known.suspended},
        "flag": {key: known.flag for key, known in progress.items() if known.flag},
    }


def logs(
    progress: Mapping[CardKey, Progress], to_moment: ToMoment
) -> Iterator[tuple[CardKey, list[Review]]]:
    """Yield each card's answers as rows of the log, and behind them what they amounted to.

    The uids follow from the card and the answer alone: a second import brings the same rows.
    """
    for key, known in progress.items():
        answers = list(_answers(key, known, to_moment))
        rows = [*answers, *_memory(key, known, answers, to_moment)]
        if rows:
            yield key, rows


def uids(progress: Mapping[CardKey, Progress], to_moment: ToMoment) -> Iterator[Uid]:
    """Yield the uids alone of the rows that `logs` yields."""
    for key, known in progress.items():
        for answer in known.answers:
            yield _uid(answer.at, known.name or key, answer.name)
        if known.memory is not None:
            yield _uid_of_memory(key, known, _here(known.memory, to_moment))
        elif known.due is not None and known.answers:
            yield _uid_of_memory(key, known, None)


def _answers(key: CardKey, known: Progress, to_moment: ToMoment) -> Iterator[Review]:
    card = known.name or key
    last_day: int | None = None
    for answer in sorted(known.answers, key=_IN_ORDER):
        moment = to_moment(answer.at)
        day = moment.day
        # The other program's own word for it differs; what was answered on a later day was due.
        kind = Kind.LEARN if last_day is None or day <= last_day else Kind.REVIEW
        last_day = day
        uid = _uid(answer.at, card, answer.name)
        duration = answer.duration_ms
        yield Review(uid, key, moment, kind, answer.rating, duration, algorithm=IMPORTED)


def _memory(
    key: CardKey, known: Progress, answers: list[Review], to_moment: ToMoment
) -> Iterator[Review]:
    told = known.memory and _here(known.memory, to_moment)
    memory = told or _answered(key, known, answers)
    if memory is not None:
        uid = _uid_of_memory(key, known, told)
        at = to_moment(int.from_bytes(uid[:6]))
        yield Review(uid, key, at, Kind.SET, algorithm=IMPORTED, memory=memory)


def _here(memory: Memory, to_moment: ToMoment) -> Memory:
    """Return the memory with the last answer on a study day of ours."""
    if memory.last_at is None:
        return memory
    return replace(memory, last_day=to_moment(memory.last_at).day)


def _answered(key: CardKey, known: Progress, answers: list[Review]) -> Memory | None:
    """Return what the answers amount to, due on the day that the other program had promised."""
    if known.due is None or not answers:
        return None
    # With the usual rules, whatever the deck's own are: a second import brings the same row.
    memory = replay(key, answers, Rules())
    return replace(memory, state=State.REVIEW, step=None, due=known.due)


def _uid_of_memory(key: CardKey, known: Progress, told: Memory | None) -> Uid:
    """Return the uid of the row behind the answers; what those amount to need not be known."""
    last = max((answer.at for answer in known.answers), default=0)
    at = max(last, (told and told.last_at) or 0) + 1
    return _uid(at, known.name or key, repr(told) if told else f"due {known.due}")


def _uid(at: int, card: str, name: str) -> Uid:
    hashed = blake2b(f"{card}|{name}".encode(), digest_size=_CHANCE_BYTES).digest()
    return new_uid(at, int.from_bytes(hashed))
