"""Review: one card at a time, with its answer and the grade buttons."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.settings import Settings
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import _, pgettext
from flashdesign.services.review.prompt import Prompt
from flashdesign.services.review.session import ReviewSession
from flashdesign.services.review.state import ReviewState
from flashdesign.ui.cards import offered_grades, review_text
from flashdesign.ui.cards.answer_area import AnswerArea
from flashdesign.ui.cards.card_html import CardContent
from flashdesign.ui.cards.card_view import CardView
from flashdesign.ui.cards.grade_bar import GradeBar
from flashdesign.ui.cards.scroll_area import COLUMN_PX, CardScrollArea
from flashdesign.ui.drills.lazy_workspace import LazyDrillWorkspace
from flashdesign.ui.drills.workspace import name_button, show_verdict
from flashdesign.ui.review.toolbars import ReviewHeader, ReviewToolBar
from flashdesign.ui.theme.sizes import GRID_PX, sizes_of
from flashdesign.ui.theme.styled_widgets import ButtonKind, button
from flashdesign.ui.widgets.accessible import announce
from flashdesign.ui.widgets.controls.shortcut import RETURN, with_key
from flashdesign.ui.widgets.layout.scroll_content import CenteredWidget

_NARROW_EMS = 36
_REVEAL_PX = 320
_RETURN_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_KEYS = ("review.again", "review.hard", "review.good", "review.easy")


class ReviewScreen(QWidget):
    """One review session. Each action calls the session and renders its new state.

    Signals:
        finished: no card is left, or none is due yet.
        remaining_changed: the number of cards left changed (carries it).
        edit_requested: edit the note of the current card (the card's key).
        why_requested: show the history of the current card (its key).
        stored: an answer or another change was stored.
        undo_requested: undo the newest change.
        message_shown: a message to show with an Undo button.
        link_opened: a link of the card was clicked.
        leave_requested: leave the review.
    """

    accessible_role = QAccessible.Role.Pane
    finished = Signal()
    remaining_changed = Signal(int)
    edit_requested = Signal(str)
    why_requested = Signal(str)
    stored = Signal()
    undo_requested = Signal()
    message_shown = Signal(str)
    link_opened = Signal(str)
    leave_requested = Signal()

    def __init__(
        self,
        session: ReviewSession,
        settings: Settings,
        keys: dict[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._settings, self._keys = settings, keys
        self._rendered: tuple[str, int, bool] | None = None
        self._shown: CardContent | None = None
        self._is_unreadable = False
        self.head, self.card = ReviewHeader(keys, self), CardView(self)
        self.scroll_area = CardScrollArea(self)
        self.drill = LazyDrillWorkspace(session, keys, self)
        self.answering = AnswerArea(self.drill, keys)
        self.choices, self.number = self.answering.choices, self.answering.number
        self.matching, self.entries = self.answering.matching, self.answering.entries
        self.verdict = self.answering.verdict
        self.bar = QStackedWidget(self)
        self.reveal, self.grades = button("", ButtonKind.PRIMARY), GradeBar(self)
        self.tool_bar = ReviewToolBar(keys, self)
        self.tools = self.tool_bar.buttons
        self._arrange()
        self._connect()
        self.render_state(session.state)

    def run_action(self, action: str) -> None:
        """Run the action of a review key in the current state."""
        state = self.session.state
        requests = {"review.why": self.why_requested, "review.edit": self.edit_requested}
        if action in _KEYS:
            self._press_number(_KEYS.index(action), state)
        elif action == "review.reveal":
            self._press_reveal(state)
        elif action in requests and state.card is not None:
            requests[action].emit(state.card.key)
        elif action == "review.undo":
            self.undo_requested.emit()
        elif action in ("drill.lower", "drill.higher"):
            self.render_state(self.session.adjust(1 if action == "drill.higher" else -1))
        elif action.startswith("drill.") and self.drill.isVisible():
            self.drill.workspace.press(action)
        elif action in ("review.flag", "review.bury", "review.suspend"):
            self._run_tool(action.removeprefix("review."))

    def hide_scheduling_tools(self) -> None:
        """Hide Bury, Suspend and Undo, which do not apply in practice."""
        for name in ("bury", "suspend", "undo"):
            self.tool_bar.row.offer(name, offered=False)

    def take_focus(self) -> None:
        """Move the focus to the answer field, or to the page if there is none."""
        asked = self.session.state.card
        if asked is not None and asked.drill is not None and not self.session.state.is_revealed:
            self.drill.workspace.take_focus()
            return
        field = None
        if asked is not None and not self.session.state.is_revealed:
            field = self.answering.text_field(asked)
        (field or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def undo(self) -> None:
        """Undo the last action and show its card again."""
        if self.session.state.can_undo:
            self._render_stored(self.session.undo())

    def reload_card(self) -> None:
        """Reload the current card, whose note may have been edited.

        If the card has not changed, what was typed stays.
        """
        before = self.session.state.card
        if self.session.reload().card is not before:
            self._rendered = None
        self.render_state(self.session.state)

    def grade(self, rating: Rating) -> None:
        """Store the answer and show the next card."""
        self._render_stored(self.session.grade(rating))

    def _render_stored(self, state: ReviewState) -> None:
        """Show the state after a change was stored."""
        self.stored.emit()
        self.render_state(state)

    def render_state(self, state: ReviewState) -> None:
        """Update all widgets from `state`; no other method does."""
        asked, revealed = state.card, state.is_revealed
        if asked is None:
            self.finished.emit()
            return
        self.head.render_state(state)
        self.remaining_changed.emit(state.left.total)
        self._show_card(review_text.visible_content(state))
        self.card.setAccessibleName(_("Question and answer") if revealed else _("Question"))
        self.card.setVisible(asked.drill is None)
        self.drill.render_state(state)
        self._update_reveal()
        self.bar.setCurrentIndex(1 if revealed else 0)
        if revealed:
            grading = offered_grades.grading_settings(state, self._settings)
            grades = offered_grades.make_grades(state, grading, self._keys)
            suggested = offered_grades.nearest_offered_grade(state.suggested_grade, grading)
            self.grades.set_grades(grades, suggested)
        self.tool_bar.render_state(state)
        self._render_answering(state)
        # Otherwise some widgets are painted once at their old size.
        self._settle()

    def _settle(self) -> None:
        """Lay out all widgets now."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _show_card(self, content: CardContent) -> None:
        """Show the card; if it is shown already, keep its scroll position."""
        if content != self._shown:
            self._shown = content
            self.card.show_card(content, self.session.picture)
            if not self.session.state.is_revealed:
                self.scroll_area.verticalScrollBar().setValue(0)

    def _update_reveal(self) -> None:
        asked = self.session.state.card
        if asked is not None and asked.drill is not None:
            name_button(self.reveal, self.drill.workspace.submit_name())
            return
        self.reveal.show()
        if asked is None:
            return
        is_typed = self.answering.text_field(asked) is not None
        key = RETURN if is_typed else self._keys["review.reveal"]
        name = _("Check") if self.answering.is_answered(asked) else _("Show answer")
        if self._has_new_item(asked):
            name = pgettext("verb", "Add")
        self.reveal.setText(with_key(name, key))
        self.reveal.setEnabled(not (asked.is_typed and self._is_unreadable))

    def _render_answering(self, state: ReviewState) -> None:
        """Show the answer widgets of this kind of card, once per card and reveal."""
        asked = state.card
        current = None if asked is None else (asked.key, state.answer_count, state.is_revealed)
        if asked is None or current == self._rendered:
            return
        self._rendered = current
        self.answering.render_state(state, asked)
        self.take_focus()
        announce(self.card, review_text.spoken_text(state))
        if state.is_revealed:
            self._show_answer(asked)

    def _show_answer(self, asked: Prompt) -> None:
        """Scroll so that the answer is in sight, or at least its beginning."""
        # The grades take their height from the scroll area first.
        self._settle()
        if asked.drill is not None:
            show_verdict(self.drill.workspace, self.scroll_area)
            return
        parts = self.answering.answer_parts(asked)
        is_in_card = self._shown is not None and self._shown.answer is not None
        self.scroll_area.scroll_to_parts(parts, self.card if is_in_card else None)
        # The right option is more important than a wrong one that was chosen.
        right = self.answering.right_options(asked)
        if not self.answering.explanation.isHidden():
            self.scroll_area.scroll_to_parts([*right, self.answering.explanation])
        self.scroll_area.scroll_to_parts(right)

    def _show_compared(self) -> None:
        """Scroll to the similar cards; keys give a grade again."""
        self.take_focus()
        self._settle()
        self.scroll_area.scroll_to_parts([self.answering.explanation])

    def _press_number(self, at: int, state: ReviewState) -> None:
        asked = state.card
        if state.is_revealed:
            self.grade(
                offered_grades.rating_of_key(
                    at, offered_grades.grading_settings(state, self._settings)
                )
            )
        elif asked is not None and asked.matching is not None:
            self.matching.pick(at)
        elif asked is not None and at < len(asked.options):
            self.render_state(self.session.choose(at))

    def _press_reveal(self, state: ReviewState) -> None:
        if not state.is_revealed and self.drill.isVisible():
            self.drill.workspace.submit()
            return
        if state.card is not None and self._has_new_item(state.card):
            self.entries.add_typed()
            return
        if not state.is_revealed:
            self._submit()
            return
        grading = offered_grades.grading_settings(state, self._settings)
        self.grade(offered_grades.nearest_offered_grade(state.suggested_grade, grading))

    def _has_new_item(self, asked: Prompt) -> bool:
        """Return whether an item of a list is in the field, but not in the list yet."""
        return asked.need > 0 and self.entries.has_typed()

    def _submit(self) -> None:
        """Submit the answer, or reveal the card if nothing was answered."""
        asked = self.session.state.card
        if asked is None or not self.answering.is_answered(asked):
            self.render_state(self.session.reveal())
            return
        try:
            state = self._submit_answer(asked)
        except FlashDesignError as error:
            self.number.set_reading(str(error), is_error=True)
        else:
            self.render_state(state)

    def _submit_answer(self, asked: Prompt) -> ReviewState:
        if asked.matching is not None:
            return self.session.submit_arrangement(self.matching.placed_choices())
        if asked.need:
            return self.session.submit_items(self.entries.texts())
        return self.session.submit(self.number.text())

    def _show_reading(self, text: str) -> None:
        reading, is_error = self.session.describe_input(text)
        self.number.set_reading(reading, is_error=is_error)
        self._is_unreadable = is_error
        self._update_reveal()

    def _keep_in_sight(self, field: QWidget, _text: str = "") -> None:
        """Scroll to the field that is typed into."""
        if field.isVisible() and not self.session.state.is_revealed:
            self.scroll_area.scroll_to(field)

    def _run_tool(self, name: str) -> None:
        """Flag, bury or suspend the current card."""
        if self.session.state.card is None:
            return
        actions = {
            "flag": (self.session.flag, ""),
            "bury": (self.session.bury, _("Buried until tomorrow.")),
            "suspend": (self.session.suspend, _("Suspended.")),
        }
        act, message = actions[name]
        self._render_stored(act())
        if message and self.session.state.can_undo:
            self.message_shown.emit(message)

    def _arrange(self) -> None:
        page = self._page = QVBoxLayout(self)
        page.setSpacing(2 * GRID_PX)
        # One stack for both, so that the layout stays when the answer is shown.
        self.bar.addWidget(CenteredWidget(self.reveal, _REVEAL_PX))
        self.bar.addWidget(self.grades)
        self.bar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.scroll_area.set_parts(self.card, self.answering)
        page.addWidget(CenteredWidget(self.head, COLUMN_PX))
        page.addWidget(self.scroll_area)
        page.addWidget(CenteredWidget(self.bar, COLUMN_PX))
        page.addStretch(1)
        page.addWidget(self.tool_bar)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(pgettext("noun", "Review"))

    def _connect(self) -> None:
        self.reveal.clicked.connect(lambda: self.run_action("review.reveal"))
        self.head.close_button.clicked.connect(lambda: self.leave_requested.emit())
        self.grades.graded.connect(self.grade)
        self.choices.chosen.connect(lambda at: self.render_state(self.session.choose(at)))
        self.number.submitted.connect(lambda _text: self._submit())
        self.entries.submitted.connect(self._submit)
        self.answering.changed.connect(self._update_reveal)
        self.answering.compared.connect(self._show_compared)
        self.number.changed.connect(self._show_reading)
        for field in (self.number, self.entries):
            field.changed.connect(partial(self._keep_in_sight, field))
        self.card.link_opened.connect(self.link_opened)
        self.drill.moved.connect(self.render_state)
        self.drill.renamed.connect(self._update_reveal)
        self.drill.typed.connect(self.scroll_area.scroll_to)
        self.drill.link_opened.connect(self.link_opened)
        for name, tool in self.tools.items():
            tool.clicked.connect(partial(self.run_action, f"review.{name}"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _RETURN_KEYS:
            self._press_return(event)
            return
        # A long card scrolls by key without a click on it first.
        if not self.answering.press_key(key) and not self.scroll_area.scroll_by_key(key):
            super().keyPressEvent(event)

    def _press_return(self, event: QKeyEvent) -> None:
        """Press the focused button, or do what the key for the answer does."""
        if event.isAutoRepeat():
            return
        focused = self.focusWidget()
        if isinstance(focused, QAbstractButton) and focused.hasFocus():
            focused.click()
        else:
            self.run_action("review.reveal")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW_EMS * sizes_of(self.font()).body_px
        side_px = 2 * GRID_PX if is_narrow else 4 * GRID_PX
        self._page.setContentsMargins(side_px, 3 * GRID_PX, side_px, 2 * GRID_PX)
        for bar in (self.head, self.tool_bar):
            bar.show_short_names(is_short=is_narrow)
        asked = self.session.state.card
        if asked is not None and self.session.state.is_revealed:
            self._show_answer(asked)
