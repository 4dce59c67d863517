"""A review session: each method stores its change and returns the state to show."""

from collections.abc import Callable
from dataclasses import replace

from flashdesign.domain.drills.attempt import Attempt, Mode
from flashdesign.domain.ids import CardKey
from flashdesign.domain.scheduling.memory import Rating, State
from flashdesign.domain.scheduling.queue import QueueKind
from flashdesign.domain.scheduling.study_day import MS_PER_MINUTE, StudyTime
from flashdesign.services.context import Changes
from flashdesign.services.drills.session_base import adjust_grade
from flashdesign.services.review import prompt
from flashdesign.services.review.session_base import ReviewSessionBase
from flashdesign.services.review.state import ReviewState, SummaryAnswer, make_summary_answer
from flashdesign.services.scheduling import card_actions
from flashdesign.services.scheduling.today import learning_until
from flashdesign.storage.notes import cards
from flashdesign.storage.notes.cards import StoredCard

__all__ = ["ReviewSession", "ReviewState", "SummaryAnswer"]

_PRACTICE_AGAIN_MS = MS_PER_MINUTE


class ReviewSession(ReviewSessionBase):
    """A session with today's cards of all decks or one, or with `practice` cards off schedule."""

    _has_drilled = False

    @property
    def answers(self) -> tuple[SummaryAnswer, ...]:
        """The answers of this session that were not undone, oldest first."""
        return tuple(self._answered)

    def reveal(self) -> ReviewState:
        """Show the answer; for a drill this means to give up."""
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
        moment = self._context.moment(self._preferences)
        shown_ms = round((self._context.clock.monotonic() - self._shown_at) * 1000)
        duration_ms = min(shown_ms, card_actions.MAX_ANSWER_MS)
        due_again = self._store(card, rating, moment, duration_ms)
        self._answered.append(make_summary_answer(card, asked, rating, duration_ms))
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
        undone = None if self._practice else card_actions.undo(self._context, self._began_at)
        if undone is None:
            self._can_undo = False
            self._state = replace(self._state, can_undo=False)
            return self._state
        current = self._queue.current
        with self._context.database.read() as connection:
            card = prompt.queued_card(cards.card(connection, undone.card))
        planned = self._plan_day()
        if current is not None and current.card in planned:
            self._queue.show_first(current)
        if (undone.was_answer and undone.was_today) or card.card in planned:
            self._queue.show_first(card)
        # It is the last answer of the list, unless it is from an earlier session.
        if undone.was_answer and self._answered and self._answered[-1].key == undone.card:
            self._answered.pop()
        self._state = self._draw()
        return self._state

    def suspend(self) -> ReviewState:
        """Suspend the card, and draw the next one."""
        return self._remove_current(
            lambda key: card_actions.set_suspended(self._context, key, suspended=True)
        )

    def bury(self) -> ReviewState:
        """Bury the card until tomorrow, and draw the next one."""
        return self._remove_current(lambda key: card_actions.bury(self._context, key))

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

    def close(self) -> None:
        """Notify the other parts of the program of what this session changed."""
        self._context.broadcast.notify(Changes(cards=True, reviews=True, drills=self._has_drilled))

    def _store(
        self, card: StoredCard, rating: Rating, moment: StudyTime, duration_ms: int
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

    def _attempt(self, rating: Rating, moment: StudyTime) -> Attempt | None:
        if self._drill is None:
            return None
        uid = self._context.uids.next(moment.at)
        mode = Mode.PRACTICE if self._practice else Mode.REVIEW
        return self._drill.attempt(uid, moment.at, mode=mode, kept=rating)

    def _remove_current(self, change: Callable[[CardKey], None]) -> ReviewState:
        shown = self._card
        self.reload()
        if self._card is None or self._practice or self._card is not shown:
            return self._state
        change(self._card.card.key)
        self._plan_day()
        self._state = self._draw()
        return self._state
