"""A review session: each method stores its change and returns the state to show."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from flashdesign.domain.drills.attempt import Attempt, Mode
from flashdesign.domain.ids import CardKey, DeckId, deck_of
from flashdesign.domain.notes.question_kinds import Drill
from flashdesign.domain.scheduling.fsrs_scheduler import preview_ratings
from flashdesign.domain.scheduling.memory import Rating, State
from flashdesign.domain.scheduling.queue import QueuedCard, QueueKind
from flashdesign.domain.scheduling.session_queue import SessionQueue
from flashdesign.domain.scheduling.study_day import MS_PER_MINUTE, StudyMoment
from flashdesign.errors import NotFoundError
from flashdesign.services import deck_pictures
from flashdesign.services.context import Changes, Context
from flashdesign.services.drills.active_drill import SEED_BITS, ActiveDrill, draw_drill, start_drill
from flashdesign.services.drills.session_base import adjust_grade, grade_choices
from flashdesign.services.review import answer_marking, prompt
from flashdesign.services.review.answer_marking import Marking
from flashdesign.services.review.prompt import Prompt
from flashdesign.services.review.review_day import (
    ReviewDay,
    SessionCards,
    has_undoable_action,
    plan_day,
)
from flashdesign.services.review.session_base import AnswerSessionBase
from flashdesign.services.review.state import (
    ReviewState,
    SummaryAnswer,
    describe_undone,
    make_summary_answer,
)
from flashdesign.services.scheduling import card_actions
from flashdesign.services.scheduling.card_actions import UndoneAction
from flashdesign.services.scheduling.today import Counts, learning_until
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import cards
from flashdesign.storage.notes.cards import StoredCard

__all__ = ["ReviewSession", "ReviewState", "SummaryAnswer"]

_PRACTICE_AGAIN_MS = MS_PER_MINUTE


class ReviewSession(AnswerSessionBase):
    """A session of today's cards, of all decks or one, or of other cards.

    Answers to `practice` cards change no due date; those to `chosen` cards count as usual.
    """

    def __init__(
        self,
        context: Context,
        deck: DeckId | None = None,
        practice: Sequence[CardKey] | None = None,
        *,
        chosen: Sequence[CardKey] | None = None,
    ) -> None:
        super().__init__(context)
        self._cards = SessionCards(
            deck,
            None if practice is None else tuple(practice),
            None if chosen is None else tuple(chosen),
        )
        self._practice = practice is not None
        self._answered: list[SummaryAnswer] = []
        self._damaged: dict[CardKey, None] = {}
        self._shown_at, self._undone_text = 0.0, ""
        self._has_drilled = False
        self.began_at = context.clock.now_ms()
        """UTC ms."""
        with context.database.read() as connection:
            self._settings = stored_settings.load(connection)
        self._start_day(plan_day(context, self._settings, self._cards))
        self._state = self._draw()

    @property
    def state(self) -> ReviewState:
        """The state to show now."""
        return self._state

    @property
    def answers(self) -> tuple[SummaryAnswer, ...]:
        """The answers of this session that were not undone, oldest first."""
        return tuple(self._answered)

    @property
    def damaged_cards(self) -> tuple[CardKey, ...]:
        """The cards that were skipped in this session because they cannot be read."""
        return tuple(self._damaged)

    @property
    def is_of_today(self) -> bool:
        """Whether its cards are those of today's plan, so that its count is what is left today."""
        return self._cards.practice is None and self._cards.chosen is None

    @property
    def undone_text(self) -> str:
        """What was undone last, in a sentence; "" if nothing was undone."""
        return self._undone_text

    def picture(self, name: str) -> bytes | None:
        """Return a picture of the current card's deck."""
        asked = self._state.card
        return (
            None if asked is None else deck_pictures.load(self._context, deck_of(asked.key), name)
        )

    def reveal(self) -> ReviewState:
        """Show the answer; on a drill, this gives up."""
        if self._drill is not None:
            return super().reveal()
        if self._state.card is not None and not self._state.is_revealed:
            self._state = replace(self._state, is_revealed=True, waits=self._waits())
        return self._state

    def adjust(self, step: int) -> ReviewState:
        """Move the grade of a drill by one step, at most one step from the automatic grade."""
        outcome = self._state.outcome
        if outcome is not None and outcome.drill is not None:
            suggested = adjust_grade(outcome.suggested, step, outcome.drill.automatic)
            self._state = replace(self._state, outcome=replace(outcome, suggested=suggested))
        return self._state

    def grade(self, rating: Rating) -> ReviewState:
        """Store the answer, then draw the next card; ignored before the answer is shown."""
        self.reload()
        card, waiting, asked = self._card, self._queue.current, self._state.card
        if card is None or waiting is None or asked is None or not self._state.is_revealed:
            return self._state
        if rating not in self._state.allowed_grades:
            return self._state
        moment = self._context.moment(self._settings)
        shown_ms = round((self._context.clock.monotonic() - self._shown_at) * 1000)
        duration_ms = min(shown_ms, card_actions.MAX_ANSWER_MS)
        due_again = self._store(card, rating, moment, duration_ms)
        self._answered.append(make_summary_answer(card, asked, rating, duration_ms))
        self._graded.append(waiting.card)
        self._has_drilled = self._has_drilled or self._drill is not None
        if due_again is not None:
            self._queue.requeue(replace(waiting, queue_kind=QueueKind.LEARNING, due=due_again))
        self._can_undo = not self._practice
        self._state = self._draw()
        return self._state

    def undo(self) -> ReviewState:
        """Undo the newest action of today or of this session.

        Its card is shown again if the action was an answer, or if the card is due today.
        """
        undone = None if self._practice else card_actions.undo(self._context, self.began_at)
        if undone is None:
            self._can_undo = False
            self._state = replace(self._state, can_undo=False)
            return self._state
        with self._context.database.read() as connection:
            stored = cards.card(connection, undone.card)
        self._undone_text = describe_undone(undone, stored)
        self._show_undone(prompt.queued_card(stored), undone)
        # It is the last answer of the list, unless it is from an earlier session.
        if undone.was_answer and self._answered and self._answered[-1].key == undone.card:
            self._answered.pop()
        self._state = self._draw()
        return self._state

    def suspend(self) -> ReviewState:
        """Suspend the card, and draw the next one."""
        return self._remove_current(
            lambda key, others: card_actions.set_suspended(
                self._context, key, suspended=True, buried=others
            )
        )

    def bury(self) -> ReviewState:
        """Bury the card until tomorrow, and draw the next one."""
        return self._remove_current(
            lambda key, others: card_actions.bury(self._context, key, others)
        )

    def flag(self) -> ReviewState:
        """Flag the current card, or remove its flag."""
        self.reload()
        asked = self._state.card
        if asked is None or self._card is None:
            return self._state
        flag = 0 if asked.is_flagged else 1
        card_actions.set_flag(self._context, asked.key, flag)
        self._card = replace(self._card, flag=flag)
        self._can_undo = not self._practice
        flagged = replace(asked, is_flagged=flag > 0)
        self._state = replace(self._state, card=flagged, can_undo=self._can_undo)
        return self._state

    def reload(self) -> ReviewState:
        """Update the session after changes elsewhere; show the current card as it is now.

        If the card itself is unchanged, it stays on screen as it is.
        """
        current, shown = self._queue.current, self._card
        if current is None or shown is None or not self._is_outdated:
            return self._state
        with self._context.database.read() as connection:
            now = self._load_card(connection, current.card)
        is_left = now is not None and not now.suspended
        is_same = now == replace(shown, flag=shown.flag if now is None else now.flag)
        planned = self._replan()
        if is_left and (is_same or self._practice or current.card in planned):
            self._queue.show_first(current)
        if not (is_left and is_same):
            self._state = self._draw()
            return self._state
        self._queue.next_card(self._context.clock.now_ms())
        updated = replace(self._state, left=self._count_left(), can_undo=self._can_undo)
        if updated != self._state:
            self._state = updated
        return self._state

    def check_wait(self) -> ReviewState:
        """Draw the next card if the wait for a learning card is over."""
        if self._state.card is None:
            self._state = self._draw()
        return self._state

    def ms_until_next(self) -> int | None:
        """Return the ms until a card of this session is due again, or None."""
        due = self._state.next_due_at
        return None if due is None else max(0, due - self._context.clock.now_ms())

    def close(self) -> None:
        """Notify the other parts of the program of this session's changes."""
        self._context.broadcast.notify(Changes(cards=True, reviews=True, drills=self._has_drilled))

    def _start_day(self, day: ReviewDay) -> None:
        self._day, self._can_undo = day, day.can_undo
        self._queue: SessionQueue = SessionQueue(day.plan)
        # The cards answered since then, by the order of the answers.
        self._graded: list[CardKey] = []

    def _show_undone(self, card: QueuedCard, undone: UndoneAction) -> None:
        """Put the card of an undone action before the current one."""
        current, moment = self._queue.current, self._context.moment(self._settings)
        is_last = undone.was_answer and self._graded[-1:] == [card.card]
        if is_last and not self._is_outdated and moment.day_end == self._day.end:
            # Without this answer, the queue is as it was planned: planning it anew takes long.
            self._graded.pop()
            self._queue.remove(card.card)
            if current is not None:
                self._queue.show_first(current)
            self._queue.show_first(card)
            self._can_undo = has_undoable_action(self._context, self._cards, moment, self.began_at)
            return
        planned = self._plan_day()
        if current is not None and current.card in planned:
            self._queue.show_first(current)
        if (undone.was_answer and undone.was_today) or card.card in planned:
            self._queue.show_first(card)

    def _plan_day(self) -> frozenset[CardKey]:
        """Start with the plan that Home shows now; return its cards.

        A suspended or buried card makes room for another; a new day, or the same day in another
        time zone, has a new plan.
        """
        answered = frozenset(answer.key for answer in self._answered)
        day = plan_day(self._context, self._settings, self._cards, answered, since=self.began_at)
        self._start_day(day)
        return self._day.cards

    @property
    def _is_outdated(self) -> bool:
        """Whether anything changed since the day was planned."""
        return self._day.changes != self._context.broadcast.change_count

    def _replan(self) -> frozenset[CardKey]:
        """Plan the day again; practice cards stay the same, whatever is due."""
        if not self._practice:
            return self._plan_day()
        self._day = replace(self._day, changes=self._context.broadcast.change_count)
        return self._day.cards

    def _draw(self) -> ReviewState:
        """Draw the next card."""
        moment = self._context.moment(self._settings)
        self._context.session.record_activity(moment.at)
        if self._is_outdated or moment.day_end != self._day.end:
            self._replan()
        self._set_drill(None)
        with self._context.database.read() as connection:
            self._card = self._next(connection, moment.at)
            asked = None if self._card is None else self._make_prompt(connection, self._card)
        self._shown_at = self._context.clock.monotonic()
        return ReviewState(
            card=asked,
            is_revealed=False,
            outcome=None,
            waits={},
            left=self._count_left(),
            answer_count=len(self._answered),
            can_undo=self._can_undo,
            next_due_at=self._queue.next_due_at(),
        )

    def _next(self, connection: Connection, now: int) -> StoredCard | None:
        while (waiting := self._queue.next_card(now)) is not None:
            if (card := self._load_card(connection, waiting.card)) is not None:
                return card
        return None

    def _load_card(self, connection: Connection, key: CardKey) -> StoredCard | None:
        """Return a card, or None if its note was moved or is damaged."""
        try:
            card = cards.card(connection, key)
        except NotFoundError:
            return None
        if card.is_damaged:
            self._damaged[key] = None
            return None
        return card

    def _make_prompt(self, connection: Connection, card: StoredCard) -> Prompt:
        neighbors = cards.related_texts(connection, card.note, with_new=False)
        seed = self._context.random.getrandbits(SEED_BITS)
        self._draw_drill(connection, card, seed)
        title = self._day.titles[card.card.deck]
        return prompt.make_prompt(card, title, seed, neighbors, self._drill)

    def _count_left(self) -> Counts:
        left = self._queue.left()
        return Counts(left[QueueKind.NEW], left[QueueKind.LEARNING], left[QueueKind.DUE])

    def _draw_drill(self, connection: Connection, card: StoredCard, seed: int) -> None:
        """Draw the values of the card, if it is a drill."""
        if isinstance(card.note.question, Drill):
            drawn = draw_drill(connection, card.note, card.note.question.template, seed)
            drawn = replace(drawn, is_timed=self._settings.drill_clock)
            self._set_drill(start_drill(self._context, drawn))

    def _show(self, drill: ActiveDrill) -> ReviewState:
        asked = self._state.card
        assert asked is not None  # its drill is the current one
        self._state = replace(self._state, card=replace(asked, drill=drill.prompt))
        if drill.feedback is None:
            return self._state
        self._state = replace(self._state, allowed_grades=grade_choices(drill.feedback.automatic))
        return self._show_outcome(answer_marking.mark_drill(drill.feedback))

    def _show_outcome(self, outcome: Marking) -> ReviewState:
        self._state = replace(self._state, is_revealed=True, outcome=outcome, waits=self._waits())
        return self._state

    def _waits(self) -> dict[Rating, int]:
        if self._card is None or self._practice:
            return {}
        card = self._card
        moment = self._context.moment(self._settings)
        futures = preview_ratings(
            card.card.key, card.memory, moment, self._day.rules(card.card.deck)
        )
        return {rating: wait for rating, (_, wait) in futures.items()}

    def _store(
        self, card: StoredCard, rating: Rating, moment: StudyMoment, duration_ms: int
    ) -> int | None:
        """Store an answer; return when (UTC ms) the card is due again in this session, or None."""
        attempt = self._attempt(rating, moment)
        if self._practice:
            card_actions.log_practice(self._context, card, rating, moment, duration_ms, attempt)
            return moment.at + _PRACTICE_AGAIN_MS if rating is Rating.AGAIN else None
        rules = self._day.rules(card.card.deck)
        if attempt is None:
            memory = card_actions.grade(self._context, card, rating, moment, duration_ms, rules)
        else:
            memory = card_actions.grade_drill(
                self._context, card, attempt, moment, duration_ms, rules
            )
        if memory.state is State.REVIEW or memory.due is None:
            return None
        return memory.due if memory.due < learning_until(moment) else None

    def _attempt(self, rating: Rating, moment: StudyMoment) -> Attempt | None:
        if self._drill is None:
            return None
        uid = self._context.uids.next(moment.at)
        mode = Mode.PRACTICE if self._practice else Mode.REVIEW
        return self._drill.attempt(uid, moment.at, mode=mode, kept=rating)

    def _remove_current(self, change: Callable[[CardKey, Sequence[CardKey]], None]) -> ReviewState:
        """Suspend or bury the card, and bury the cards of its note that show its answer."""
        shown = self._card
        self.reload()
        if self._card is None or self._practice or self._card is not shown:
            return self._state
        change(self._card.card.key, card_actions.cards_with_answer(self._card))
        self._plan_day()
        self._state = self._draw()
        return self._state
