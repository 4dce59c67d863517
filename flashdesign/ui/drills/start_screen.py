"""Start page of drills: practice a selection, or run a timed sprint."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from flashdesign.domain.drills.calibration import Calibration
from flashdesign.domain.drills.sprint import SPRINT_LENGTH, DrillFilter
from flashdesign.i18n.formatting import factor, number
from flashdesign.i18n.translation import N_, _, ngettext, pgettext
from flashdesign.services.drills.practice import PracticeOptions
from flashdesign.services.drills.sprint import SprintInfo
from flashdesign.ui.drills.calibration_view import CalibrationView
from flashdesign.ui.drills.widgets.chips import Chips
from flashdesign.ui.theme.sizes import GRID_PX, sizes_of
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label, set_text_role
from flashdesign.ui.widgets.controls.setting_row import SettingRow
from flashdesign.ui.widgets.controls.switch import Switch
from flashdesign.ui.widgets.layout.empty_state import EmptyState
from flashdesign.ui.widgets.layout.page import Page
from flashdesign.ui.widgets.layout.panel import Panel
from flashdesign.ui.widgets.layout.responsive_row import ResponsiveRow

NO_DRILLS = N_("There are no drills in your decks yet.")
CODE_EXAMPLE = "ABCD-EFGH"
_LEVELS = {
    1: N_("Level 1: one step"),
    2: N_("Level 2: several steps"),
    3: N_("Level 3: hard"),
}
_COUNTS = (10, 5, 20)
_TWO_COLUMNS_EMS = 52
_MIN_CHARACTERS = 9
_CLOCK, _FEEDS = N_("Timed"), N_("Count in my schedule")


class DrillStartScreen(Page):
    """Asks which drills to practice, or which sprint to run.

    Signals:
        filter_changed: the selection of drills changed (a `DrillFilter`).
        practice_requested: start practice with a `DrillFilter`, a count or None, and whether the
            answers change the schedule.
        sprint_requested: run a new sprint with a topic or "", and a level or 0.
        code_changed: the typed code changed.
        code_requested: run the sprint with this code.
        clock_switched: whether drills are timed from now on.
        history_requested: show earlier answers.
        last_sprint_requested: show the answers of the last sprint.
    """

    filter_changed = Signal(object)
    practice_requested = Signal(object, object, bool)
    sprint_requested = Signal(str, int)
    code_changed = Signal(str)
    code_requested = Signal(str)
    clock_switched = Signal(bool)
    history_requested = Signal()
    last_sprint_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Drills"), parent=parent)
        self.calibration, self.empty = CalibrationView(self), EmptyState(_(NO_DRILLS), icon="drill")
        self.topics, self.levels = Chips(_("Topics")), Chips(_("Levels"))
        self._level_of_chip: dict[str, int] = {}
        self.count, self.timed, self.counts_in_schedule = (
            QComboBox(),
            Switch(_(_CLOCK)),
            Switch(_(_FEEDS)),
        )
        self.start = button(pgettext("verb", "Practice"), ButtonKind.PRIMARY)
        self.past, self.last_sprint = Panel(), label("", TextRole.BODY, wrap=True)
        self.open_last = button(pgettext("verb", "Open"), ButtonKind.PLAIN)
        self.history = button(_("Earlier answers"), ButtonKind.PLAIN)
        self.count_label, self.topics_label = label("", TextRole.MUTED), label("", TextRole.SMALL)
        self.topic, self.level, self.code = QComboBox(), QComboBox(), QLineEdit()
        self.sprint = button(_("New sprint"), ButtonKind.PRIMARY)
        self.run_code = button(pgettext("verb", "Start"))
        self.code_label = label("", TextRole.SMALL, wrap=True)
        self.practice_panel, self.sprint_panel = self._make_practice(), self._make_sprint()
        past_row = _make_row(self.last_sprint, self.open_last, self.history)
        past_row.setStretchFactor(self.last_sprint, 1000)
        self.past.body.addLayout(past_row)
        self.body.addWidget(self.past)
        self.body.addWidget(self._arrange_panels())
        self.body.addWidget(self.calibration)
        self.body.addWidget(self.empty)
        self.body.addStretch(1)
        self._connect()

    def render_choice(
        self, choice: PracticeOptions, calibration: Calibration, *, clock: bool
    ) -> None:
        """Update the page from the available drills."""
        has_drills = bool(choice.levels)
        self.start.setVisible(has_drills)
        self.set_subtitle(_format_subtitle(choice))
        self.calibration.render_calibration(calibration)
        self.calibration.setVisible(has_drills and calibration.attempts > 0)
        self.past.setVisible(calibration.attempts > 0)
        for part in (self.practice_panel, self.sprint_panel):
            part.setVisible(has_drills)
        self.empty.setVisible(not has_drills)
        self._render_topics(choice, calibration)
        levels = [(_format_level(level), level, count) for level, count in choice.levels]
        chips = [(_level_in_words(level), level, count) for level, count in choice.levels]
        self._level_of_chip = {name: level for name, level, _count in chips}
        self.levels.set_names([(name, count) for name, _level, count in chips])
        self.timed.blockSignals(True)
        self.timed.setChecked(clock)
        self.timed.blockSignals(False)
        topics = [(name, name) for name, _count in choice.topics if name]
        _refill(self.topic, [(_("All topics"), ""), *topics])
        _refill(self.level, [(_("All levels"), 0), *((name, level) for name, level, _n in levels)])
        for box in (self.topic, self.level):
            box.setMinimumContentsLength(_length_of(box, box.itemText(0)))
        self.filter_changed.emit(self.filter)

    def _render_topics(self, choice: PracticeOptions, calibration: Calibration) -> None:
        """Offer the topics, those with the largest own errors first, each with its error."""
        errors = {
            topic.topic: topic.error_log10
            for topic in calibration.topics
            if topic.error_log10 is not None
        }
        named = [(name, count) for name, count in choice.topics if name]
        named.sort(key=lambda topic: -errors.get(topic[0], -1.0))
        self.topics.set_names(named, {name: factor(error) for name, error in errors.items()})
        is_sorted = any(name in errors for name, _count in named)
        self.topics_label.setText(
            _("Topics, your weakest first (none selected: all)")
            if is_sorted
            else _("Topics (none selected: all)")
        )

    def render_last_sprint(self, text: str) -> None:
        """Show what the last sprint was and how it went; "" if there is none."""
        self.last_sprint.setText(_("Last sprint: {sprint}").format(sprint=text) if text else "")
        for part in (self.last_sprint, self.open_last):
            part.setVisible(bool(text))

    def render_fitting(self, fitting: int) -> None:
        """Show how many drills match the selection."""
        message = ngettext("{n} drill selected", "{n} drills selected", fitting)
        self.count_label.setText(message.format(n=number(fitting)))
        self.start.setEnabled(fitting > 0)

    def render_offer(self, offer: SprintInfo | None, error: str = "") -> None:
        """Show the sprint of a code, or why the code is invalid."""
        set_text_role(self.code_label, TextRole.ERROR if error else TextRole.SMALL)
        self.code_label.setText(error if offer is None else _format_offer(offer))
        self.run_code.setEnabled(offer is not None)

    @property
    def filter(self) -> DrillFilter:
        """The selected drills."""
        levels = frozenset(self._level_of_chip[name] for name in self.levels.selected())
        return DrillFilter(self.topics.selected(), levels)

    def take_focus(self) -> None:
        """Focus the Practice button."""
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange_panels(self) -> ResponsiveRow:
        """Return both panels side by side, or below each other in a narrow window."""
        panels = ResponsiveRow(lambda: _TWO_COLUMNS_EMS * sizes_of(self.font()).body_px)
        panels.row.setSpacing(2 * GRID_PX)
        panels.row.addWidget(self.sprint_panel, 2)
        panels.row.addWidget(self.practice_panel, 3)
        return panels

    def _make_practice(self) -> Panel:
        panel = Panel(pgettext("noun", "Practice"))
        for count in _COUNTS:
            self.count.addItem(number(count), count)
        self.count.addItem(_("Endless"), None)
        # At the top, so that it is in sight with many topics in a low window.
        top = QHBoxLayout()
        top.setSpacing(2 * GRID_PX)
        top.addWidget(self.count_label, 1)
        top.addWidget(self.start)
        panel.body.addLayout(top)
        panel.body.addWidget(self.topics_label)
        panel.body.addWidget(self.topics)
        panel.body.addWidget(label(_("Levels"), TextRole.SMALL))
        panel.body.addWidget(self.levels)
        panel.body.addWidget(SettingRow(_("Questions"), "", self.count))
        timed = _("When off, speed doesn't affect the grade and questions don't expire.")
        panel.body.addWidget(SettingRow(_(_CLOCK), timed, self.timed))
        feeds = _("The answers change the due dates of the drills, as in the daily review.")
        panel.body.addWidget(SettingRow(_(_FEEDS), feeds, self.counts_in_schedule))
        panel.body.addStretch(1)
        return panel

    def _make_sprint(self) -> Panel:
        panel = Panel(_("Sprint"))
        panel.body.addWidget(label(_describe_sprint(), TextRole.MUTED, wrap=True))
        panel.body.addWidget(SettingRow(_("Topic"), "", self.topic))
        panel.body.addWidget(SettingRow(_("Level"), "", self.level))
        panel.body.addLayout(_make_row(self.sprint))
        for box in (self.topic, self.level):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.code.setPlaceholderText(CODE_EXAMPLE)
        self.code.setMaxLength(24)
        code = QWidget()
        inside = QHBoxLayout(code)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.code)
        inside.addWidget(self.run_code)
        panel.body.addWidget(SettingRow(_("Have a code?"), "", code))
        self.code.setAccessibleName(_("Sprint code"))
        panel.body.addWidget(self.code_label)
        panel.body.addStretch(1)
        self.topic.setAccessibleName(_("Sprint topic"))
        self.level.setAccessibleName(_("Sprint level"))
        self.render_offer(None)
        return panel

    def _connect(self) -> None:
        for chips in (self.topics, self.levels):
            chips.changed.connect(lambda: self.filter_changed.emit(self.filter))
        self.start.clicked.connect(self._start_practice)
        self.open_last.clicked.connect(lambda: self.last_sprint_requested.emit())
        self.history.clicked.connect(lambda: self.history_requested.emit())
        self.timed.toggled.connect(self.clock_switched)
        self.sprint.clicked.connect(self._start_sprint)
        self.code.textChanged.connect(self.code_changed)
        self.code.returnPressed.connect(self._run_code)
        self.run_code.clicked.connect(self._run_code)

    def _start_practice(self) -> None:
        self.practice_requested.emit(
            self.filter, self.count.currentData(), self.counts_in_schedule.isChecked()
        )

    def _start_sprint(self) -> None:
        self.sprint_requested.emit(self.topic.currentData(), self.level.currentData())

    def _run_code(self) -> None:
        if self.run_code.isEnabled():
            self.code_requested.emit(self.code.text())


def _make_row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(2 * GRID_PX)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def _refill(box: QComboBox, items: Sequence[tuple[str, str | int]]) -> None:
    """Offer other items (label and value); the selected one stays selected."""
    selected = box.currentText()
    box.clear()
    for name, value in items:
        box.addItem(name, value)
    box.setCurrentIndex(max(0, box.findText(selected)))


def _length_of(box: QComboBox, text: str) -> int:
    """Return the length of a box, in characters as wide as "X", that does not cut `text`."""
    metrics = box.fontMetrics()
    needed = ceil(metrics.horizontalAdvance(text) / metrics.horizontalAdvance("X"))
    return max(_MIN_CHARACTERS, needed)


def _format_level(level: int) -> str:
    return _("Level {level}").format(level=level)


def _level_in_words(level: int) -> str:
    """Return the level with what its drills ask for."""
    return _(_LEVELS[level]) if level in _LEVELS else _format_level(level)


def _format_subtitle(choice: PracticeOptions) -> str:
    drills = sum(count for _level, count in choice.levels)
    if not drills:
        return ""
    message = ngettext(
        "{n} drill, with new numbers each time", "{n} drills, with new numbers each time", drills
    )
    return message.format(n=number(drills))


def _describe_sprint() -> str:
    return ngettext(
        "{n} timed question, without hints. The same code gives the same question.",
        "{n} timed questions, without hints. The same code gives the same questions.",
        SPRINT_LENGTH,
    ).format(n=number(SPRINT_LENGTH))


def _format_offer(offer: SprintInfo) -> str:
    if offer.topic and offer.level:
        sprint = _("Sprint {code}: {topic}, level {level}.")
    elif offer.topic:
        sprint = _("Sprint {code}: {topic}.")
    elif offer.level:
        sprint = _("Sprint {code}: level {level}.")
    else:
        sprint = _("Sprint {code}: all topics.")
    sentences = [sprint.format(code=offer.code, topic=offer.topic, level=offer.level)]
    if offer.best is not None:
        sentences.append(_("Your best: {points} points.").format(points=number(offer.best)))
    if not offer.is_compatible:
        sentences.append(_("It was created with other drills; the questions will differ."))
    return " ".join(sentences)
