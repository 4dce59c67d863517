"""Practise drills out of turn: some topics or all, so many or endlessly."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from flashdesign.domain.attempts import Attempt, Mode
from flashdesign.domain.cards import CardKey
from flashdesign.domain.drills import Template
from flashdesign.domain.faces import Drill
from flashdesign.domain.ratings import Rating
from flashdesign.domain.sprint import Filter
from flashdesign.errors import NotFoundError, consequence
from flashdesign.i18n import N_
from flashdesign.services import answering
from flashdesign.services.changes import Changes
from flashdesign.services.context import Context
from flashdesign.services.dealing import SEED_BITS, deal
from flashdesign.services.drill_moves import DrillMoves, moved
from flashdesign.services.drill_states import AnswerLine, DrillAsked, DrillFeedback, line
from flashdesign.services.drill_table import DrillTable, put_on_table
from flashdesign.storage import attempts, notes, settings
from flashdesign.storage.database import Connection
from flashdesign.storage.notes import NOTE_GONE, StoredCard

ALL = Filter()
_COUNT = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """What there is to choose from: topics and levels, each with how many drills it has."""

    topics: tuple[tuple[str, int], ...]
    levels: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PracticeState:
    """All there is to draw; `drill` is None when it is over, `of` where it never is.

    `answered`, `right` and `lines` count what was gone on from.
    """

    key: CardKey | None
    drill: DrillAsked | None
    feedback: DrillFeedback | None
    suggested: Rating | None
    number: int
    of: int | None
    answered: int
    right: int
    feeds: bool
    lines: tuple[AnswerLine, ...]


def choices(context: Context) -> Choice:
    """Return the topics and levels of the drills that are not put away."""
    with context.database.read() as connection:
        found = [template for _, template in _drills(connection)]
    topics = Counter(template.topic for template in found)
    levels = Counter(template.level for template in found)
    return Choice(tuple(sorted(topics.items())), tuple(sorted(levels.items())))


def how_many(context: Context, wanted: Filter) -> int:
    """Return how many drills fit."""
    with context.database.read() as connection:
        return sum(wanted.fits(template) for _, template in _drills(connection))


class PracticeSession(DrillMoves[PracticeState]):
    """Drills one after the other; only where it `feeds` the schedule do they count there.

    What was answered is stored on going on, or at the close. Raises NotFoundError where no drill
    fits; `cards` are asked in place of all that fit.
    """

    def __init__(
        self,
        context: Context,
        wanted: Filter = ALL,
        count: int | None = _COUNT,
        *,
        feeds: bool = False,
        cards: Sequence[CardKey] | None = None,
    ) -> None:
        super().__init__()
        self._context, self._count, self._feeds = context, count, feeds
        self._lines: list[AnswerLine] = []
        with context.database.read() as connection:
            self._preferences = settings.load(connection)
            decks = notes.decks(connection)
            fitting = [stored for stored, drill in _drills(connection) if wanted.fits(drill)]
        self._rules = answering.rules_by_deck(self._preferences, decks)
        keys = [stored.card.key for stored in fitting] if cards is None else list(cards)
        if not keys:
            raise NotFoundError(N_("There is no drill {name!r}."), name=_told(wanted))
        self._keys, self._tries = self._in_turn(keys), 2 * len(keys)
        self._card: StoredCard | None = None
        self._state = self._draw()

    @property
    def state(self) -> PracticeState:
        """The state to draw now."""
        return self._state

    def adjust(self, step: int) -> PracticeState:
        """Move the grade by one, never further than one from what the rule says."""
        told, suggested = self._state.feedback, self._state.suggested
        if told is not None and suggested is not None:
            self._state = replace(self._state, suggested=moved(suggested, step, told.automatic))
        return self._state

    def go_on(self) -> PracticeState:
        """Store what was answered and put the next drill on the table."""
        if self._state.feedback is not None:
            self._store()
            self._state = self._draw()
        return self._state

    def close(self) -> None:
        """Store what was answered, and tell the rest of the program."""
        if self._state.feedback is not None:
            self._store()
            self._put(None)
            self._state = self._stated(None)
        if self._lines:
            fed = self._feeds
            self._context.broadcast.tell(Changes(drills=True, cards=fed, reviews=fed))

    @consequence(answering.NOT_STORED)
    def _store(self) -> None:
        table, card, told = self._table, self._card, self._state.feedback
        assert table is not None  # there is feedback on it
        assert card is not None
        assert told is not None
        card = self._found(card.card.key)
        if card is None:
            return  # it was moved meanwhile: there is nothing to keep the answer with
        moment = self._context.moment(self._preferences)
        uid = self._context.uids.next(moment.at)
        attempt = table.attempt(uid, moment.at, mode=Mode.PRACTICE, kept=self._state.suggested)
        if self._feeds:
            rules = self._rules(card.card.deck)
            answering.grade_drill(self._context, card, attempt, moment, attempt.said.ms, rules)
        else:
            _add(self._context, attempt)
        self._lines.append(line(card.card.key, table.asked, told))

    def _draw(self) -> PracticeState:
        if self._count is not None and len(self._lines) >= self._count:
            self._put(None)
            return self._stated(None)
        self._card = self._next()
        if self._card is None:
            self._put(None)
            return self._stated(None)
        note = self._card.note
        assert isinstance(note.face, Drill)  # no other kind is practised here
        seed = self._context.random.getrandbits(SEED_BITS)
        with self._context.database.read() as connection:
            dealt = deal(connection, note, note.face.template, seed)
        dealt = replace(dealt, is_timed=self._preferences.drill_clock)
        table = put_on_table(self._context, dealt)
        self._put(table)
        return self._stated(table)

    def _next(self) -> StoredCard | None:
        """Return the next card, or None where all were moved or rewritten meanwhile."""
        tried = (self._found(next(self._keys)) for _ in range(self._tries))
        return next((card for card in tried if card is not None and _is_asked(card)), None)

    def _found(self, key: CardKey) -> StoredCard | None:
        with self._context.database.read() as connection, suppress(NotFoundError):
            return notes.card(connection, key)
        return None

    def _show(self, table: DrillTable) -> PracticeState:
        self._state = self._stated(table)
        return self._state

    def _stated(self, table: DrillTable | None) -> PracticeState:
        told = None if table is None else table.feedback
        done = len(self._lines)
        return PracticeState(
            key=None if table is None or self._card is None else self._card.card.key,
            drill=None if table is None else table.asked,
            feedback=told,
            suggested=None if told is None else told.automatic,
            number=done + (table is not None),
            of=self._count,
            answered=done,
            right=sum(one.rating >= Rating.GOOD for one in self._lines),
            feeds=self._feeds,
            lines=tuple(self._lines),
        )

    def _in_turn(self, keys: list[CardKey]) -> Iterator[CardKey]:
        """Yield the cards by chance for ever, none again before all have come."""
        last: CardKey | None = None
        while True:
            turn = list(keys)
            self._context.random.shuffle(turn)
            if turn[0] == last:
                turn.append(turn.pop(0))
            yield from turn
            last = turn[-1]


def _drills(connection: Connection) -> Iterator[tuple[StoredCard, Template]]:
    for stored in notes.drills(connection):
        if not stored.suspended and isinstance(stored.note.face, Drill):
            yield stored, stored.note.face.template


def _is_asked(card: StoredCard) -> bool:
    return card.suspended != NOTE_GONE and isinstance(card.note.face, Drill)


def _add(context: Context, attempt: Attempt) -> None:
    with context.database.transaction() as connection:
        attempts.add(connection, attempt)


def _told(wanted: Filter) -> str:
    levels = [f"level {level}" for level in sorted(wanted.levels)]
    return ", ".join([*sorted(wanted.topics), *levels]) or "at all"
