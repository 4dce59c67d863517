"""The preview of an import: its changes by group, before anything is stored."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QRadioButton, QWidget

from flashdesign.domain.transfer.import_plan import ImportOptions, ImportPlan, ImportProblem
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext, pgettext
from flashdesign.services.deck_pictures import format_pictures
from flashdesign.services.imports.diff import note_line, plan_differences
from flashdesign.ui.widgets.controls.setting_row import SettingRow
from flashdesign.ui.widgets.controls.switch import Switch
from flashdesign.ui.widgets.layout.page import Page
from flashdesign.ui.widgets.layout.panel import Panel

_SHOWN_LINES = 200
_LIST_HEIGHT_PX, _PROBLEMS_HEIGHT_PX, _LIST_PADDING_PX = 150, 260, 24
_LONGEST_NAME = 40
_PLACES_A_LINE = 8


@dataclass(frozen=True, slots=True)
class _Group:
    """One kind of change: its name, what it means, and a line for each note."""

    name: str
    title: str
    meaning: str
    lines: Sequence[str]


class ImportPlanScreen(Page):
    """Shows a plan and lets the user choose which groups of it to import.

    Signals:
        accepted: import the plan with these groups (an `ImportOptions`).
        canceled: the user left without importing.
    """

    accepted = Signal(object)
    canceled = Signal()

    def __init__(self, plan: ImportPlan, parent: QWidget | None = None) -> None:
        super().__init__(_("Review the import"), parent=parent, narrow=True)
        self.plan = plan
        self.switches: dict[str, Switch] = {}
        self.schedule: QRadioButton | None = None
        self.set_subtitle(
            _("{file}: {summary}.").format(
                file=_shorten(plan.bundle.name), summary=_summarize(plan)
            )
        )
        if any(state.answers or state.memory for state in plan.bundle.progress.values()):
            self._add_schedule()
        for group in _list_groups(plan):
            self._add_group(group)
        self._add_problems(_("Remarks"), plan.bundle.problems)
        self.body.addStretch(1_000)
        self.primary_triggered.connect(lambda: self.accepted.emit(self.accepted_groups()))
        self._update_primary()

    def accepted_groups(self) -> ImportOptions:
        """Return the groups that are switched on."""
        is_on = {name: switch.isChecked() for name, switch in self.switches.items()}
        schedule = self.schedule is not None and self.schedule.isChecked()
        return ImportOptions(
            is_on.get("new", False),
            is_on.get("changed", False),
            is_on.get("removed", False),
            schedule,
        )

    def press(self, action: str) -> None:
        """Leave the page if `action` is its leave key."""
        if action == "transfer.leave":
            self.canceled.emit()

    def _add_group(self, group: _Group) -> None:
        panel, switch = Panel(), Switch(group.title)
        # Notes are removed only if the user turns this on.
        switch.setChecked(group.name != "removed")
        switch.toggled.connect(self._update_primary)
        self.switches[group.name] = switch
        panel.body.addWidget(SettingRow(group.title, group.meaning, switch))
        panel.body.addWidget(_make_list(group.title, group.lines))
        self.body.addWidget(panel)

    def _add_schedule(self) -> None:
        progress = self.plan.bundle.progress.values()
        answers = sum(len(state.answers) for state in progress)
        cards = sum(state.memory is not None for state in progress)
        title = (
            ngettext("Progress ({n} answer)", "Progress ({n} answers)", answers)
            if answers
            else ngettext(
                "Progress (of {n} card, no answers)", "Progress (of {n} cards, no answers)", cards
            )
        ).format(n=number(answers or cards))
        panel = Panel(title)
        self.schedule = QRadioButton(_("Keep due dates and history"))
        fresh = QRadioButton(_("Start fresh, with all cards new"))
        self.schedule.setChecked(True)
        self.schedule.toggled.connect(self._update_primary)
        for choice in (self.schedule, fresh):
            panel.body.addWidget(choice)
        self.body.addWidget(panel)

    def _add_problems(self, title: str, problems: Sequence[ImportProblem]) -> None:
        if problems:
            self.body.addWidget(make_problem_panel(title, problems))

    def _update_primary(self) -> None:
        chosen = self.accepted_groups()
        notes = sum(
            count
            for count, is_chosen in (
                (len(self.plan.new), chosen.new),
                (len(self.plan.changed), chosen.changed),
                (len(self.plan.removed), chosen.removed),
            )
            if is_chosen
        )
        has_other = (self.plan.deck_changes or self.plan.moved) and chosen.changed
        has_any = bool(notes or has_other or self.plan.pictures or chosen.schedule)
        title = ngettext("Import {n} note", "Import {n} notes", notes).format(n=number(notes))
        self.set_primary(title if notes else pgettext("verb", "Import"), enabled=has_any)


def _summarize(plan: ImportPlan) -> str:
    new, cards = len(plan.new), plan.cards
    new_notes = ngettext("{n} new note", "{n} new notes", new).format(n=number(new))
    new_cards = ngettext("{n} new card", "{n} new cards", cards).format(n=number(cards))
    parts = [
        _("{notes} ({cards})").format(notes=new_notes, cards=new_cards),
        _("{n} changed").format(n=number(len(plan.changed))),
        _("{n} unchanged").format(n=number(plan.same)),
    ]
    if plan.removed:
        parts.append(_("{n} removed").format(n=number(len(plan.removed))))
    if plan.pictures:
        parts.append(format_pictures(plan.pictures))
    if remarks := len(plan.bundle.problems):
        parts.append(ngettext("{n} remark", "{n} remarks", remarks).format(n=number(remarks)))
    return pgettext("list separator", ", ").join(parts)


def _list_groups(plan: ImportPlan) -> list[_Group]:
    groups = [
        _Group(
            "new",
            _("New"),
            _("These will be added."),
            _limit_lines(note_line(note) for _before, note in plan.new),
        ),
        _Group(
            "changed",
            _("Changed"),
            _("Their text will match the file. Your progress is kept."),
            _limit_lines(plan_differences(plan)),
        ),
        _Group(
            "removed",
            _("Removed"),
            _("These are no longer in the file and will be removed. Your progress is kept."),
            _limit_lines(note_line(note) for note in plan.removed),
        ),
    ]
    return [group for group in groups if group.lines]


def _shorten(name: str) -> str:
    """Return a file name, cut in the middle if it is long: it cannot wrap."""
    half = _LONGEST_NAME // 2
    return name if len(name) <= _LONGEST_NAME else f"{name[:half]}…{name[-half:]}"


def make_problem_panel(title: str, problems: Sequence[ImportProblem]) -> Panel:
    """Return a panel that lists the problems of an import."""
    panel = Panel(_("{title} ({n})").format(title=title, n=number(len(problems))))
    panel.body.addWidget(_make_list(title, list(format_problems(problems)), _PROBLEMS_HEIGHT_PX))
    return panel


def format_problems(problems: Iterable[ImportProblem]) -> Iterator[str]:
    """Yield a line for each message, with a count if it is repeated, then where it occurs."""
    places: dict[str, list[str]] = {}
    for problem in problems:
        places.setdefault(problem.message, []).append(problem.where)
    for message, repeats in places.items():
        times = ngettext("{n} time", "{n} times", len(repeats)).format(n=number(len(repeats)))
        yield f"{repeats[0] if len(repeats) == 1 else times}: {message}"
    for message, repeats in places.items():
        if len(repeats) == 1:
            continue
        yield f"\n{message}:"
        for start in range(0, len(repeats), _PLACES_A_LINE):
            yield f"    {', '.join(repeats[start : start + _PLACES_A_LINE])}"


def _limit_lines(lines: Iterable[str]) -> list[str]:
    shown = list(islice(lines, _SHOWN_LINES + 1))
    return [*shown[:_SHOWN_LINES], _("… and more")] if len(shown) > _SHOWN_LINES else shown


def _make_list(title: str, lines: Sequence[str], max_px: int = _LIST_HEIGHT_PX) -> QPlainTextEdit:
    box = QPlainTextEdit("\n".join(lines))
    box.setReadOnly(True)
    box.setAccessibleName(title)
    box.setTabChangesFocus(True)
    rows = sum(1 + line.count("\n") for line in lines)
    needed_px = (rows + 1) * box.fontMetrics().lineSpacing() + _LIST_PADDING_PX
    box.setFixedHeight(min(max_px, needed_px))
    return box
