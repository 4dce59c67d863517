"""A sitting at the cards: every move stores what must be stored and returns the state to draw."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flashdesign.domain.cards import CardKey, DeckId
from flashdesign.domain.faces import Number, answer, question
from flashdesign.domain.moments import MS_PER_MINUTE, Moment
from flashdesign.domain.queue import Heap, Plan
from flashdesign.domain.scheduling import State, due_after
from flashdesign.domain.scoring import Rating
from flashdesign.domain.sitting import Sitting
from flashdesign.services import answering, asking
from flashdesign.services.asking import Asked, Outcome
from flashdesign.services.changes import Changes
from flashdesign.services.context import Context
from flashdesign.services.today import Counts, learning_until, subtree, todays_plan
from flashdesign.storage import notes, settings
from flashdesign.storage.database import Connection
from flashdesign.storage.notes import StoredCard

_SEED_BITS = 32
_PRACTICE_AGAIN_MS = MS_PER_MINUTE


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer of this sitting, as the summary tells it."""

    key: CardKey
    prompt: str
    answer: str
    rating: Rating
    was_review: bool
    duration_ms: int


@dataclass(frozen=True, slots=True)
class ReviewState:
    """All there is to draw. `waits` are ms until each grade would bring the card back."""

    asked: Asked | None
    revealed: bool
    outcome: Outcome | None
    waits: dict[Rating, int]
    left: Counts
    done: int
    can_undo: bool
    comes_back_at: int | None


class ReviewSession:
    """One sitting: at today's cards of all decks or of one, or at `practice` cards out of turn."""

    def __init__(
        self,
        context: Context,
        deck: DeckId | None = None,
        practice: Sequence[CardKey] | None = None,
    ) -> None:
        self._context, self._deck = context, deck
        self._practice = practice is not None
        self._answered: list[Answered] = []
        self._card: StoredCard | None = None
        self._shown_at = 0.0
        with context.database.read() as connection:
            self._preferences = settings.load(connection)
            decks = notes.decks(connection)
            self._rules = answering.rules_by_deck(self._preferences, decks)
            self._titles = {row.id: row.title for row in decks}
            self._plan_day(connection)
            if practice is not None:
                self._can_undo = False
                self._sitting = Sitting(_practice_plan(connection, practice))
        self._state = self._draw()

    @property
    def state(self) -> ReviewState:
        """The state to draw now."""
        return self._state

    @property
    def answered(self) -> tuple[Answered, ...]:
        """The answers of this sitting that still stand, the first one first."""
        return tuple(self._answered)

    def reveal(self) -> ReviewState:
        """Show the answer."""
        if self._state.asked is not None and not self._state.revealed:
            self._state = replace(self._state, revealed=True, waits=self._waits())
        return self._state

    def choose(self, option: int) -> ReviewState:
        """Mark the option that was chosen, and show the answer."""
        asked = self._state.asked
        if asked is None or self._state.revealed or not 0 <= option < len(asked.options):
            return self._state
        return self._show_outcome(asking.mark_choice(asked.options, option))

    def submit(self, text: str) -> ReviewState:
        """Mark a number as typed, and show the answer; raises `QuantityError` if it is none."""
        face = None if self._card is None else self._card.note.face
        if not isinstance(face, Number) or self._state.revealed:
            return self._state
        return self._show_outcome(asking.mark_number(face, text))

    def reading(self, text: str) -> tuple[str, bool]:
        """Return how a typed number reads, in words, and whether it cannot be read."""
        face = None if self._card is None else self._card.note.face
        return asking.reading(face, text) if isinstance(face, Number) else ("", False)

    def grade(self, rating: Rating) -> ReviewState:
        """Store the answer first, then move on; ignored before the answer is shown."""
        card, waiting = self._card, self._sitting.current
        if card is None or waiting is None or not self._state.revealed:
            return self._state
        moment = self._context.moment(self._preferences)
        looked_ms = round((self._context.clock.monotonic() - self._shown_at) * 1000)
        duration_ms = min(looked_ms, answering.LONGEST_LOOK_MS)
        again = self._store(card, rating, moment, duration_ms)
        self._answered.append(_answered(card, rating, duration_ms))
        if again is not None:
            self._sitting.bring_back(replace(waiting, heap=Heap.LEARNING, due=again))
        self._can_undo = not self._practice
        self._state = self._draw()
        return self._state

    def undo(self) -> ReviewState:
        """Take back today's newest act, and show its card again if it is for today."""
        undone = None if self._practice else answering.undo(self._context)
        if undone is None:
            self._can_undo = False
            self._state = replace(self._state, can_undo=False)
            return self._state
        on_table = self._sitting.current
        with self._context.database.read() as connection:
            card = asking.waiting(notes.card(connection, undone.card))
            planned = self._plan_day(connection)
        if on_table is not None and on_table.card in planned:
            self._sitting.show_first(on_table)
        if undone.was_answer or card.card in planned:
            self._sitting.show_first(card)
        # It is the last one here, unless it is of an earlier sitting.
        if undone.was_answer and self._answered and self._answered[-1].key == undone.card:
            self._answered.pop()
        self._state = self._draw()
        return self._state

    def suspend(self) -> ReviewState:
        """Put the card away until someone asks for it, and move on."""
        return self._put_away(
            lambda key: answering.set_suspended(self._context, key, suspended=True)
        )

    def bury(self) -> ReviewState:
        """Put the card away until tomorrow, and move on."""
        return self._put_away(lambda key: answering.bury(self._context, key))

    def flag(self) -> ReviewState:
        """Flag the card on the table, or take its flag off."""
        asked = self._state.asked
        if asked is None or self._card is None:
            return self._state
        flag = 0 if asked.flagged else 1
        answering.set_flag(self._context, asked.key, flag)
        self._card = replace(self._card, flag=flag)
        self._can_undo = not self._practice
        flagged = replace(asked, flagged=flag > 0)
        self._state = replace(self._state, asked=flagged, can_undo=self._can_undo)
        return self._state

    def wait_is_over(self) -> ReviewState:
        """Look again whether a learning card's minute has come."""
        if self._state.asked is None:
            self._state = self._draw()
        return self._state

    def comes_back_in_ms(self) -> int | None:
        """Return how long until a card of this sitting comes back, or None where none does."""
        at = self._state.comes_back_at
        return None if at is None else max(0, at - self._context.clock.now_ms())

    def close(self) -> None:
        """Tell the rest of the program what this sitting changed."""
        self._context.broadcast.tell(Changes(cards=True, reviews=True))

    def _store(
        self, card: StoredCard, rating: Rating, moment: Moment, duration_ms: int
    ) -> int | None:
        """Store an answer; return when the card comes back in this sitting, if it does."""
        if self._practice:
            answering.practise(self._context, card, rating, moment, duration_ms)
            return moment.at + _PRACTICE_AGAIN_MS if rating is Rating.AGAIN else None
        rules = self._rules(card.card.deck)
        memory = answering.grade(self._context, card, rating, moment, duration_ms, rules)
        if memory.state is State.REVIEW or memory.due is None:
            return None
        return memory.due if memory.due < learning_until(moment) else None

    def _put_away(self, act: Callable[[CardKey], None]) -> ReviewState:
        if self._card is None or self._practice:
            return self._state
        act(self._card.card.key)
        with self._context.database.read() as connection:
            self._plan_day(connection)
        self._state = self._draw()
        return self._state

    def _plan_day(self, connection: Connection) -> frozenset[CardKey]:
        """Begin with what Home says is left now; return the keys of that.

        A card that is put away makes room for another; a new day, or the day of another zone, has
        a plan of its own.
        """
        moment = self._context.moment(self._preferences)
        decks = None if self._deck is None else subtree(notes.decks(connection), self._deck)
        plan = todays_plan(connection, self._preferences, moment, decks)
        self._day_end = moment.day_end
        self._can_undo = answering.can_undo(connection, moment)
        self._sitting = Sitting(plan)
        return frozenset(card.card for card in (*plan.learning, *plan.fresh))

    def _draw(self) -> ReviewState:
        """Put the next card on the table."""
        moment = self._context.moment(self._preferences)
        if moment.day_end != self._day_end and not self._practice:
            with self._context.database.read() as connection:
                self._plan_day(connection)
        waiting = self._sitting.draw(moment.at)
        self._card, asked = None, None
        if waiting is not None:
            with self._context.database.read() as connection:
                self._card = notes.card(connection, waiting.card)
                neighbours = notes.neighbours(connection, self._card.note)
            seed = self._context.random.getrandbits(_SEED_BITS)
            title = self._titles[self._card.card.deck]
            asked = asking.asked(self._card, title, seed, neighbours)
        self._shown_at = self._context.clock.monotonic()
        left = self._sitting.left()
        return ReviewState(
            asked=asked,
            revealed=False,
            outcome=None,
            waits={},
            left=Counts(left[Heap.NEW], left[Heap.LEARNING], left[Heap.DUE]),
            done=len(self._answered),
            can_undo=self._can_undo,
            comes_back_at=self._sitting.comes_back_at(),
        )

    def _show_outcome(self, outcome: Outcome) -> ReviewState:
        self._state = replace(self._state, revealed=True, outcome=outcome, waits=self._waits())
        return self._state

    def _waits(self) -> dict[Rating, int]:
        if self._card is None or self._practice:
            return {}
        card = self._card
        moment = self._context.moment(self._preferences)
        futures = due_after(card.card.key, card.memory, moment, self._rules(card.card.deck))
        return {rating: wait for rating, (_, wait) in futures.items()}


def _answered(card: StoredCard, rating: Rating, duration_ms: int) -> Answered:
    face, part = card.note.face, card.card.part
    return Answered(
        card.card.key,
        question(face, part),
        answer(face, part),
        rating,
        card.memory.state is State.REVIEW,
        duration_ms,
    )


def _practice_plan(connection: Connection, keys: Sequence[CardKey]) -> Plan:
    cards = (notes.card(connection, key) for key in dict.fromkeys(keys))
    return Plan(fresh=tuple(asking.waiting(card) for card in cards))
