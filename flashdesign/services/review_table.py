"""The table of a sitting: which card lies on it, how it lies there, and what is left besides."""

from collections.abc import Sequence
from dataclasses import replace

from flashdesign.domain.cards import CardKey, DeckId, deck_of
from flashdesign.domain.faces import Drill
from flashdesign.domain.queue import Heap
from flashdesign.domain.ratings import Rating
from flashdesign.domain.scheduling import due_after
from flashdesign.domain.sitting import Sitting
from flashdesign.errors import NotFoundError
from flashdesign.services import asking, pictures
from flashdesign.services.answer_moves import AnswerMoves
from flashdesign.services.asking import Asked, Outcome
from flashdesign.services.context import Context
from flashdesign.services.dealing import SEED_BITS, deal
from flashdesign.services.drill_moves import offered
from flashdesign.services.drill_table import DrillTable, put_on_table
from flashdesign.services.review_day import ReviewDay, review_day
from flashdesign.services.review_states import Answered, ReviewState
from flashdesign.services.today import Counts
from flashdesign.storage import notes, settings
from flashdesign.storage.database import Connection
from flashdesign.storage.notes import StoredCard


class ReviewTable(AnswerMoves):
    """Today's cards of all decks or of one, or those to `practice`, drawn one after the other."""

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
        self._damaged: dict[CardKey, None] = {}
        self._shown_at = 0.0
        self._began_at = context.clock.now_ms()
        with context.database.read() as connection:
            self._preferences = settings.load(connection)
        self._begin(review_day(context, self._preferences, deck, practice))
        self._state = self._draw()

    @property
    def state(self) -> ReviewState:
        """The state to draw now."""
        return self._state

    @property
    def damaged(self) -> tuple[CardKey, ...]:
        """The cards that were left out of this sitting, as they cannot be read."""
        return tuple(self._damaged)

    def picture(self, name: str) -> bytes | None:
        """Return a picture of the deck that the card on the table belongs to."""
        asked = self._state.asked
        return None if asked is None else pictures.load(self._context, deck_of(asked.key), name)

    def read_again(self) -> ReviewState:
        """Follow what was changed meanwhile: ask the card on the table as it is now, if it is.

        One that is as it was stays on the table as it lies.
        """
        on_table, shown = self._sitting.current, self._card
        if on_table is None or shown is None or not self._is_behind:
            return self._state
        with self._context.database.read() as connection:
            now = self._found(connection, on_table.card)
        is_left = now is not None and not now.suspended
        is_same = now == replace(shown, flag=shown.flag if now is None else now.flag)
        planned = self._catch_up()
        if is_left and (is_same or self._practice or on_table.card in planned):
            self._sitting.show_first(on_table)
        if not (is_left and is_same):
            self._state = self._draw()
            return self._state
        self._sitting.draw(self._context.clock.now_ms())
        followed = replace(self._state, left=self._left(), can_undo=self._can_undo)
        if followed != self._state:
            self._state = followed
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

    def _begin(self, day: ReviewDay) -> None:
        self._day, self._can_undo, self._sitting = day, day.can_undo, Sitting(day.plan)

    def _plan_day(self) -> frozenset[CardKey]:
        """Begin with what Home says is left now; return the keys of that.

        A card that is put away makes room for another; a new day, or the day of another zone, has
        a plan of its own.
        """
        day = review_day(self._context, self._preferences, self._deck, since=self._began_at)
        self._begin(day)
        return self._day.planned

    @property
    def _is_behind(self) -> bool:
        """Whether anything was changed since the day was planned."""
        return self._day.changes != self._context.broadcast.told

    def _catch_up(self) -> frozenset[CardKey]:
        """Plan the day anew; what is practised stays the same, whatever is due."""
        if not self._practice:
            return self._plan_day()
        self._day = replace(self._day, changes=self._context.broadcast.told)
        return self._day.planned

    def _draw(self) -> ReviewState:
        """Put the next card on the table."""
        moment = self._context.moment(self._preferences)
        self._context.sitting.touch(moment.at)
        if self._is_behind or moment.day_end != self._day.end:
            self._catch_up()
        self._put(None)
        with self._context.database.read() as connection:
            self._card = self._next(connection, moment.at)
            asked = None if self._card is None else self._asked(connection, self._card)
        self._shown_at = self._context.clock.monotonic()
        return ReviewState(
            asked=asked,
            revealed=False,
            outcome=None,
            waits={},
            left=self._left(),
            done=len(self._answered),
            can_undo=self._can_undo,
            comes_back_at=self._sitting.comes_back_at(),
        )

    def _next(self, connection: Connection, now: int) -> StoredCard | None:
        while (waiting := self._sitting.draw(now)) is not None:
            if (card := self._found(connection, waiting.card)) is not None:
                return card
        return None

    def _found(self, connection: Connection, key: CardKey) -> StoredCard | None:
        """Return a card, or None where its note was moved, or is damaged and must wait."""
        try:
            card = notes.card(connection, key)
        except NotFoundError:
            return None
        if card.is_damaged:
            self._damaged[key] = None
            return None
        return card

    def _asked(self, connection: Connection, card: StoredCard) -> Asked:
        neighbours = notes.neighbours(connection, card.note)
        seed = self._context.random.getrandbits(SEED_BITS)
        self._deal(connection, card, seed)
        title = self._day.titles[card.card.deck]
        return asking.asked(card, title, seed, neighbours, self._table)

    def _left(self) -> Counts:
        left = self._sitting.left()
        return Counts(left[Heap.NEW], left[Heap.LEARNING], left[Heap.DUE])

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
        futures = due_after(card.card.key, card.memory, moment, self._day.rules(card.card.deck))
        return {rating: wait for rating, (_, wait) in futures.items()}
