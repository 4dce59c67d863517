"""Read the records of a table that an export of this program wrote."""

import re
from collections.abc import Mapping, Sequence

from flashdesign.content.face_rules import broken_rule
from flashdesign.content.foreign_names import note_id, tags
from flashdesign.content.portable_entry import Entry, EntryError, from_text, note_from
from flashdesign.content.table_columns import ENTRY
from flashdesign.content.table_text import Table
from flashdesign.domain.cards import DeckId, Note
from flashdesign.domain.faces import Basic, Cloze, Drill, answer, kind, question
from flashdesign.domain.parcels import Trouble
from flashdesign.errors import Problem

GUARD = "'"
_OLD_GUARD = re.compile(r"'(?=[=+\-@])")


class OwnNoteMaker:
    """Makes the notes that were written; `tells_all` is not set for tables of older versions."""

    def __init__(self, table: Table) -> None:
        self._names = tuple(cell.strip() for cell in table.records[0][1])
        self.tells_all = ENTRY in self._names

    def deck_of(self, cells: Sequence[str]) -> str:
        """Return the deck that a record names, or nothing."""
        return self._said(cells).get("deck", "").strip()

    def note(
        self, cells: Sequence[str], deck: DeckId, line: int, troubles: list[Trouble]
    ) -> Note | None:
        """Return the note that a record makes, or None after telling why it makes none."""
        said = self._said(cells)
        if not self.tells_all:
            return _old_note(said, deck, line, troubles)
        problems: list[Problem] = []
        try:
            note = note_from(_entry(said), deck, said.get("id", ""), line, problems)
        except EntryError:
            message = f"its cell “{ENTRY}” was cut or changed; the record was left out"
            troubles.append(Trouble(f"line {line}", message))
            return None
        told = dict.fromkeys(problem.message for problem in problems)
        troubles += [Trouble(f"line {line}", f"{one}; the record was left out") for one in told]
        if note is not None:
            troubles += [Trouble(f"line {line}", one) for one in _not_taken(note, said)]
        return None if problems else note

    def _said(self, cells: Sequence[str]) -> dict[str, str]:
        return {
            name: self._unguarded(cell).replace("\r\n", "\n").replace("\r", "\n")
            for name, cell in zip(self._names, cells, strict=False)
        }

    def _unguarded(self, cell: str) -> str:
        if not cell.startswith(GUARD):
            return cell
        return cell[1:] if self.tells_all else _OLD_GUARD.sub("", cell, count=1)


def _entry(said: Mapping[str, str]) -> Entry:
    """Return the entry of a deck file that a record amounts to."""
    named = said.get("kind", "").strip() or "basic"
    entry = from_text(said.get(ENTRY, "").strip()) | {"kind": named}
    match named:
        case "basic":
            entry |= {"front": said.get("front", ""), "back": said.get("back", "")}
        case "cloze":
            entry["text"] = said.get("front", "")
        case "drill":
            pass
        case _:
            entry["front"] = said.get("front", "")
    entry |= {"why": said.get("why", ""), "tags": said.get("tags", "").split()}
    return {key: value for key, value in entry.items() if value or key in ("front", "back")}


def _not_taken(note: Note, said: Mapping[str, str]) -> list[str]:
    """Return a sentence for each cell that was changed and is only shown there."""
    face = note.face
    shown = {} if isinstance(face, Basic | Cloze) else {"back": answer(face)}
    if isinstance(face, Drill):
        shown["front"] = question(face)
    return [
        f"“{name}” of a {kind(face)} only repeats what “{ENTRY}” says: its change was ignored"
        for name, text in shown.items()
        if said.get(name, "") != text
    ]


def _old_note(
    said: Mapping[str, str], deck: DeckId, line: int, troubles: list[Trouble]
) -> Note | None:
    """Return the note of an older table, which told basic notes and clozes alone."""
    named, front, back = (said.get(name, "").strip() for name in ("kind", "front", "back"))
    face = Cloze(front) if named == "cloze" else Basic(front, back)
    wrong = "the question is empty" if not front else broken_rule(face)
    if wrong:
        troubles.append(Trouble(f"line {line}", f"{wrong}; the record was left out"))
        return None
    if named not in ("basic", "cloze", ""):
        message = f"this older table format cannot hold a {named}: imported as question and answer"
        troubles.append(Trouble(f"line {line}", message))
    guid = said.get("id", "").strip()
    labels = tags(tuple(said.get("tags", "").split()))
    return Note(deck, note_id(guid), face, why=said.get("why", "").strip(), guid=guid, tags=labels)
