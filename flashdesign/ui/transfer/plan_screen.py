"""The preview of an import: its changes by group, before anything is stored."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import Qt, Signal
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
from flashdesign.ui.widgets.number_runs import find_runs

_SHOWN_LINES = 200
_LIST_HEIGHT_PX, _PROBLEMS_HEIGHT_PX, _LIST_PADDING_PX = 150, 260, 24
_LONGEST_NAME = 40
_PLACES_SHOWN = 8
# "line 7" in any language: a word and a number.
_LINE = re.compile(r"[^\W\d_]+ (\d+)")


@dataclass(frozen=True, slots=True)
class _Group:
    """One kind of change: its name, what it means, and a line for each note.

    `otherwise`: what happens to them if it is switched off.
    """

    name: str
    title: str
    meaning: str
    otherwise: str
    lines: Sequence[str]


class ImportPlanScreen(Page):
    """Shows a plan and lets the user choose which groups of it to import.

    Signals:
        accepted: import the plan with these groups (an `ImportOptions`).
        canceled: the user left without importing.
    """

    accepted = Signal(object)
    canceled = Signal()

    def __init__(
        self, plan: ImportPlan, parent: QWidget | None = None, *, keeps_progress: bool = True
    ) -> None:
        """Show a plan; `keeps_progress` is the choice on progress that is proposed."""
        super().__init__(_("Review the import"), parent=parent, narrow=True)
        self.plan = plan
        self.switches: dict[str, Switch] = {}
        self.schedule: QRadioButton | None = None
        if any(state.answers or state.memory for state in plan.bundle.progress.values()):
            self._add_schedule(is_kept=keeps_progress)
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

    def take_focus(self) -> None:
        """Focus the button that imports."""
        self.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def press(self, action: str) -> None:
        """Leave the page if `action` is its leave key."""
        if action == "transfer.leave":
            self.canceled.emit()

    def _add_group(self, group: _Group) -> None:
        panel, switch = Panel(), Switch(group.title)
        # Notes are removed only if the user turns this on.
        switch.setChecked(group.name != "removed")
        self.switches[group.name] = switch
        row = SettingRow(group.title, "", switch)

        def describe(*, is_on: bool) -> None:
            row.set_description(group.meaning if is_on else group.otherwise)
            self._update_primary()

        switch.toggled.connect(lambda is_on: describe(is_on=is_on))
        row.set_description(group.meaning if switch.isChecked() else group.otherwise)
        panel.body.addWidget(row)
        panel.body.addWidget(_make_list(group.title, group.lines))
        self.body.addWidget(panel)

    def _add_schedule(self, *, is_kept: bool) -> None:
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
        for choice in (self.schedule, fresh):
            panel.body.addWidget(choice)
        (self.schedule if is_kept else fresh).setChecked(True)
        self.schedule.toggled.connect(self._update_primary)
        self.body.addWidget(panel)

    def _add_problems(self, title: str, problems: Sequence[ImportProblem]) -> None:
        if problems:
            self.body.addWidget(make_problem_panel(title, problems))

    def _update_primary(self) -> None:
        chosen = self.accepted_groups()
        summary = _summarize(self.plan, chosen)
        file = _shorten(self.plan.bundle.name)
        self.set_subtitle(_("{file}: {summary}.").format(file=file, summary=summary))
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


def _summarize(plan: ImportPlan, chosen: ImportOptions) -> str:
    """Return what would be imported; groups that are switched off are not in it."""
    parts = [_format_new(plan)] if chosen.new or not plan.new else []
    if chosen.changed or not plan.changed:
        parts.append(_("{n} changed").format(n=number(len(plan.changed))))
    parts.append(_("{n} unchanged").format(n=number(plan.same)))
    if plan.removed and chosen.removed:
        parts.append(_("{n} removed").format(n=number(len(plan.removed))))
    if plan.pictures:
        parts.append(format_pictures(plan.pictures))
    if remarks := len(plan.bundle.problems):
        parts.append(ngettext("{n} remark", "{n} remarks", remarks).format(n=number(remarks)))
    return pgettext("list separator", ", ").join(parts)


def _format_new(plan: ImportPlan) -> str:
    new, cards = len(plan.new), plan.cards
    notes = ngettext("{n} new note", "{n} new notes", new).format(n=number(new))
    if not cards:
        return notes
    new_cards = ngettext("{n} new card", "{n} new cards", cards).format(n=number(cards))
    return _("{notes} ({cards})").format(notes=notes, cards=new_cards)


def _list_groups(plan: ImportPlan) -> list[_Group]:
    groups = [
        _Group(
            "new",
            _("New"),
            _("These will be added."),
            _("Switched off: these are not added."),
            _limit_lines(note_line(note) for _before, note in plan.new),
        ),
        _Group(
            "changed",
            _("Changed"),
            _("Their text will match the file. Your own answers and due dates stay."),
            _("Switched off: these stay as they are."),
            _limit_lines(plan_differences(plan)),
        ),
        _Group(
            "removed",
            _("No longer in the file"),
            _("These will be removed. Your own answers to them stay in the history."),
            _("Switched off: these stay in the deck."),
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
        if len(repeats) > 1:
            yield f"\n{message}:"
            yield f"    {_join_places(repeats)}"


def _join_places(places: Sequence[str]) -> str:
    """Return the first places, with ranges of lines, and how many there are besides."""
    separator = pgettext("list separator", ", ")
    numbers = [int(match[1]) for place in places if (match := _LINE.fullmatch(place))]
    if len(numbers) < len(places):
        spans = [(place, 1) for place in places]
    else:
        spans = [(_format_range(low, high), high - low + 1) for low, high in find_runs(numbers)]
    named = spans[:_PLACES_SHOWN]
    shown = separator.join(text for text, _count in named)
    if len(numbers) == len(places):
        shown = _("lines {lines}").format(lines=shown)
    more = sum(count for _text, count in spans[_PLACES_SHOWN:])
    return _("{places} and {n} more").format(places=shown, n=number(more)) if more else shown


def _format_range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


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
