"""Change deck files that a person wrote, and leave alone in them what needs no change."""

from collections.abc import Iterable
from pathlib import Path

from flashdesign.content.deck_text import text_of
from flashdesign.content.deck_update import updated, with_ids
from flashdesign.content.markdown import is_image_name
from flashdesign.content.note_pictures import picture_names
from flashdesign.content.yaml_text import MAX_FILE_BYTES
from flashdesign.domain.cards import Deck, Note
from flashdesign.errors import FlashDesignError, consequence, disk_error
from flashdesign.services import pictures, whole_file
from flashdesign.services.context import Context


class DeckFileError(FlashDesignError):
    """A deck file cannot be read or written."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path.name}: {problem}")
        self.path = path


def text_for(path: Path, deck: Deck, notes: Iterable[Note] | None = None) -> str:
    """Return what the deck file at `path` is to hold for `deck`: what is there, changed in place.

    Raises DeckFormatError where there is a file that is no deck file, UpdateError where it is that
    of another deck. `notes` are those of the deck, as they are watched.
    """
    return updated(_read(path), path, deck) if path.exists() else text_of(deck, notes)


def put_pictures(context: Context, deck: Deck, folder: Path) -> tuple[str, ...]:
    """Write the deck's pictures into a folder; a file that is there already stays as it is.

    Returns a sentence for each picture that does not lie there afterwards.
    """
    told = []
    for name in picture_names(deck.notes):
        data = pictures.load(context, deck.id, name) if is_image_name(name) else None
        if data is None:
            told += [f"{name} is not in this collection."] if is_image_name(name) else []
            continue
        try:
            whole_file.create(folder / name, data)
        except FileExistsError:
            if not _holds(folder / name, data):
                told.append(f"{name} was not written: another file of this name is already there.")
        except OSError as error:
            said = "the pictures beside the deck file were not all written"
            raise disk_error(error, folder / name, said) from error
    return tuple(told)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def fix_ids(path: Path) -> int:
    """Write an id into each card of a deck file that has none, and return how many there were."""
    text, count = with_ids(_read(path), path)
    if count:
        with consequence("the deck file was not changed", path):
            whole_file.write(path, text)
    return count


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise DeckFileError(path, f"it cannot be read: {error.strerror or error}.") from error
