"""Take pictures along when notes move to another deck."""

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
    """Return notes, each given with the deck that it leaves, and the pictures that go with them.

    Where `deck` has another picture of the name, the one that comes gets a name of its own.
    """
    stored = pictures.of_decks(context, {deck, *(old for old, _ in moved)})
    here = {picture.name: picture.digest for picture in stored if picture.deck == deck}
    there = {(one.deck, one.name): one for one in stored if one.deck != deck}
    if not there:
        return [note for _, note in moved], []
    from flashdesign.content.note_pictures import picture_names, renamed

    notes, carried = [], []
    for old, note in moved:
        known = [there[old, name] for name in picture_names([note]) if (old, name) in there]
        names = dict(_names(known, here))
        carried += [replace(one, deck=deck, name=names[one.name]) for one in known]
        notes.append(renamed(note, {name: new for name, new in names.items() if new != name}))
    return notes, carried


def _names(known: Iterable[Picture], here: dict[str, str]) -> Iterable[tuple[str, str]]:
    """Yield the name that each picture has so far and the one that it is to have; note it."""
    for picture in known:
        name = picture.name
        if here.get(name, picture.digest) != picture.digest:
            name = f"{picture.digest[:_DIGEST_CHARS]}-{name}"
        here[name] = picture.digest
        yield picture.name, name
