"""Notes of packages that FlashDesign exported, restored in full from the data in their fields."""

from collections.abc import Collection, Mapping

from flashdesign.content.anki.read.database import NoteRow
from flashdesign.content.anki.write.embedded_entry import EmbeddedEntry, read_entry
from flashdesign.content.decks.writing.portable_note import EntryError, note_from_entry
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze, parts
from flashdesign.domain.notes.tags import valid_tags
from flashdesign.errors import Problem
from flashdesign.i18n.translation import _


def restore_own_note(
    row: NoteRow, deck: DeckId, cards: Collection[int]
) -> tuple[Note, Mapping[int, str]] | str | None:
    """Return the full note that a row contains, with its cards by their numbers in Anki.

    Returns a sentence if its fields were changed in Anki, and None if it contains no note.
    """
    found = read_entry(row.fields)
    if found is None:
        return None
    if not found.is_unedited:
        return _(
            "it was changed in the other program, so it was imported from there as question and "
            "answer"
        )
    guid = row.guid.removesuffix(f"#{found.part}") if found.part else row.guid
    problems: list[Problem] = []
    entry = found.entry | {"tags": list(valid_tags(tuple(row.tags)))}
    try:
        note = note_from_entry(entry, deck, guid, 0, problems)
    except EntryError:
        return None
    if note is None or problems:
        return None
    all_cards = _cards(note, found)
    return note, {number: part for number, part in all_cards.items() if number in cards}


def _cards(note: Note, found: EmbeddedEntry) -> Mapping[int, str]:
    match note.question:
        case Cloze():
            return {int(part[1:]) - 1: part for part in parts(note.question)}
        case Basic():
            return dict(enumerate(parts(note.question)))
        case _:
            return {0: found.part}
