"""Write notes as a table that a spreadsheet opens without running any of it."""

import csv
import io
from collections.abc import Iterable

from flashdesign.domain.cards import Note
from flashdesign.domain.faces import Basic, Cloze, answer, kind, question

HEADER = ("id", "kind", "front", "back", "why", "tags")
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def text_of(notes: Iterable[Note], separator: str, *, is_deck: bool = True) -> str:
    """Return a table with a header; a cell that a spreadsheet would run begins with a quote.

    `is_deck` says that the notes are those of one deck: there an id is enough of a name.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(HEADER)
    for note in notes:
        face = note.face
        asked = face.text if isinstance(face, Cloze) else question(face)
        told = "" if isinstance(face, Cloze) else answer(face)
        cells = (
            _name(note, is_deck=is_deck),
            kind(face),
            asked,
            told,
            note.why,
            " ".join(note.tags),
        )
        writer.writerow([_guarded(cell) for cell in cells])
    return out.getvalue()


def _name(note: Note, *, is_deck: bool) -> str:
    """Return what the note is known by when the table comes back.

    One of which a table cannot tell all goes by its key: it must not come back as less than it is.
    """
    if note.guid:
        return note.guid
    return note.id if is_deck and _is_told(note) else str(note.key)


def _is_told(note: Note) -> bool:
    face = note.face
    if isinstance(face, Basic):
        face = Basic(face.front, face.back)
    elif isinstance(face, Cloze):
        face = Cloze(face.text)
    else:
        return False
    return note == Note(note.deck, note.id, face, why=note.why, tags=note.tags)


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUNS) else cell
