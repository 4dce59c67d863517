"""Renaming of imported pictures whose name is in use for another picture."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flashdesign.content.pictures.picture_links import picture_names, rename_pictures
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.transfer.import_plan import ImportProblem, Picture
from flashdesign.i18n.translation import _
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import cards, note_queries

_DIGEST_CHARACTERS = 8
KnownDigests = Mapping[tuple[DeckId, str], str]


def rename_conflicting(
    connection: Connection, decks: Sequence[Deck], pictures: Sequence[Picture], known: KnownDigests
) -> tuple[Sequence[Deck], tuple[Picture, ...], tuple[ImportProblem, ...]]:
    """Return decks and pictures with a new name for each picture that would replace one in use.

    A stored picture that only imported notes use is replaced: the new one is another version of it.
    The new name follows from the content, so that a second import finds it. The last value has a
    remark on each new name.
    """
    imported = {note.key for deck in decks for note in deck.notes}
    names: dict[DeckId, dict[str, str]] = {}
    for picture in pictures:
        if known.get((picture.deck, picture.name), picture.digest) == picture.digest:
            continue
        candidates = (
            note_queries.notes_containing(connection, picture.deck, picture.name) - imported
        )
        others = cards.notes_of(connection, sorted(candidates)).values()
        if any(picture.name in picture_names((note,)) for note in others):
            names.setdefault(picture.deck, {})[picture.name] = _name_by_content(picture)
    if not names:
        return decks, tuple(pictures), ()
    message = _("{deck!r} already has another picture with this name; renamed to {new!r}")
    problems = tuple(
        ImportProblem(name, message.format(deck=deck, new=new))
        for deck, new_names in names.items()
        for name, new in new_names.items()
    )
    return (
        [_with_names(deck, names.get(deck.id, {})) for deck in decks],
        tuple(
            replace(picture, name=names.get(picture.deck, {}).get(picture.name, picture.name))
            for picture in pictures
        ),
        problems,
    )


def _name_by_content(picture: Picture) -> str:
    stem, _, suffix = picture.name.rpartition(".")
    return f"{stem}-{picture.digest[:_DIGEST_CHARACTERS]}.{suffix}"


def _with_names(deck: Deck, names: Mapping[str, str]) -> Deck:
    return replace(deck, notes=tuple(rename_pictures(note, names) for note in deck.notes))
