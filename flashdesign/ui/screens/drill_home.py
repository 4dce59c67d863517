"""Drills: practise what one chooses, or run ten against the clock."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from flashdesign.domain.calibration import Calibration
from flashdesign.domain.sprint import Filter
from flashdesign.services import wording
from flashdesign.services.practice import Choice
from flashdesign.services.sprint import SprintOffer
from flashdesign.ui.screens.calibration import CalibrationView
from flashdesign.ui.theme import GRID_PX, Kind, Role, button, label, set_role, sizes_of
from flashdesign.ui.widgets.bending_row import BendingRow
from flashdesign.ui.widgets.chips import Chips
from flashdesign.ui.widgets.empty_state import EmptyState
from flashdesign.ui.widgets.page import Page
from flashdesign.ui.widgets.panel import Panel
from flashdesign.ui.widgets.setting_row import SettingRow
from flashdesign.ui.widgets.switch import Switch

NO_DRILLS = "There is no drill in your decks yet."
SPRINT = "10 questions against the clock, without hints. The same code asks the same questions."
CODE_EXAMPLE = "ABCD-EFGH"
_COUNTS = {"10": 10, "5": 5, "20": 20, "Endless": None}
_TWO_COLUMNS_EMS = 52
_ALL_TOPICS, _ALL_LEVELS = "All topics", "All levels"
_CLOCK, _FEEDS = "Time counts", "Count in my schedule"


class DrillHomeScreen(Page):
    """Ask which drills are wanted.

    Signals:
        filter_changed: other drills are chosen (a `Filter`).
        practice_requested: begin with a `Filter`, a count or None, and whether it is to be kept.
        sprint_requested: run a new sprint with a topic or "", and a level or 0.
        code_changed: another code was typed.
        code_requested: run the sprint of this code.
        clock_switched: whether time counts, from now on.
    """

    filter_changed = Signal(object)
    practice_requested = Signal(object, object, bool)
    sprint_requested = Signal(str, int)
    code_changed = Signal(str)
    code_requested = Signal(str)
    clock_switched = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Drills", parent=parent)
        self.calibration, self.empty = CalibrationView(self), EmptyState(NO_DRILLS, icon="drill")
        self.topics, self.levels = Chips("Topics"), Chips("Levels")
        self.count, self.clock, self.feeds = QComboBox(), Switch(_CLOCK), Switch(_FEEDS)
        self.start = button("Practise", Kind.PRIMARY)
        self.fitting = label("", Role.MUTED)
        self.topic, self.level, self.code = QComboBox(), QComboBox(), QLineEdit()
        self.sprint, self.run_code = button("New sprint"), button("Run this code")
        self.offer = label("", Role.SMALL, wrap=True)
        self.practice_panel, self.sprint_panel = self._practice(), self._sprint()
        self.body.addWidget(self.calibration)
        self.body.addWidget(self._panels())
        self.body.addWidget(self.empty)
        self.body.addStretch(1)
        self._connect()

    def render_choice(self, choice: Choice, calibration: Calibration, *, clock: bool) -> None:
        """Make the page agree with the drills that there are."""
        has_drills = bool(choice.levels)
        self.set_subtitle(_subtitle(choice))
        self.calibration.render_calibration(calibration)
        self.calibration.setVisible(has_drills and calibration.attempts > 0)
        for part in (self.practice_panel, self.sprint_panel):
            part.setVisible(has_drills)
        self.empty.setVisible(not has_drills)
        self.topics.set_names([(name, count) for name, count in choice.topics if name])
        self.levels.set_names([(f"Level {level}", count) for level, count in choice.levels])
        self.clock.blockSignals(True)
        self.clock.setChecked(clock)
        self.clock.blockSignals(False)
        _refill(self.topic, [_ALL_TOPICS, *(name for name, _ in choice.topics if name)])
        _refill(self.level, [_ALL_LEVELS, *(f"Level {level}" for level, _ in choice.levels)])
        self.filter_changed.emit(self.filter)

    def render_fitting(self, fitting: int) -> None:
        """Say how many drills fit what is chosen."""
        self.fitting.setText(f"{wording.count(fitting, 'drill')} to choose from")
        self.start.setEnabled(fitting > 0)

    def render_offer(self, offer: SprintOffer | None, error: str = "") -> None:
        """Say what a code stands for, or why it is none."""
        set_role(self.offer, Role.ERROR if error else Role.SMALL)
        self.offer.setText(error if offer is None else _offer(offer))
        self.run_code.setEnabled(offer is not None)

    @property
    def filter(self) -> Filter:
        """Which drills are chosen."""
        levels = frozenset(int(name.split()[-1]) for name in self.levels.picked())
        return Filter(self.topics.picked(), levels)

    def take_focus(self) -> None:
        """Put the focus on what is most likely wanted."""
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _panels(self) -> BendingRow:
        """Return both ways in side by side, below each other where room is short."""
        panels = BendingRow(lambda: _TWO_COLUMNS_EMS * sizes_of(self.font()).body_px)
        panels.row.setSpacing(2 * GRID_PX)
        panels.row.addWidget(self.practice_panel, 3)
        panels.row.addWidget(self.sprint_panel, 2)
        return panels

    def _practice(self) -> Panel:
        panel = Panel("Practise")
        self.count.addItems(list(_COUNTS))
        panel.body.addWidget(label("Topics; none picked means all", Role.SMALL))
        panel.body.addWidget(self.topics)
        panel.body.addWidget(label("Levels", Role.SMALL))
        panel.body.addWidget(self.levels)
        panel.body.addWidget(SettingRow("Questions", "", self.count))
        slow = "Without it nothing is slow, nothing fast, and no question runs out."
        panel.body.addWidget(SettingRow(_CLOCK, slow, self.clock))
        fed = "The answers move the due dates of their drills, as in the daily review."
        panel.body.addWidget(SettingRow(_FEEDS, fed, self.feeds))
        panel.body.addLayout(_row(self.start, self.fitting))
        panel.body.addStretch(1)
        return panel

    def _sprint(self) -> Panel:
        panel = Panel("Sprint")
        panel.body.addWidget(label(SPRINT, Role.MUTED, wrap=True))
        panel.body.addWidget(SettingRow("Topic", "", self.topic))
        panel.body.addWidget(SettingRow("Level", "", self.level))
        panel.body.addLayout(_row(self.sprint))
        for box in (self.topic, self.level):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(9)
        self.code.setPlaceholderText(CODE_EXAMPLE)
        self.code.setMaxLength(24)
        code = QWidget()
        inside = QHBoxLayout(code)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.code)
        inside.addWidget(self.run_code)
        panel.body.addWidget(SettingRow("A code you were given", "", code))
        self.code.setAccessibleName("Code of a sprint")
        panel.body.addWidget(self.offer)
        panel.body.addStretch(1)
        self.topic.setAccessibleName("Topic of the sprint")
        self.level.setAccessibleName("Level of the sprint")
        self.render_offer(None)
        return panel

    def _connect(self) -> None:
        for chips in (self.topics, self.levels):
            chips.changed.connect(lambda: self.filter_changed.emit(self.filter))
        self.start.clicked.connect(self._begin)
        self.clock.toggled.connect(self.clock_switched)
        self.sprint.clicked.connect(self._begin_sprint)
        self.code.textChanged.connect(self.code_changed)
        self.code.returnPressed.connect(self._run_code)
        self.run_code.clicked.connect(self._run_code)

    def _begin(self) -> None:
        count = _COUNTS[self.count.currentText()]
        self.practice_requested.emit(self.filter, count, self.feeds.isChecked())

    def _begin_sprint(self) -> None:
        topic = self.topic.currentText() if self.topic.currentIndex() > 0 else ""
        level = self.level.currentText() if self.level.currentIndex() > 0 else "0"
        self.sprint_requested.emit(topic, int(level.split()[-1]))

    def _run_code(self) -> None:
        if self.run_code.isEnabled():
            self.code_requested.emit(self.code.text())


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(2 * GRID_PX)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def _refill(box: QComboBox, names: list[str]) -> None:
    """Offer other names; what was chosen stays chosen."""
    kept = box.currentText()
    box.clear()
    box.addItems(names)
    box.setCurrentIndex(max(0, box.findText(kept)))


def _subtitle(choice: Choice) -> str:
    many = sum(count for _, count in choice.levels)
    return f"{wording.count(many, 'drill')}, with new numbers each time" if many else ""


def _offer(offer: SprintOffer) -> str:
    level = f"level {offer.level}" if offer.level else ""
    of = ", ".join(filter(None, (offer.topic, level)))
    best = "" if offer.best is None else f" Your best: {offer.best:,.0f} points."
    other = "" if offer.fits else " It was made with other drills: the questions will differ."
    return f"Sprint {offer.code}, {of or 'all topics'}.{best}{other}"
