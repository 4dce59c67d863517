"""Take pictures that lie in a folder beside a deck; what leads out of it is refused."""

from difflib import get_close_matches
from functools import partial
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

from flashdesign.content.markdown import is_image_name
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
            place = _alike(folder, file)
    except OSError as error:
        raise PictureError(file, f"cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise PictureError(file, "has a name that no file can have") from error
    return read_picture(place, file)


def _alike(folder: Path, file: str) -> Path:
    """Return the file of this name in another Unicode form or with other capitals."""
    there = [one.name for one in folder.iterdir()]
    known = {_folded(one): one for one in there}
    if _folded(file) in known:
        place = (folder / known[_folded(file)]).resolve()
        if place.is_relative_to(folder.resolve()) and place.is_file():
            return place
    near = get_close_matches(file, [one for one in there if is_image_name(one)], n=1, cutoff=0.6)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise PictureError(file, f"is missing beside the deck file{hint}")


def _folded(name: str) -> str:
    return normalize("NFC", normalize("NFC", name).casefold())


def _load_same(folder: Path, file: str, digest: str) -> bytes:
    data = _load(folder, file)
    if sha256(data).hexdigest() != digest:
        raise PictureError(file, "was changed in the meantime; import the deck file once more")
    return data
