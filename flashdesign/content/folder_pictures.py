"""Take pictures that lie in a folder beside a deck; what leads out of it is refused."""

from functools import partial
from hashlib import sha256
from pathlib import Path

from flashdesign.content.picture_files import PictureError, read_picture
from flashdesign.domain.cards import DeckId
from flashdesign.domain.parcels import Picture


def picture_in(folder: Path, deck: DeckId, name: str, file: str) -> Picture:
    """Return the picture `name`, which lies in the folder as `file`; may raise PictureError."""
    data = _load(folder, file)
    digest = sha256(data).hexdigest()
    return Picture(deck, name, digest, partial(_load_same, folder, file, digest), len(data))


def _load(folder: Path, file: str) -> bytes:
    try:
        place = (folder / file).resolve()
        if not place.is_relative_to(folder.resolve()):
            raise PictureError(file, "is left out: it is a link that leads out of the folder")
        if not place.is_file():
            raise PictureError(file, "is missing beside the deck")
    except OSError as error:
        raise PictureError(file, f"cannot be read: {error.strerror or error}") from error
    return read_picture(place, file)


def _load_same(folder: Path, file: str, digest: str) -> bytes:
    data = _load(folder, file)
    if sha256(data).hexdigest() != digest:
        raise PictureError(file, "was changed in the meantime; import the deck once more")
    return data
