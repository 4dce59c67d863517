"""Base of review sessions: the answers to a card that the program marks."""

from abc import abstractmethod
from collections.abc import Sequence

from flashdesign.domain.notes.question_kinds import Number, Question
from flashdesign.services.context import Context
from flashdesign.services.drills.session_base import DrillSessionBase
from flashdesign.services.review import answer_marking
from flashdesign.services.review.answer_marking import Marking
from flashdesign.services.review.state import ReviewState
from flashdesign.storage.notes.cards import StoredCard


class AnswerSessionBase(DrillSessionBase[ReviewState]):
    """Answers to a card; each returns the state to draw, unchanged if it does not fit the card."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._card: StoredCard | None = None

    @abstractmethod
    def picture(self, name: str) -> bytes | None:
        """Return a picture of the shown card; None if it is missing."""

    @abstractmethod
    def _show_outcome(self, outcome: Marking) -> ReviewState:
        """Show the answer with the marking, and return the state to draw."""

    def choose(self, option: int) -> ReviewState:
        """Mark the chosen option, and show the answer."""
        asked = self.state.card
        if asked is None or self.state.is_revealed or not 0 <= option < len(asked.options):
            return self.state
        return self._show_outcome(answer_marking.mark_choice(asked.options, option))

    def submit(self, text: str) -> ReviewState:
        """Mark what was typed, and show the answer; raises `QuantityError` if it is no number."""
        if self._drill is not None:
            return super().submit(text)
        question = self._unanswered_question()
        if isinstance(question, Number):
            comma = self._context.decimal_comma
            return self._show_outcome(
                answer_marking.mark_number(question, text, decimal_comma=comma)
            )
        accepted = (
            ()
            if question is None or self._card is None
            else question.typed_answers(self._card.card.part)
        )
        return (
            self._show_outcome(answer_marking.mark_typed(accepted, text))
            if accepted
            else self.state
        )

    def submit_arrangement(self, placed: Sequence[int | None]) -> ReviewState:
        """Mark an arrangement, the index of a choice or None in each row, and show the answer."""
        asked = self.state.card
        if asked is None or asked.matching is None or self.state.is_revealed:
            return self.state
        return self._show_outcome(answer_marking.mark_matching(asked.matching, placed))

    def submit_items(self, texts: Sequence[str]) -> ReviewState:
        """Mark the named items of a list, and show the answer."""
        question = self._unanswered_question()
        items = [text for text in texts if text.strip()]
        naming = None if question is None else question.naming()
        return (
            self.state
            if naming is None
            else self._show_outcome(answer_marking.mark_list(naming, items))
        )

    def describe_input(self, text: str) -> tuple[str, bool]:
        """Return in words how a typed number is read, and whether it cannot be read."""
        if self._drill is not None:
            return super().describe_input(text)
        question = None if self._card is None else self._card.note.question
        if not isinstance(question, Number):
            return "", False
        return answer_marking.describe_number(
            question, text, decimal_comma=self._context.decimal_comma
        )

    def _unanswered_question(self) -> Question | None:
        """Return the question of the current card while it waits for an answer."""
        return None if self._card is None or self.state.is_revealed else self._card.note.question
