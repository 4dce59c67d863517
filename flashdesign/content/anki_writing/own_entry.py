"""Carry a note in full within the fields of Anki, where they alone would not tell it all again."""

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from unicodedata import normalize

from flashdesign.content.anki_writing.note_fields import AnkiNote
from flashdesign.content.note_pictures import renamed
from flashdesign.content.portable_entry import Entry, EntryError, as_text, from_text, portable
from flashdesign.domain.cards import DeckId, Note
from flashdesign.domain.faces import Basic, Cloze

# A comment is shown nowhere, and leaves the note types as they are. Its digest tells whether the
# fields still say what they said when it was written.
_MARK = re.compile(r"<!--flashdesign:([0-9a-f]{16}):([a-z0-9]*):([A-Za-z0-9+/=]*)-->")
_WORDS = re.compile(r"[^\W\d_](?:[\w,.;:?!'’()%/=+-]| (?! ))*(?<! )")
_GAP_SIGN = re.compile(r"\{\{[0-9]+::|\}\}")
_TOLD_BY_FIELDS = frozenset({"deck", "id", "face", "why", "tags", "guid", "replaces"})
_EMPTY = Note(DeckId(""), "", Basic("", ""))


@dataclass(frozen=True, slots=True)
class Carried:
    """What a note's fields carried along: its entry, and which part of it they are.

    `is_as_written` tells whether nobody has changed the fields since.
    """

    entry: Entry
    part: str
    is_as_written: bool


def with_entry(made: AnkiNote, note: Note, pictures: Mapping[str, str]) -> AnkiNote:
    """Return what a note became with its entry in the last field, if the fields tell not all."""
    if _is_told(note):
        return made
    part = "" if isinstance(note.face, Basic | Cloze) else next(iter(made.places))
    said = b64encode(as_text(portable(renamed(note, pictures))).encode()).decode()
    mark = f"<!--flashdesign:{_digest(made.fields)}:{part}:{said}-->"
    return replace(made, fields=(*made.fields[:-1], made.fields[-1] + mark))


def carried(texts: Sequence[str]) -> Carried | None:
    """Return what fields carry along, None where that is nothing or cannot be read."""
    found = next((mark for text in texts if (mark := _MARK.search(text))), None)
    if found is None:
        return None
    try:
        entry = from_text(b64decode(found[3], validate=True).decode())
    except (ValueError, EntryError):
        return None
    bare = [_MARK.sub("", text) for text in texts]
    return Carried(entry, found[2], _digest(bare) == found[1])


def _is_told(note: Note) -> bool:
    """Tell whether the fields alone give the same note again: plain words, and nothing besides."""
    face = note.face
    if isinstance(face, Cloze):
        texts = [_GAP_SIGN.sub("", face.text)]
    elif isinstance(face, Basic) and not face.accept and face.reverse_front is None:
        texts = [face.front, face.back]
    else:
        return False
    besides = (field.name for field in fields(note) if field.name not in _TOLD_BY_FIELDS)
    return all(_WORDS.fullmatch(text) for text in (*texts, note.why) if text) and all(
        getattr(note, name) == getattr(_EMPTY, name) for name in besides
    )


def _digest(texts: Sequence[str]) -> str:
    said = normalize("NFC", "\x1f".join(texts))
    return blake2b(said.encode("utf-8", "replace"), digest_size=8).hexdigest()
