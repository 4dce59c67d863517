"""A sitting at the cards: every move stores what must be stored and returns the state to draw."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from flashdesign.domain.attempts import Attempt, Mode
from flashdesign.domain.cards import CardKey, DeckId, deck_of
from flashdesign.domain.faces import Drill
from flashdesign.domain.moments import MS_PER_MINUTE, Moment
from flashdesign.domain.queue import Heap, Plan
from flashdesign.domain.ratings import Rating
from flashdesign.domain.scheduling import State, due_after
from flashdesign.domain.sitting import Sitting
from flashdesign.errors import NotFoundError
from flashdesign.services import answering, asking, pictures
from flashdesign.services.answer_moves import AnswerMoves
from flashdesign.services.asking import Outcome
from flashdesign.services.changes import Changes
from flashdesign.services.context import Context
from flashdesign.services.dealing import SEED_BITS, deal
from flashdesign.services.drill_moves import moved, offered
from flashdesign.services.drill_table import DrillTable, put_on_table
from flashdesign.services.review_states import Answered, ReviewState, answered
from flashdesign.services.today import Counts, learning_until, subtree, todays_plan
from flashdesign.storage import notes, settings
from flashdesign.storage.database import Connection
from flashdesign.storage.notes import StoredCard

__all__ = ["Answered", "ReviewSession", "ReviewState"]

_PRACTICE_AGAIN_MS = MS_PER_MINUTE


class ReviewSession(AnswerMoves):
    """One sitting: at today's cards of all decks or of one, or at `practice` cards out of turn."""

    def __init__(
        self,
        context: Context,
        deck: DeckId | None = None,
        practice: Sequence[CardKey] | None = None,
    ) -> None:
        super().__init__(context)
        self._deck = deck
        self._practice = practice is not None
        self._answered: list[Answered] = []
        self._shown_at = 0.0
        self._has_drilled = False
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
        """Show the answer; of a drill that is to give up."""
        if self._table is not None:
            return super().reveal()
        if self._state.asked is not None and not self._state.revealed:
            self._state = replace(self._state, revealed=True, waits=self._waits())
        return self._state

    def adjust(self, step: int) -> ReviewState:
        """Move the grade of a drill by one, never further than one from what the rule says."""
        outcome = self._state.outcome
        if outcome is not None and outcome.drill is not None:
            suggested = moved(outcome.suggested, step, outcome.drill.automatic)
            self._state = replace(self._state, outcome=replace(outcome, suggested=suggested))
        return self._state

    def grade(self, rating: Rating) -> ReviewState:
        """Store the answer first, then move on; ignored before the answer is shown."""
        card, waiting, asked = self._card, self._sitting.current, self._state.asked
        if card is None or waiting is None or asked is None or not self._state.revealed:
            return self._state
        if rating not in self._state.offered:
            return self._state
        moment = self._context.moment(self._preferences)
        looked_ms = round((self._context.clock.monotonic() - self._shown_at) * 1000)
        duration_ms = min(looked_ms, answering.LONGEST_LOOK_MS)
        again = self._store(card, rating, moment, duration_ms)
        self._answered.append(answered(card, asked, rating, duration_ms))
        self._has_drilled = self._has_drilled or self._table is not None
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
        if (undone.was_answer and undone.was_today) or card.card in planned:
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

    def picture(self, name: str) -> bytes | None:
        """Return a picture of the deck that the card on the table belongs to."""
        asked = self._state.asked
        return None if asked is None else pictures.load(self._context, deck_of(asked.key), name)

    def read_again(self) -> ReviewState:
        """Ask the card on the table as its note says now; move on where it is gone."""
        on_table, shown = self._sitting.current, self._card
        if on_table is None or shown is None:
            return self._state
        with self._context.database.read() as connection:
            stored = None
            with suppress(NotFoundError):  # its note was moved
                stored = notes.card(connection, on_table.card)
            is_left = stored is not None and not stored.suspended
            if stored is not None and is_left and stored.note == shown.note:
                return self._state
            if not self._practice:
                is_left = on_table.card in self._plan_day(connection)
        if is_left:
            self._sitting.show_first(on_table)
        self._state = self._draw()
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
        self._context.broadcast.tell(Changes(cards=True, reviews=True, drills=self._has_drilled))

    def _store(
        self, card: StoredCard, rating: Rating, moment: Moment, duration_ms: int
    ) -> int | None:
        """Store an answer; return when the card comes back in this sitting, if it does."""
        attempt = self._attempt(rating, moment)
        if self._practice:
            answering.practise(self._context, card, rating, moment, duration_ms, attempt)
            return moment.at + _PRACTICE_AGAIN_MS if rating is Rating.AGAIN else None
        rules = self._rules(card.card.deck)
        if attempt is None:
            memory = answering.grade(self._context, card, rating, moment, duration_ms, rules)
        else:
            memory = answering.grade_drill(self._context, card, attempt, moment, duration_ms, rules)
        if memory.state is State.REVIEW or memory.due is None:
            return None
        return memory.due if memory.due < learning_until(moment) else None

    def _attempt(self, rating: Rating, moment: Moment) -> Attempt | None:
        if self._table is None:
            return None
        uid = self._context.uids.next(moment.at)
        mode = Mode.PRACTICE if self._practice else Mode.REVIEW
        return self._table.attempt(uid, moment.at, mode=mode, kept=rating)

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
        self._put(None)
        if waiting is not None:
            with self._context.database.read() as connection:
                self._card = notes.card(connection, waiting.card)
                neighbours = notes.neighbours(connection, self._card.note)
                seed = self._context.random.getrandbits(SEED_BITS)
                self._deal(connection, self._card, seed)
            title = self._titles[self._card.card.deck]
            asked = asking.asked(self._card, title, seed, neighbours, self._table)
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

    def _deal(self, connection: Connection, card: StoredCard, seed: int) -> None:
        """Put the card's drill on the table, if it is one."""
        if isinstance(card.note.face, Drill):
            dealt = deal(connection, card.note, card.note.face.template, seed)
            dealt = replace(dealt, is_timed=self._preferences.drill_clock)
            self._put(put_on_table(self._context, dealt))

    def _show(self, table: DrillTable) -> ReviewState:
        asked = self._state.asked
        assert asked is not None  # its drill is on the table
        self._state = replace(self._state, asked=replace(asked, drill=table.asked))
        if table.feedback is None:
            return self._state
        self._state = replace(self._state, offered=offered(table.feedback.automatic))
        return self._show_outcome(asking.drill_outcome(table.feedback))

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


def _practice_plan(connection: Connection, keys: Sequence[CardKey]) -> Plan:
    cards = (notes.card(connection, key) for key in dict.fromkeys(keys))
    return Plan(fresh=tuple(asking.waiting(card) for card in cards))
