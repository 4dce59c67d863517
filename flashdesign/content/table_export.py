"""Write notes as a table that a spreadsheet opens without running any of it."""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace

from flashdesign.domain.cards import Note
from flashdesign.domain.faces import Basic, Cloze, answer, kind, question

HEADER = ("id", "kind", "front", "back", "why", "tags")
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def text_of(notes: Iterable[Note], separator: str) -> str:
    """Return a table with a header; a cell that a spreadsheet would run begins with a quote.

    A note without a name of its own goes by its key, by which this collection knows it again.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(HEADER)
    for note in notes:
        face = note.face
        asked = face.text if isinstance(face, Cloze) else question(face)
        told = "" if isinstance(face, Cloze) else answer(face)
        cells = (
            note.guid or str(note.key),
            kind(face),
            asked,
            told,
            note.why,
            " ".join(note.tags),
        )
        writer.writerow([_guarded(cell) for cell in cells])
    return out.getvalue()


def tells_all(note: Note) -> bool:
    """Tell whether a table tells all of a note, so that it comes back as it is."""
    face = note.face
    if isinstance(face, Basic):
        face = Basic(face.front, face.back)
    elif isinstance(face, Cloze):
        face = Cloze(face.text)
    else:
        return False
    plain = Note(note.deck, note.id, face, why=note.why, tags=note.tags)
    return note == replace(plain, guid=note.guid, replaces=note.replaces)


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUNS) else cell
