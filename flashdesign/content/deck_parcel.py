"""Make a parcel of a deck file: its notes, and the pictures that lie beside it."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from flashdesign.content import markdown
from flashdesign.content.cloze_spelling import RESPELLED
from flashdesign.content.deck_file import read_deck
from flashdesign.content.folder_pictures import picture_in
from flashdesign.content.note_pictures import picture_names
from flashdesign.content.picture_files import PictureError
from flashdesign.domain.cards import Deck
from flashdesign.domain.parcels import Parcel, Picture, Trouble


def parcel_of(path: Path) -> Parcel:
    """Return what a deck file brings; raise DeckFormatError with every problem in it."""
    file = read_deck(path)
    troubles = [
        Trouble(
            name,
            "this card has no id of its own: give it one (`flashdesign fix-ids` does it), "
            "or an edit loses its progress",
        )
        for name in file.unnamed
    ]
    troubles += [Trouble(f"line {line}, {name}", RESPELLED) for line, name in file.respelled]
    troubles += _strangers(file.deck)
    pictures, told = pictures_beside(path.parent, file.deck)
    return Parcel(
        path.name,
        (file.deck,),
        tuple(pictures),
        troubles=(*troubles, *told),
        is_whole=True,
        tells_all=True,
    )


def pictures_beside(folder: Path, deck: Deck) -> tuple[list[Picture], list[Trouble]]:
    """Return the pictures in a folder that a deck's notes name, and what is wrong with others."""
    pictures, troubles = [], []
    for name, note in picture_names(deck.notes).items():
        try:
            pictures.append(_picture(folder, deck, name))
        except PictureError as error:
            troubles.append(Trouble(note, str(error)))
    return pictures, troubles


def _strangers(deck: Deck) -> Iterator[Trouble]:
    """Yield a trouble for each note of this deck that is named as related and is not there."""
    known = {note.id for note in deck.notes}
    for note in deck.notes:
        for name in note.related:
            own = name.removeprefix(f"{deck.id}/")
            if "/" not in own and own not in known:
                near = get_close_matches(own, known, n=1, cutoff=0.6)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                yield Trouble(note.id, f"it is related to {name!r}, which does not exist{hint}")


def _picture(folder: Path, deck: Deck, name: str) -> Picture:
    if not markdown.is_image_name(name):
        suffixes = ", ".join(sorted(markdown.IMAGE_SUFFIXES))
        problem = f"is left out: it must lie beside the deck file, as {suffixes}"
        raise PictureError(name, problem)
    return picture_in(folder, deck.id, name, name)
