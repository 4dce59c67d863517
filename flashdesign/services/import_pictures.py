"""Keep pictures of an import apart from others of the same name that are here already."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flashdesign.content.note_pictures import picture_names, renamed
from flashdesign.domain.cards import Deck, DeckId
from flashdesign.domain.parcels import Picture, Trouble
from flashdesign.storage import note_index, notes
from flashdesign.storage.database import Connection

_DIGEST_CHARACTERS = 8
Known = Mapping[tuple[DeckId, str], str]


def kept_apart(
    connection: Connection, decks: Sequence[Deck], pictures: Sequence[Picture], known: Known
) -> tuple[Sequence[Deck], tuple[Picture, ...], tuple[Trouble, ...]]:
    """Return decks and pictures with another name for each picture that would replace one in use.

    One that only notes of the import show is replaced: it is another edition of the same picture.
    The new name follows from the content, so that a second import finds it.
    """
    brought = {note.key for deck in decks for note in deck.notes}
    names: dict[DeckId, dict[str, str]] = {}
    for one in pictures:
        if known.get((one.deck, one.name), one.digest) == one.digest:
            continue
        candidates = note_index.naming(connection, one.deck, one.name) - brought
        others = notes.notes_of(connection, sorted(candidates)).values()
        if any(one.name in picture_names((note,)) for note in others):
            names.setdefault(one.deck, {})[one.name] = _name_by_content(one)
    if not names:
        return decks, tuple(pictures), ()
    told = tuple(
        Trouble(
            name, f"{deck!r} already has another picture of this name; this one becomes {new!r}"
        )
        for deck, found in names.items()
        for name, new in found.items()
    )
    return (
        [_with_names(deck, names.get(deck.id, {})) for deck in decks],
        tuple(
            replace(one, name=names.get(one.deck, {}).get(one.name, one.name)) for one in pictures
        ),
        told,
    )


def _name_by_content(picture: Picture) -> str:
    stem, _, suffix = picture.name.rpartition(".")
    return f"{stem}-{picture.digest[:_DIGEST_CHARACTERS]}.{suffix}"


def _with_names(deck: Deck, names: Mapping[str, str]) -> Deck:
    return replace(deck, notes=tuple(renamed(note, names) for note in deck.notes))
