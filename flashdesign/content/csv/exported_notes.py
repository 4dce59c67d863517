"""Notes from the records of a table that FlashDesign exported."""

import re
from collections.abc import Mapping, Sequence

from flashdesign.content.csv.columns import ENTRY_COLUMN
from flashdesign.content.csv.reader import Table
from flashdesign.content.decks.slugs import note_id
from flashdesign.content.decks.writing.portable_note import (
    Entry,
    EntryError,
    entry_from_json,
    note_from_entry,
)
from flashdesign.content.note_kinds.registry import find_problem, kind_named, kind_of
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze, answer, kind, prompt_text
from flashdesign.domain.notes.tags import valid_tags
from flashdesign.domain.transfer.import_plan import ImportProblem
from flashdesign.errors import Problem
from flashdesign.i18n.translation import _

FORMULA_GUARD = "'"
_OLD_GUARD = re.compile(r"'(?=[=+\-@])")


class ExportedRecordReader:
    """Restores exported notes; `holds_all` is False for tables of older versions."""

    def __init__(self, table: Table) -> None:
        self._names = tuple(cell.strip() for cell in table.records[0][1])
        self.holds_all = ENTRY_COLUMN in self._names

    def deck_of(self, cells: Sequence[str]) -> str:
        """Return the deck of a record, or ""."""
        return self._values(cells).get("deck", "").strip()

    def note(
        self, cells: Sequence[str], deck: DeckId, line: int, problems: list[ImportProblem]
    ) -> Note | None:
        """Return the note made from a record, or None after adding to `problems`."""
        values = self._values(cells)
        where = _place(line)
        if not self.holds_all:
            return _old_note(values, deck, where, problems)
        found: list[Problem] = []
        try:
            note = note_from_entry(_entry(values), deck, values.get("id", ""), line, found)
        except EntryError:
            message = _("its cell “{column}” was cut or changed; the record was left out")
            problems.append(ImportProblem(where, message.format(column=ENTRY_COLUMN)))
            return None
        left_out = _("{problem}; the record was left out")
        messages = dict.fromkeys(problem.message for problem in found)
        problems += [ImportProblem(where, left_out.format(problem=message)) for message in messages]
        if note is not None:
            problems += [
                ImportProblem(where, message) for message in _ignored_changes(note, values)
            ]
        return None if found else note

    def _values(self, cells: Sequence[str]) -> dict[str, str]:
        return {
            name: self._remove_guard(cell).replace("\r\n", "\n").replace("\r", "\n")
            for name, cell in zip(self._names, cells, strict=False)
        }

    def _remove_guard(self, cell: str) -> str:
        if not cell.startswith(FORMULA_GUARD):
            return cell
        return cell[1:] if self.holds_all else _OLD_GUARD.sub("", cell, count=1)


def _place(line: int) -> str:
    return _("line {n}").format(n=line)


def _entry(values: Mapping[str, str]) -> Entry:
    """Return the entry of a deck file that a record stands for."""
    kind_name = values.get("kind", "").strip() or "basic"
    entry = entry_from_json(values.get(ENTRY_COLUMN, "").strip()) | {"kind": kind_name}
    known = kind_named(kind_name)
    front_key = "front" if known is None else known.front_key
    if front_key:
        entry[front_key] = values.get("front", "")
    if known is not None and known.back_key:
        entry[known.back_key] = values.get("back", "")
    entry |= {"why": values.get("why", ""), "tags": values.get("tags", "").split()}
    return {key: value for key, value in entry.items() if value or key in ("front", "back")}


def _ignored_changes(note: Note, values: Mapping[str, str]) -> list[str]:
    """Return a message for each changed cell that only repeats the entry."""
    question = note.question
    message = _("“{column}” of a {kind} only repeats what “{entry}” says: its change was ignored")
    shown = {} if isinstance(question, Basic | Cloze) else {"back": answer(question)}
    if not kind_of(question).front_key:
        shown["front"] = prompt_text(question)
    return [
        message.format(column=name, kind=kind(question), entry=ENTRY_COLUMN)
        for name, text in shown.items()
        if values.get(name, "") != text
    ]


def _old_note(
    values: Mapping[str, str], deck: DeckId, where: str, problems: list[ImportProblem]
) -> Note | None:
    """Return the note of an older table, whose format holds only basic notes and clozes."""
    kind_name, front, back = (values.get(name, "").strip() for name in ("kind", "front", "back"))
    question = Cloze(front) if kind_name == "cloze" else Basic(front, back)
    problem = _("the question is empty") if not front else find_problem(question)
    if problem:
        message = _("{problem}; the record was left out").format(problem=problem)
        problems.append(ImportProblem(where, message))
        return None
    if kind_name not in ("basic", "cloze", ""):
        message = _("this older table format cannot hold a {kind}: imported as question and answer")
        problems.append(ImportProblem(where, message.format(kind=kind_name)))
    guid, why = values.get("id", "").strip(), values.get("why", "").strip()
    labels = valid_tags(tuple(values.get("tags", "").split()))
    return Note(deck, note_id(guid), question, why=why, guid=guid, tags=labels)
