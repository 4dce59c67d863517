"""Take notes of our own packages as they were written, whatever Anki's fields can tell."""

from collections.abc import Collection, Mapping

from flashdesign.content.anki.database import NoteRow
from flashdesign.content.anki_writing.own_entry import Carried, carried
from flashdesign.content.foreign_names import tags
from flashdesign.content.portable_entry import EntryError, note_from
from flashdesign.domain.cards import DeckId, Note
from flashdesign.domain.faces import Basic, Cloze, parts
from flashdesign.errors import Problem

CHANGED = "it was changed in the other program: imported as it is there, as question and answer"


def own_note(
    row: NoteRow, deck: DeckId, cards: Collection[int]
) -> tuple[Note, Mapping[int, str]] | str | None:
    """Return the note that a row carries in full, with its cards by their numbers there.

    Returns a sentence where its fields were changed since, and None where it carries no note.
    """
    found = carried(row.fields)
    if found is None:
        return None
    if not found.is_as_written:
        return CHANGED
    guid = row.guid.removesuffix(f"#{found.part}") if found.part else row.guid
    problems: list[Problem] = []
    entry = found.entry | {"tags": list(tags(tuple(row.tags)))}
    try:
        note = note_from(entry, deck, guid, 0, problems)
    except EntryError:
        return None
    if note is None or problems:
        return None
    there = _cards(note, found)
    return note, {number: part for number, part in there.items() if number in cards}


def _cards(note: Note, found: Carried) -> Mapping[int, str]:
    match note.face:
        case Cloze():
            return {int(part[1:]) - 1: part for part in parts(note.face)}
        case Basic():
            return dict(enumerate(parts(note.face)))
        case _:
            return {0: found.part}
