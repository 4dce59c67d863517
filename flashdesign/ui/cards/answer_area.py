"""The answer widgets below a card: options, a field, matching rows, a list, a drill."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashdesign.domain.notes import matching
from flashdesign.domain.notes.matching import MatchingTask
from flashdesign.domain.notes.question_kinds import Ordering
from flashdesign.domain.notes.typed_answer import TypedItem
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.i18n.translation import _
from flashdesign.services.review.answer_marking import Marking
from flashdesign.services.review.prompt import Prompt
from flashdesign.services.review.state import ReviewState
from flashdesign.ui.cards import review_text
from flashdesign.ui.cards.card_html import CardContent
from flashdesign.ui.cards.card_view import CardView
from flashdesign.ui.cards.inputs.choice_list import ChoiceList, OptionState
from flashdesign.ui.cards.inputs.list_input import ItemState, ListInput
from flashdesign.ui.cards.inputs.matching_view import MatchingView
from flashdesign.ui.drills.lazy_workspace import LazyDrillWorkspace
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label, set_text_role
from flashdesign.ui.widgets.controls.number_field import NumberField

_RIGHT = frozenset({OptionState.RIGHT, OptionState.RIGHT_CHOSEN})
_ANSWERS = _RIGHT | {OptionState.WRONG_CHOSEN}
_DIGITS = {Qt.Key(Qt.Key.Key_1 + at): at for at in range(9)}


class AnswerArea(QWidget):
    """Shows the answer widget for this kind of card, the verdict below it, and the explanation.

    Similar cards are shown when the user asks for them, since they make the answer long.

    Signals:
        changed: the user changed the answer.
        compared: the similar cards are shown now.
    """

    changed, compared = Signal(), Signal()

    def __init__(self, drill: LazyDrillWorkspace, keys: Mapping[str, str]) -> None:
        super().__init__()
        self._drill, self._keys = drill, keys
        self.verdict = label("", TextRole.STRONG, wrap=True)
        self.choices, self.number = ChoiceList(self), NumberField(self)
        self.matching, self.entries = MatchingView(self), ListInput(self)
        self.explanation = CardView(self)
        self.explanation.setAccessibleName(_("Explanation"))
        self.explanation.fit_height()
        self.explanation.link_opened.connect(drill.link_opened)
        self.compare = button("", ButtonKind.QUIET, self)
        self.compare.clicked.connect(self._compare)
        self._asked: Prompt | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID_PX)
        parts = (drill, self.choices, self.number, self.matching, self.entries, self.verdict)
        for part in (*parts, self.explanation):
            layout.addWidget(part)
        layout.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignLeft)
        self.matching.changed.connect(self.changed)
        self.entries.changed.connect(self.changed)

    def render_state(self, state: ReviewState, asked: Prompt) -> None:
        """Show the answer widget of the card, or its verdict once revealed."""
        outcome = state.outcome
        self.choices.setVisible(bool(asked.options))
        self.number.setVisible(asked.is_typed)
        self.matching.setVisible(asked.matching is not None)
        self.entries.setVisible(asked.need > 0)
        self.verdict.setText(outcome.verdict if outcome else "")
        set_text_role(self.verdict, _verdict_role(outcome))
        # Options show their own verdicts.
        self.verdict.setVisible(outcome is not None and not asked.options and not asked.drill)
        self._show_explanation(asked if state.is_revealed else None)
        if state.is_revealed:
            self._render_verdict(asked, outcome)
        else:
            self._render_question(asked)

    def text_field(self, asked: Prompt) -> QWidget | None:
        """Return the widget to type into, None if there is none."""
        if asked.need:
            return self.entries.edit
        return self.number.edit if asked.is_typed else None

    def is_answered(self, asked: Prompt) -> bool:
        """Return whether there is an answer to check."""
        if asked.matching is not None:
            return any(choice is not None for choice in self.matching.placed_choices())
        if asked.need:
            return bool(self.entries.texts())
        return asked.is_typed and bool(self.number.text().strip())

    def answer_parts(self, asked: Prompt) -> list[QWidget]:
        """Return the widgets that show the answer of a revealed card: options, rows, verdict."""
        parts: list[QWidget] = self._marked_rows(asked, _ANSWERS)
        parts += [self.matching] if asked.matching is not None else []
        below = (self.verdict, self.explanation)
        return parts + [part for part in below if not part.isHidden()]

    def right_options(self, asked: Prompt) -> list[QWidget]:
        """Return the right options of a revealed card."""
        return self._marked_rows(asked, _RIGHT)

    def _compare(self) -> None:
        self._show_explanation(self._asked, compares=True)
        self.compared.emit()

    def _show_explanation(self, asked: Prompt | None, *, compares: bool = False) -> None:
        """Show the explanation of a revealed card, if the card view does not show it."""
        self._asked = asked
        content, offer = CardContent(""), ""
        if asked is not None:
            content = review_text.explanation_below(asked, compares=compares)
            offer = "" if compares or asked.drill else review_text.offer_to_compare(asked)
        self.compare.setText(offer)
        self.compare.setVisible(bool(offer))
        has_text = bool(content.why or content.source or content.similar)
        if has_text:
            self.explanation.show_card(content, self._drill.picture)
        self.explanation.setVisible(has_text)

    def _marked_rows(self, asked: Prompt, marks: frozenset[OptionState]) -> list[QWidget]:
        return [row for row in self.choices.rows if asked.options and row.mark in marks]

    def press_key(self, key: Qt.Key) -> bool:
        """Choose or place a choice with a digit key, and remove the last one with Backspace.

        Return False for other keys.
        """
        if self.choices.isVisible() and key in _DIGITS:
            self.choices.pick(_DIGITS[key])
            return True
        if not self.matching.isVisible():
            return False
        if key == Qt.Key.Key_Backspace:
            self.matching.undo_last()
        elif key in _DIGITS:
            self.matching.pick(_DIGITS[key])
        return key == Qt.Key.Key_Backspace or key in _DIGITS

    def _render_question(self, asked: Prompt) -> None:
        if asked.options:
            self.choices.set_options(review_text.make_options(asked.options, self._keys))
        if asked.is_typed:
            self.number.set_locked(locked=False)
            self.number.set_text("")
            self.number.set_unit(asked.unit)
        if asked.matching is not None:
            choices = review_text.matching_choices(asked.matching, self._keys)
            rows = review_text.matching_rows(asked)
            is_ordered = asked.kind == Ordering.kind
            once = asked.matching.once
            self.matching.set_task(rows, choices, once=once, is_ordered=is_ordered)
        if asked.need:
            self.entries.start(asked.need)

    def _render_verdict(self, asked: Prompt, outcome: Marking | None) -> None:
        if asked.options:
            review_text.show_verdict(self.choices, asked.options, outcome)
        self.number.set_locked(locked=True)
        # An empty box would look like something to fill in.
        self.number.setVisible(asked.is_typed and bool(self.number.text().strip()))
        if asked.matching is not None:
            self.matching.show_verdict(asked.matching.right, _mark_rows(asked.matching, outcome))
        if asked.need:
            self.entries.show_verdict(
                [_mark_entry(entry) for entry in outcome.entries] if outcome else []
            )


def _verdict_role(outcome: Marking | None) -> TextRole:
    grade = Rating.HARD if outcome is None else outcome.suggested
    if grade is Rating.AGAIN:
        return TextRole.WRONG
    return TextRole.STRONG if grade is Rating.HARD else TextRole.RIGHT


def _mark_rows(task: MatchingTask, outcome: Marking | None) -> tuple[bool, ...]:
    return () if outcome is None else matching.mark_rows(task, outcome.arrangement)


def _mark_entry(entry: TypedItem) -> tuple[str, ItemState, str]:
    if entry.item is None:
        return entry.text, ItemState.WRONG, ""
    mark = ItemState.REPEATED if entry.is_repeated else ItemState.RIGHT
    return entry.text, mark, entry.taken_as
