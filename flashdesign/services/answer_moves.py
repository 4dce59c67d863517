"""Answers to the current card that the program marks: choose, type, arrange, name."""

from abc import abstractmethod
from collections.abc import Sequence

from flashdesign.domain.faces import Basic, Face, List, Number
from flashdesign.services import asking, marking
from flashdesign.services.asking import Outcome
from flashdesign.services.context import Context
from flashdesign.services.drill_moves import DrillMoves
from flashdesign.services.review_states import ReviewState
from flashdesign.storage.notes import StoredCard


class AnswerMoves(DrillMoves[ReviewState]):
    """Answers to a card; each returns the state to draw, unchanged if it does not fit the card."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._card: StoredCard | None = None

    @abstractmethod
    def _show_outcome(self, outcome: Outcome) -> ReviewState:
        """Show the answer with the marking, and return the state to draw."""

    def choose(self, option: int) -> ReviewState:
        """Mark the chosen option, and show the answer."""
        asked = self.state.asked
        if asked is None or self.state.revealed or not 0 <= option < len(asked.options):
            return self.state
        return self._show_outcome(asking.mark_choice(asked.options, option))

    def submit(self, text: str) -> ReviewState:
        """Mark what was typed, and show the answer; raises `QuantityError` if it is no number."""
        if self._table is not None:
            return super().submit(text)
        match self._unanswered_face():
            case Number() as number:
                comma = self._context.decimal_comma
                return self._show_outcome(asking.mark_number(number, text, decimal_comma=comma))
            case Basic() as basic if self.state.asked is not None and self.state.asked.is_typed:
                return self._show_outcome(marking.mark_typed(basic, text))
            case _:
                return self.state

    def place(self, placed: Sequence[int | None]) -> ReviewState:
        """Mark an arrangement, the index of a choice or None in each row, and show the answer."""
        asked = self.state.asked
        if asked is None or asked.board is None or self.state.revealed:
            return self.state
        return self._show_outcome(marking.mark_board(asked.board, placed))

    def name_items(self, texts: Sequence[str]) -> ReviewState:
        """Mark the named items of a list, and show the answer."""
        face = self._unanswered_face()
        items = [text for text in texts if text.strip()]
        if not isinstance(face, List):
            return self.state
        return self._show_outcome(marking.mark_list(face, items))

    def reading(self, text: str) -> tuple[str, bool]:
        """Return in words how a typed number is read, and whether it cannot be read."""
        if self._table is not None:
            return super().reading(text)
        face = None if self._card is None else self._card.note.face
        if not isinstance(face, Number):
            return "", False
        return asking.reading(face, text, decimal_comma=self._context.decimal_comma)

    def _unanswered_face(self) -> Face | None:
        """Return the face of the current card while it waits for an answer."""
        return None if self._card is None or self.state.revealed else self._card.note.face
