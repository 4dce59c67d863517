"""Write notes as a table that a spreadsheet opens without running any of it."""

import csv
import io
from collections.abc import Iterable, Mapping

from flashdesign.content.portable_entry import as_text, portable
from flashdesign.content.table_columns import HEADER
from flashdesign.content.table_own_notes import GUARD
from flashdesign.domain.cards import DeckId, Note
from flashdesign.domain.faces import Basic, Cloze, answer, kind, question

# What begins with one of these is a formula to some spreadsheet; what begins with the guard itself
# gets another, so that taking one off always gives back what was written.
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", GUARD)  # noqa: RUF001
_IN_COLUMNS = frozenset({"kind", "front", "back", "text", "why", "tags"})


def text_of(
    notes: Iterable[Note], separator: str, decks: Mapping[DeckId, str] | None = None
) -> str:
    """Return a table with a header; `decks` says what each deck is called, `Parent::Child`.

    A cell that a spreadsheet would run begins with a quote. A note without a name of its own goes
    by its key, by which this collection knows it again. What front, back and the other columns do
    not tell of a note stands in the last one, as JSON.
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
            (decks or {}).get(note.deck, ""),
            kind(face),
            asked,
            told,
            note.why,
            " ".join(note.tags),
            _more(note),
        )
        writer.writerow([_guarded(cell) for cell in cells])
    return out.getvalue()


def tells_all(note: Note) -> bool:
    """Tell whether a table of older versions told all of a note: no entry was in it."""
    return isinstance(note.face, Basic | Cloze) and not _more(note)


def _more(note: Note) -> str:
    """Return what no column of its own tells, or nothing."""
    entry = portable(note)
    return as_text({key: value for key, value in entry.items() if key not in _IN_COLUMNS})


def _guarded(cell: str) -> str:
    return f"{GUARD}{cell}" if cell.startswith(_GUARDED) else cell
