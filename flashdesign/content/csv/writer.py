"""Writer of notes as a CSV table in which a spreadsheet finds no formulas."""

import csv
import io
from collections.abc import Iterable, Mapping

from flashdesign.content.csv.columns import HEADER
from flashdesign.content.csv.exported_notes import FORMULA_GUARD
from flashdesign.content.decks.writing.portable_note import entry_to_json, to_entry
from flashdesign.content.note_kinds.registry import kind_of
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze, answer, kind, prompt_text

# Some spreadsheets read a cell that begins with one of these as a formula. A cell that begins with
# the guard itself gets another one, so that removing one guard always restores the cell.
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", FORMULA_GUARD)  # noqa: RUF001
_IN_COLUMNS = frozenset({"kind", "why", "tags"})


def notes_to_csv(
    notes: Iterable[Note], separator: str, decks: Mapping[DeckId, str] | None = None
) -> str:
    """Return a table with a header; `decks` has the name of each deck, `Parent::Child`.

    A cell that a spreadsheet would run begins with a quote. The id of a note without a guid is its
    key, by which this collection recognizes it. The parts of a note that have no column are in the
    last one, as JSON.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(HEADER)
    for note in notes:
        question = note.question
        front = question.written_text if kind_of(question).front_key else prompt_text(question)
        back = "" if isinstance(question, Cloze) else answer(question)
        cells = (
            note.guid or str(note.key),
            (decks or {}).get(note.deck, ""),
            kind(question),
            front,
            back,
            note.why,
            " ".join(note.tags),
            _rest_of(note),
        )
        writer.writerow([_guard(cell) for cell in cells])
    return out.getvalue()


def holds_all(note: Note) -> bool:
    """Return whether an older table, which had no entry column, held all of a note."""
    return isinstance(note.question, Basic | Cloze) and not _rest_of(note)


def _rest_of(note: Note) -> str:
    """Return the parts of a note that have no column, as JSON, or ""."""
    known = kind_of(note.question)
    named = _IN_COLUMNS | {known.front_key, known.back_key}
    return entry_to_json({key: value for key, value in to_entry(note).items() if key not in named})


def _guard(cell: str) -> str:
    return f"{FORMULA_GUARD}{cell}" if cell.startswith(_GUARDED) else cell
