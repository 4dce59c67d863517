"""Write notes as a table that a spreadsheet opens without running any of it."""

import csv
import io
from collections.abc import Iterable

from flashdesign.domain.cards import Note
from flashdesign.domain.faces import Cloze, answer, kind, question

HEADER = ("id", "kind", "front", "back", "why", "tags")
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def text_of(notes: Iterable[Note], separator: str) -> str:
    """Return a table with a header; a cell that a spreadsheet would run begins with a quote."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(HEADER)
    for note in notes:
        face = note.face
        asked = face.text if isinstance(face, Cloze) else question(face)
        told = "" if isinstance(face, Cloze) else answer(face)
        cells = (note.id, kind(face), asked, told, note.why, " ".join(note.tags))
        writer.writerow([_guarded(cell) for cell in cells])
    return out.getvalue()


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUNS) else cell
