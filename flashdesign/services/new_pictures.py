"""New pictures of a note that is being edited, from files or the clipboard."""

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from flashdesign.content.note_pictures import picture_names
from flashdesign.content.picture_files import check_picture, read_picture, suffix_of
from flashdesign.domain.cards import Note
from flashdesign.domain.parcels import Picture
from flashdesign.i18n import N_, _

_NAME_CHARS = 12
_SEPARATORS = re.compile(r"[\W_]+")
_CLIPBOARD = N_("from the clipboard")


def read(path: Path) -> tuple[bytes, str]:
    """Return the content of a picture file and a title from its name; may raise PictureError."""
    return read_picture(path, path.name), _SEPARATORS.sub(" ", path.stem).strip()


def name_of(data: bytes) -> str:
    """Return a unique name made from the content of a picture; may raise PictureError."""
    check_picture(data, _(_CLIPBOARD))
    return sha256(data).hexdigest()[:_NAME_CHARS] + suffix_of(data)


def of_note(note: Note, taken: Mapping[str, bytes]) -> list[Picture]:
    """Return the pictures of `taken`, which is by name, that the note uses."""
    return list(_used_pictures(note, taken))


def _used_pictures(note: Note, taken: Mapping[str, bytes]) -> Iterable[Picture]:
    if not taken:
        return
    for name in picture_names([note]):
        if name in taken:
            data = taken[name]
            yield Picture(note.deck, name, sha256(data).hexdigest(), data.__bytes__)
