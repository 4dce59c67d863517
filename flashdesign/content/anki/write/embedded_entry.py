"""The full note in an HTML comment of its Anki fields, for notes that fields cannot hold."""

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from unicodedata import normalize

from flashdesign.content.anki.write.note_fields import AnkiNote
from flashdesign.content.decks.writing.portable_note import (
    Entry,
    EntryError,
    entry_from_json,
    entry_to_json,
    to_entry,
)
from flashdesign.content.pictures.picture_links import rename_pictures
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze

# A comment is never shown and needs no field of its own. Its digest shows whether the fields were
# edited after it was written.
_MARK = re.compile(r"<!--flashdesign:([0-9a-f]{16}):([a-z0-9]*):([A-Za-z0-9+/=]*)-->")
_WORDS = re.compile(r"[^\W\d_](?:[\w,.;:?!'’()%/=+-]| (?! ))*(?<! )")
_GAP_MARK = re.compile(r"\{\{[0-9]+::|\}\}")
_IN_FIELDS = frozenset({"deck", "id", "question", "why", "tags", "guid", "replaces"})
_EMPTY = Note(DeckId(""), "", Basic("", ""))


@dataclass(frozen=True, slots=True)
class EmbeddedEntry:
    """The entry in a note's fields, and the part of the note that the fields are.

    `is_unedited` is False if the fields were edited later.
    """

    entry: Entry
    part: str
    is_unedited: bool


def embed_entry(anki_note: AnkiNote, note: Note, pictures: Mapping[str, str]) -> AnkiNote:
    """Return the Anki note, with the entry in its last field if the fields do not hold all."""
    if _fits_fields(note):
        return anki_note
    part = "" if isinstance(note.question, Basic | Cloze) else next(iter(anki_note.card_indices))
    encoded = b64encode(entry_to_json(to_entry(rename_pictures(note, pictures))).encode()).decode()
    *fields_before, last = anki_note.fields
    mark = f"<!--flashdesign:{_digest(anki_note.fields)}:{part}:{encoded}-->"
    return replace(anki_note, fields=(*fields_before, last + mark))


def read_entry(texts: Sequence[str]) -> EmbeddedEntry | None:
    """Return the entry in the fields, or None if there is none or it cannot be read."""
    mark = next((match for text in texts if (match := _MARK.search(text))), None)
    if mark is None:
        return None
    try:
        entry = entry_from_json(b64decode(mark[3], validate=True).decode())
    except (ValueError, EntryError):
        return None
    unmarked = [_MARK.sub("", text) for text in texts]
    return EmbeddedEntry(entry, mark[2], _digest(unmarked) == mark[1])


def _fits_fields(note: Note) -> bool:
    """Return whether the fields alone restore the note: plain words and no other values."""
    question = note.question
    if isinstance(question, Cloze):
        texts = [_GAP_MARK.sub("", question.text)]
    elif isinstance(question, Basic) and not question.accept and question.reverse_front is None:
        texts = [question.front, question.back]
    else:
        return False
    others = (field.name for field in fields(note) if field.name not in _IN_FIELDS)
    return all(_WORDS.fullmatch(text) for text in (*texts, note.why) if text) and all(
        getattr(note, name) == getattr(_EMPTY, name) for name in others
    )


def _digest(texts: Sequence[str]) -> str:
    joined = normalize("NFC", "\x1f".join(texts))
    return blake2b(joined.encode("utf-8", "replace"), digest_size=8).hexdigest()
