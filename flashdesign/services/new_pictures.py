"""Take pictures into a note that is being written: files, or what was copied elsewhere."""

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from flashdesign.content.note_pictures import picture_names
from flashdesign.content.picture_files import check_picture, read_picture, suffix_of
from flashdesign.domain.cards import Note
from flashdesign.domain.parcels import Picture

_NAME_CHARS = 12
_NOT_TOLD = re.compile(r"[\W_]+")
_COPIED = "that was copied"


def read(path: Path) -> tuple[bytes, str]:
    """Return what a picture's file holds, and its name in words; may raise PictureError."""
    return read_picture(path, path.name), _NOT_TOLD.sub(" ", path.stem).strip()


def name_of(data: bytes) -> str:
    """Return a name that no other picture has, made of the content; may raise PictureError."""
    check_picture(data, _COPIED)
    return sha256(data).hexdigest()[:_NAME_CHARS] + suffix_of(data)


def of_note(note: Note, taken: Mapping[str, bytes]) -> list[Picture]:
    """Return those of the pictures taken (by name) that the note names."""
    return list(_named(note, taken))


def _named(note: Note, taken: Mapping[str, bytes]) -> Iterable[Picture]:
    if not taken:
        return
    for name in picture_names([note]):
        if name in taken:
            data = taken[name]
            yield Picture(note.deck, name, sha256(data).hexdigest(), data.__bytes__)
