"""Reading of pictures from the folder of a deck; links that leave the folder are refused."""

from difflib import get_close_matches
from functools import partial
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

from flashdesign.content.pictures.picture_file import PictureError, read_picture
from flashdesign.content.rendering.markdown import is_picture_name
from flashdesign.domain.ids import DeckId
from flashdesign.domain.transfer.import_plan import Picture
from flashdesign.i18n.translation import _


def read_folder_picture(folder: Path, deck: DeckId, name: str, file: str) -> Picture:
    """Return the picture `name`, which is `file` in the folder; may raise PictureError."""
    data = _load(folder, file)
    digest = sha256(data).hexdigest()
    return Picture(deck, name, digest, partial(_load_same, folder, file, digest), len(data))


def _load(folder: Path, file: str) -> bytes:
    try:
        place = (folder / file).resolve()
        if not place.is_relative_to(folder.resolve()):
            raise PictureError(file, _("is skipped: it is a link that leaves the folder"))
        if not place.is_file():
            place = _find_similar(folder, file)
    except OSError as error:
        problem = _("cannot be read: {problem}").format(problem=error.strerror or error)
        raise PictureError(file, problem) from error
    except ValueError as error:
        raise PictureError(file, _("has a name that is not a valid file name")) from error
    return read_picture(place, file)


def _find_similar(folder: Path, file: str) -> Path:
    """Return the file whose name differs only in its Unicode form or in case."""
    names = [path.name for path in folder.iterdir()]
    by_folded_name = {_fold_name(name): name for name in names}
    if _fold_name(file) in by_folded_name:
        place = (folder / by_folded_name[_fold_name(file)]).resolve()
        if place.is_relative_to(folder.resolve()) and place.is_file():
            return place
    near = get_close_matches(file, filter(is_picture_name, names), n=1, cutoff=0.6)
    problem = (
        _("is missing in the folder of this file; did you mean {nearest!r}?").format(
            nearest=near[0]
        )
        if near
        else _("is missing in the folder of this file")
    )
    raise PictureError(file, problem)


def _fold_name(name: str) -> str:
    return normalize("NFC", normalize("NFC", name).casefold())


def _load_same(folder: Path, file: str, digest: str) -> bytes:
    data = _load(folder, file)
    if sha256(data).hexdigest() != digest:
        raise PictureError(file, _("was changed in the meantime; import the deck file again"))
    return data
