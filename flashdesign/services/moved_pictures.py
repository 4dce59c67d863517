"""Copying of pictures when notes move to another deck."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from flashdesign.domain.cards import DeckId, Note
from flashdesign.domain.parcels import Picture
from flashdesign.services import pictures
from flashdesign.services.context import Context

_DIGEST_CHARS = 8


def taken_along(
    context: Context, moved: Sequence[tuple[DeckId, Note]], deck: DeckId
) -> tuple[list[Note], list[Picture]]:
    """Return the notes and the pictures to store in `deck`; `moved` has each note's former deck.

    If `deck` has another picture with the same name, the copy gets a new name, also in the note.
    """
    stored = pictures.of_decks(context, {deck, *(old for old, _ in moved)})
    names_in_target = {picture.name: picture.digest for picture in stored if picture.deck == deck}
    movable = {(picture.deck, picture.name): picture for picture in stored if picture.deck != deck}
    if not movable:
        return [note for _, note in moved], []
    from flashdesign.content.note_pictures import picture_names, renamed

    notes, carried = [], []
    for old, note in moved:
        known = [movable[old, name] for name in picture_names([note]) if (old, name) in movable]
        names = dict(_choose_names(known, names_in_target))
        carried += [replace(picture, deck=deck, name=names[picture.name]) for picture in known]
        notes.append(renamed(note, {name: new for name, new in names.items() if new != name}))
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
