"""The grade buttons, each with its next interval and its key."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFont, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.i18n.translation import _
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.sizes import CONTROL_RADIUS_PX, GRID_PX, with_size
from flashdesign.ui.widgets.controls.painted_button import PaintedButton
from flashdesign.ui.widgets.controls.shortcut import key_text

_LINE_GAP_PX = 2


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade; `color` is a color token: again, hard, good or easy."""

    rating: Rating
    label: str
    interval: str
    key: str
    color: str


class GradeButton(PaintedButton):
    """One painted grade button."""

    def __init__(self, grade: Grade, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_grade(grade, suggested=False)

    def show_grade(self, grade: Grade, *, suggested: bool) -> None:
        """Show a grade; the suggested one has a ring, and a second one while it has the focus."""
        self.grade = grade
        self._is_suggested = suggested
        self.setText(grade.label)
        self._describe()
        self.updateGeometry()
        self.update()

    @property
    def is_suggested(self) -> bool:
        """Whether this is the suggested grade."""
        return self._is_suggested

    def sizeHint(self) -> QSize:
        label_font, small_font = self._fonts()
        height = painting.height_of(label_font) + painting.height_of(small_font) + _LINE_GAP_PX
        texts = max(
            painting.text_width(self.grade.label, label_font),
            painting.text_width(self.grade.interval, small_font),
        )
        key_width = painting.text_width(key_text(self.grade.key), small_font)
        return QSize(texts + 2 * key_width + 4 * GRID_PX, height + 2 * GRID_PX + 4)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(hint.width() - 2 * GRID_PX, hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, rect = self.tokens, QRectF(self.rect())
        label_font, small_font = self._fonts()
        painter = painting.start_painter(self)
        painting.box(painter, rect, fill=self.surface, line=tokens.control_line)
        if self._is_suggested or self.hasFocus():
            painting.ring(painter, rect, tokens.focus)
        if self._is_suggested and self.hasFocus():
            inset = 2 * painting.RING_PX
            inner = rect.adjusted(inset, inset, -inset, -inset)
            painting.ring(painter, inner, tokens.focus, CONTROL_RADIUS_PX - inset)
        first, second = painting.height_of(label_font), painting.height_of(small_font)
        top = (rect.height() - first - second - _LINE_GAP_PX) / 2
        center = Qt.AlignmentFlag.AlignHCenter
        color = getattr(tokens, self.grade.color) if self.isEnabled() else tokens.muted
        upper = QRectF(GRID_PX, top, rect.width() - 2 * GRID_PX, first)
        lower = QRectF(GRID_PX, top + first + _LINE_GAP_PX, upper.width(), second)
        painting.paint_text(painter, upper, self.grade.label, label_font, color, center)
        painting.paint_text(painter, lower, self.grade.interval, small_font, tokens.muted, center)
        corner = QRectF(GRID_PX, 6, rect.width() - 2 * GRID_PX - 2, second)
        corner = painting.visual_rect(self, corner)
        key, right = key_text(self.grade.key), Qt.AlignmentFlag.AlignRight
        painting.paint_text(painter, corner, key, small_font, tokens.muted, right)
        painter.end()

    def _fonts(self) -> tuple[QFont, QFont]:
        sizes = self.sizes
        return (
            with_size(self.font(), sizes.body_px, bold=True),
            with_size(self.font(), sizes.small_px),
        )

    def _describe(self) -> None:
        name = _("{grade}, next in {interval}") if self.grade.interval else "{grade}"
        self.setAccessibleName(name.format(grade=self.grade.label, interval=self.grade.interval))
        description = _("suggested, key {key}") if self._is_suggested else _("key {key}")
        self.setAccessibleDescription(description.format(key=key_text(self.grade.key)))


class GradeBar(QWidget):
    """Offers the grades.

    Signals:
        graded: the chosen `Rating`.
    """

    accessible_role = QAccessible.Role.Grouping
    graded = Signal(Rating)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: tuple[GradeButton, ...] = ()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GRID_PX)
        self.setAccessibleName(_("Grades"))

    def set_grades(self, grades: Sequence[Grade], suggested: Rating | None = None) -> None:
        """Show these grades from left to right, one of them suggested."""
        if len(grades) != len(self.buttons):
            self._rebuild(grades)
        for button, grade in zip(self.buttons, grades, strict=True):
            button.show_grade(grade, suggested=grade.rating == suggested)

    def focus_suggested(self) -> None:
        """Move the focus to the suggested grade, or to the last one."""
        suggested = [button for button in self.buttons if button.is_suggested]
        (suggested or list(self.buttons))[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _rebuild(self, grades: Sequence[Grade]) -> None:
        for button in self.buttons:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = tuple(GradeButton(grade, self) for grade in grades)
        for button in self.buttons:
            self._layout.addWidget(button, 1)
            button.show()
            button.clicked.connect(
                lambda _checked=False, clicked=button: self.graded.emit(clicked.grade.rating)
            )
