"""Copying of pictures when notes move to another deck."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from flashdesign.content.pictures.picture_file import check_picture, read_picture, suffix_of
from flashdesign.content.pictures.picture_links import picture_names
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.transfer.import_plan import Picture
from flashdesign.i18n.translation import N_, _
from flashdesign.services import deck_pictures
from flashdesign.services.context import Context

_NAME_CHARS = 12
_SEPARATORS = re.compile(r"[\W_]+")
_CLIPBOARD = N_("from the clipboard")


def load_picture(path: Path) -> tuple[bytes, str]:
    """Return the content of a picture file and a title from its name; may raise PictureError."""
    return read_picture(path, path.name), _SEPARATORS.sub(" ", path.stem).strip()


def name_of(data: bytes) -> str:
    """Return a unique name made from the content of a picture; may raise PictureError."""
    check_picture(data, _(_CLIPBOARD))
    return sha256(data).hexdigest()[:_NAME_CHARS] + suffix_of(data)


def used_pictures(note: Note, taken: Mapping[str, bytes]) -> list[Picture]:
    """Return the pictures of `taken`, which is by name, that the note uses."""
    return list(_used_pictures(note, taken))


def _used_pictures(note: Note, taken: Mapping[str, bytes]) -> Iterable[Picture]:
    if not taken:
        return
    for name in picture_names([note]):
        if name in taken:
            data = taken[name]
            yield Picture(note.deck, name, sha256(data).hexdigest(), data.__bytes__)


_DIGEST_CHARS = 8


def move_pictures(
    context: Context, moved: Sequence[tuple[DeckId, Note]], deck: DeckId
) -> tuple[list[Note], list[Picture]]:
    """Return the notes and the pictures to store in `deck`; `moved` has each note's former deck.

    If `deck` has another picture with the same name, the copy gets a new name, also in the note.
    """
    stored = deck_pictures.of_decks(context, {deck, *(old for old, _ in moved)})
    names_in_target = {picture.name: picture.digest for picture in stored if picture.deck == deck}
    movable = {(picture.deck, picture.name): picture for picture in stored if picture.deck != deck}
    if not movable:
        return [note for _, note in moved], []
    from flashdesign.content.pictures.picture_links import picture_names, rename_pictures

    notes, carried = [], []
    for old, note in moved:
        known = [movable[old, name] for name in picture_names([note]) if (old, name) in movable]
        names = dict(_choose_names(known, names_in_target))
        carried += [replace(picture, deck=deck, name=names[picture.name]) for picture in known]
        notes.append(
            rename_pictures(note, {name: new for name, new in names.items() if new != name})
        )
    return notes, carried


def _choose_names(
    known: Iterable[Picture], names_in_target: dict[str, str]
) -> Iterable[tuple[str, str]]:
    """Yield the old and the new name of each picture; add the new one to `names_in_target`."""
    for picture in known:
        name = picture.name
        if names_in_target.get(name, picture.digest) != picture.digest:
            name = f"{picture.digest[:_DIGEST_CHARS]}-{name}"
        names_in_target[name] = picture.digest
        yield picture.name, name
