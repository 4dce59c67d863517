"""Practice of drills outside the schedule: by topic and level, a fixed number or endless."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from flashdesign.domain.drills.attempt import Attempt, Mode
from flashdesign.domain.drills.sprint import DrillFilter
from flashdesign.domain.drills.template import Template
from flashdesign.domain.ids import CardKey
from flashdesign.domain.notes.question_kinds import Drill
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.errors import NotFoundError, consequence
from flashdesign.i18n.translation import N_, _
from flashdesign.services.context import Changes, Context
from flashdesign.services.drills.active_drill import SEED_BITS, ActiveDrill, draw_drill, start_drill
from flashdesign.services.drills.session_base import DrillSessionBase, adjust_grade
from flashdesign.services.drills.state import (
    AnswerSummary,
    DrillFeedback,
    DrillPrompt,
    summarize_answer,
)
from flashdesign.services.scheduling import card_actions
from flashdesign.services.scheduling import rules as scheduling_rules
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.drills import attempts
from flashdesign.storage.notes import cards as note_cards
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes.cards import StoredCard
from flashdesign.storage.schema.suspended import NOTE_GONE

ALL_DRILLS = DrillFilter()
_DEFAULT_COUNT = 10


@dataclass(frozen=True, slots=True)
class PracticeOptions:
    """The topics and levels to choose from, each with its number of drills."""

    topics: tuple[tuple[str, int], ...]
    levels: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PracticeState:
    """State of a practice session to show.

    `drill` is None when the session is over, `total` is None if it is endless. `answered`,
    `correct` and `answers` count completed drills only.
    """

    key: CardKey | None
    drill: DrillPrompt | None
    feedback: DrillFeedback | None
    suggested: Rating | None
    number: int
    total: int | None
    answered: int
    correct: int
    counts_for_schedule: bool
    answers: tuple[AnswerSummary, ...]


def choices(context: Context) -> PracticeOptions:
    """Return the topics and levels of the drills that are not suspended."""
    with context.database.read() as connection:
        templates = [template for _card, template in _drills(connection)]
    topics = Counter(template.topic for template in templates)
    levels = Counter(template.level for template in templates)
    by_name = sorted(topics.items(), key=lambda topic: (topic[0].casefold(), topic[0]))
    return PracticeOptions(tuple(by_name), tuple(sorted(levels.items())))


def count_drills(context: Context, wanted: DrillFilter) -> int:
    """Return how many drills match the filter."""
    with context.database.read() as connection:
        return sum(wanted.fits(template) for _card, template in _drills(connection))


class PracticeSession(DrillSessionBase[PracticeState]):
    """A session of drills; they count for the schedule only if it `feeds` the schedule.

    An answer is stored by `next_drill` or `close`. With `cards`, these are asked instead of all
    drills that match. Raises NotFoundError if no drill matches.
    """

    def __init__(
        self,
        context: Context,
        wanted: DrillFilter = ALL_DRILLS,
        count: int | None = _DEFAULT_COUNT,
        *,
        feeds: bool = False,
        cards: Sequence[CardKey] | None = None,
    ) -> None:
        super().__init__()
        self._context, self._count, self._feeds = context, count, feeds
        self._lines: list[AnswerSummary] = []
        with context.database.read() as connection:
            self._settings = stored_settings.load(connection)
            decks = note_decks.decks(connection)
            fitting = [stored for stored, drill in _drills(connection) if wanted.fits(drill)]
        self._rules = scheduling_rules.rules_by_deck(self._settings, decks)
        keys = [stored.card.key for stored in fitting] if cards is None else list(cards)
        if not keys:
            raise _no_drill_error(wanted)
        self._keys, self._tries = self._shuffled_endlessly(keys), 2 * len(keys)
        self._card: StoredCard | None = None
        self._state = self._draw()

    @property
    def state(self) -> PracticeState:
        """The state to draw now."""
        return self._state

    def adjust(self, step: int) -> PracticeState:
        """Move the grade by one step, at most one step from the automatic grade."""
        feedback, suggested = self._state.feedback, self._state.suggested
        if feedback is not None and suggested is not None:
            self._state = replace(
                self._state, suggested=adjust_grade(suggested, step, feedback.automatic)
            )
        return self._state

    def next_drill(self) -> PracticeState:
        """Store the answer and draw the next drill."""
        if self._state.feedback is not None:
            self._store()
            self._state = self._draw()
        return self._state

    def close(self) -> None:
        """Store the answer, and notify the other parts of the program."""
        if self._state.feedback is not None:
            self._store()
            self._set_drill(None)
            self._state = self._make_state(None)
        if self._lines:
            fed = self._feeds
            self._context.broadcast.notify(Changes(drills=True, cards=fed, reviews=fed))

    @consequence(card_actions.NOT_STORED)
    def _store(self) -> None:
        drill, card, feedback = self._drill, self._card, self._state.feedback
        assert drill is not None  # it has feedback
        assert card is not None
        assert feedback is not None
        card = self._find_card(card.card.key)
        if card is None:
            return  # it was moved in the meantime: there is no card to store the answer for
        moment = self._context.moment(self._settings)
        uid = self._context.uids.next(moment.at)
        attempt = drill.attempt(uid, moment.at, mode=Mode.PRACTICE, kept=self._state.suggested)
        if self._feeds:
            rules = self._rules(card.card.deck)
            card_actions.grade_drill(self._context, card, attempt, moment, attempt.answer.ms, rules)
        else:
            _add_attempt(self._context, attempt)
        self._lines.append(summarize_answer(card.card.key, drill.prompt, feedback))

    def _draw(self) -> PracticeState:
        if self._count is not None and len(self._lines) >= self._count:
            self._set_drill(None)
            return self._make_state(None)
        self._card = self._next()
        if self._card is None:
            self._set_drill(None)
            return self._make_state(None)
        note = self._card.note
        assert isinstance(note.question, Drill)  # `_is_askable` allows only drills
        seed = self._context.random.getrandbits(SEED_BITS)
        with self._context.database.read() as connection:
            drawn = draw_drill(connection, note, note.question.template, seed)
        drawn = replace(drawn, is_timed=self._settings.drill_clock)
        drill = start_drill(self._context, drawn)
        self._set_drill(drill)
        return self._make_state(drill)

    def _next(self) -> StoredCard | None:
        """Return the next card, or None if all were moved or rewritten in the meantime."""
        candidates = (self._find_card(next(self._keys)) for _attempt in range(self._tries))
        return next((card for card in candidates if card is not None and _is_askable(card)), None)

    def _find_card(self, key: CardKey) -> StoredCard | None:
        with self._context.database.read() as connection, suppress(NotFoundError):
            return note_cards.card(connection, key)
        return None

    def _show(self, drill: ActiveDrill) -> PracticeState:
        self._state = self._make_state(drill)
        return self._state

    def _make_state(self, drill: ActiveDrill | None) -> PracticeState:
        feedback = None if drill is None else drill.feedback
        done = len(self._lines)
        return PracticeState(
            key=None if drill is None or self._card is None else self._card.card.key,
            drill=None if drill is None else drill.prompt,
            feedback=feedback,
            suggested=None if feedback is None else feedback.automatic,
            number=done + (drill is not None),
            total=self._count,
            answered=done,
            correct=sum(answer.rating >= Rating.GOOD for answer in self._lines),
            counts_for_schedule=self._feeds,
            answers=tuple(self._lines),
        )

    def _shuffled_endlessly(self, keys: list[CardKey]) -> Iterator[CardKey]:
        """Yield the cards endlessly in random order, all of them before any is repeated."""
        last: CardKey | None = None
        while True:
            turn = list(keys)
            self._context.random.shuffle(turn)
            if turn[0] == last:
                turn.append(turn.pop(0))
            yield from turn
            last = turn[-1]


def _drills(connection: Connection) -> Iterator[tuple[StoredCard, Template]]:
    for stored in note_cards.drills(connection):
        if not stored.suspended and isinstance(stored.note.question, Drill):
            yield stored, stored.note.question.template


def _is_askable(card: StoredCard) -> bool:
    return card.suspended != NOTE_GONE and isinstance(card.note.question, Drill)


def _add_attempt(context: Context, attempt: Attempt) -> None:
    with context.database.transaction() as connection:
        attempts.add(connection, attempt)


def _no_drill_error(wanted: DrillFilter) -> NotFoundError:
    levels = [_("level {level}").format(level=level) for level in sorted(wanted.levels)]
    names = ", ".join([*sorted(wanted.topics, key=str.casefold), *levels])
    return NotFoundError(
        N_("No drill matches {name}.") if names else N_("There are no drills."), names
    )
