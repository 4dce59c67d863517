"""What an import would do, group by group, before anything is done."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from flashdesign.domain.parcels import Accepted, Plan, Trouble
from flashdesign.services.note_lines import differences, line_of
from flashdesign.services.wording import count, pictures
from flashdesign.ui.widgets.page import Page
from flashdesign.ui.widgets.panel import Panel
from flashdesign.ui.widgets.setting_row import SettingRow
from flashdesign.ui.widgets.switch import Switch

_SHOWN_LINES = 200
_LIST_HEIGHT_PX, _TROUBLES_HEIGHT_PX, _LIST_PADDING_PX = 150, 260, 24
_LONGEST_NAME = 40
_PLACES_A_LINE = 8
_SCHEDULE = "Take over when each card is due, and what was answered in the other program."


@dataclass(frozen=True, slots=True)
class _Group:
    """One kind of change: its name, what it means, and a line for each note."""

    name: str
    title: str
    meaning: str
    lines: Sequence[str]


class ImportPlanScreen(Page):
    """Show a plan, and ask which groups of it are to be done.

    Signals:
        accepted: the plan is to be done, with these groups.
        left: the plan is not wanted.
    """

    accepted = Signal(object)
    left = Signal()

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__("What would change", parent=parent, narrow=True)
        self.plan = plan
        self.switches: dict[str, Switch] = {}
        self.schedule: Switch | None = None
        self.set_subtitle(f"{_short(plan.parcel.name)}: {_summary(plan)}")
        for group in _groups(plan):
            self._add_group(group)
        if any(known.answers or known.memory for known in plan.parcel.progress.values()):
            self._add_schedule()
        self._add_troubles("Notes on this import", plan.parcel.troubles)
        self.body.addStretch(1_000)
        self.primary_triggered.connect(lambda: self.accepted.emit(self.chosen()))
        self._name_primary()

    def chosen(self) -> Accepted:
        """Return what the switches say."""
        on = {name: switch.isChecked() for name, switch in self.switches.items()}
        schedule = self.schedule is not None and self.schedule.isChecked()
        return Accepted(
            on.get("new", False), on.get("changed", False), on.get("gone", False), schedule
        )

    def press(self, action: str) -> None:
        """Leave, if that is the key."""
        if action == "transfer.leave":
            self.left.emit()

    def _add_group(self, group: _Group) -> None:
        panel, switch = Panel(), Switch(group.title)
        # Notes are put away only when the person says so.
        switch.setChecked(group.name != "gone")
        switch.toggled.connect(self._name_primary)
        self.switches[group.name] = switch
        panel.body.addWidget(SettingRow(group.title, group.meaning, switch))
        panel.body.addWidget(_list(group.title, group.lines))
        self.body.addWidget(panel)

    def _add_schedule(self) -> None:
        self.schedule = Switch("Progress")
        self.schedule.toggled.connect(self._name_primary)
        panel = Panel()
        answers = sum(len(known.answers) for known in self.plan.parcel.progress.values())
        cards = sum(known.memory is not None for known in self.plan.parcel.progress.values())
        what = count(answers, "answer") if answers else f"of {count(cards, 'card')}, no answers"
        title = f"Progress ({what})"
        panel.body.addWidget(SettingRow(title, _SCHEDULE, self.schedule))
        self.body.addWidget(panel)

    def _add_troubles(self, title: str, troubles: Sequence[Trouble]) -> None:
        if troubles:
            panel = Panel(f"{title} ({len(troubles):,})")
            lines = list(trouble_lines(troubles))
            panel.body.addWidget(_list(title, lines, _TROUBLES_HEIGHT_PX))
            self.body.addWidget(panel)

    def _name_primary(self) -> None:
        chosen = self.chosen()
        notes = sum(
            number
            for number, on in (
                (len(self.plan.new), chosen.new),
                (len(self.plan.changed), chosen.changed),
                (len(self.plan.gone), chosen.gone),
            )
            if on
        )
        others = (self.plan.heads or self.plan.moved) and chosen.changed
        anything = bool(notes or others or self.plan.pictures or chosen.schedule)
        self.set_primary(f"Import {count(notes, 'note')}" if notes else "Import", enabled=anything)


def _summary(plan: Plan) -> str:
    told = [
        f"{count(len(plan.new), 'new note')} ({count(plan.cards, 'new card')})",
        f"{len(plan.changed):,} changed",
        f"{plan.same:,} the same",
    ]
    if plan.gone:
        told.append(f"{len(plan.gone):,} gone")
    if plan.pictures:
        told.append(pictures(plan.pictures))
    if plan.parcel.troubles:
        told.append(f"{count(len(plan.parcel.troubles), 'thing')} to know")
    return ", ".join(told) + "."


def _groups(plan: Plan) -> list[_Group]:
    found = [
        _Group("new", "New", "They are added.", _few(line_of(note) for _, note in plan.new)),
        _Group(
            "changed",
            "Changed",
            "Their text is as in the file afterwards; what you know of them stays.",
            _few(differences(plan)),
        ),
        _Group(
            "gone",
            "Gone",
            "They are no longer in the file. They are removed; their progress is kept.",
            _few(line_of(note) for note in plan.gone),
        ),
    ]
    return [group for group in found if group.lines]


def _short(name: str) -> str:
    """Return a file's name with its middle left out where it is long: it cannot be broken."""
    half = _LONGEST_NAME // 2
    return name if len(name) <= _LONGEST_NAME else f"{name[:half]}…{name[-half:]}"


def trouble_lines(troubles: Iterable[Trouble]) -> Iterator[str]:
    """Yield a line for each trouble, one for all notes that share one; then where those stand."""
    places: dict[str, list[str]] = {}
    for one in troubles:
        places.setdefault(one.message, []).append(one.where)
    for message, found in places.items():
        yield f"{found[0] if len(found) == 1 else f'{len(found):,} times'}: {message}"
    for message, found in places.items():
        if len(found) == 1:
            continue
        yield f"\n{message}:"
        for start in range(0, len(found), _PLACES_A_LINE):
            yield f"    {', '.join(found[start : start + _PLACES_A_LINE])}"


def _few(lines: Iterable[str]) -> list[str]:
    shown = list(islice(lines, _SHOWN_LINES + 1))
    return [*shown[:_SHOWN_LINES], "… and more"] if len(shown) > _SHOWN_LINES else shown


def _list(title: str, lines: Sequence[str], most_px: int = _LIST_HEIGHT_PX) -> QPlainTextEdit:
    box = QPlainTextEdit("\n".join(lines))
    box.setReadOnly(True)
    box.setAccessibleName(title)
    box.setTabChangesFocus(True)
    rows = sum(1 + line.count("\n") for line in lines)
    wanted = (rows + 1) * box.fontMetrics().lineSpacing() + _LIST_PADDING_PX
    box.setFixedHeight(min(most_px, wanted))
    return box
