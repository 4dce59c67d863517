"""Make a parcel of a deck file: its notes, and the pictures that lie beside it."""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import partial
from hashlib import sha256
from pathlib import Path

from flashdesign.content import markdown
from flashdesign.content.cloze_spelling import RESPELLED
from flashdesign.content.deck_file import read_deck
from flashdesign.content.note_pictures import picture_names
from flashdesign.content.picture_files import PictureError, read_picture
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
    data = _load(folder, name)
    load = partial(_load_same, folder, name, _digest(data))
    return Picture(deck.id, name, _digest(data), load, len(data))


def _load(folder: Path, name: str) -> bytes:
    """Return a picture's bytes; what leads out of the folder or is no picture is refused."""
    try:
        place = (folder / name).resolve()
        if not place.is_relative_to(folder.resolve()):
            raise PictureError(name, "is left out: it is a link that leads out of the folder")
        if not place.is_file():
            raise PictureError(name, f"is missing beside the deck file{_nearest(folder, name)}")
    except OSError as error:
        raise PictureError(name, f"cannot be read: {error.strerror or error}") from error
    return read_picture(place, name)


def _load_same(folder: Path, name: str, digest: str) -> bytes:
    data = _load(folder, name)
    if _digest(data) != digest:
        raise PictureError(name, "was changed in the meantime; import the deck file once more")
    return data


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _nearest(folder: Path, name: str) -> str:
    there = (file.name for file in folder.iterdir())
    images = [file for file in there if markdown.is_image_name(file)]
    near = get_close_matches(name, images, n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""
