"""Changes of deck files in place, which keep everything that need not change."""

from collections.abc import Iterable
from pathlib import Path

from flashdesign.content.decks.writing.updater import add_missing_ids, update_deck_text
from flashdesign.content.decks.writing.writer import write_deck
from flashdesign.content.pictures.picture_links import picture_names
from flashdesign.content.rendering.markdown import is_picture_name
from flashdesign.content.yaml.reader import MAX_FILE_BYTES
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.errors import FlashDesignError, consequence, disk_error
from flashdesign.i18n.translation import N_, LazyText, _
from flashdesign.services import deck_pictures
from flashdesign.services.context import Context
from flashdesign.services.exports import atomic_write


class DeckFileError(FlashDesignError):
    """A deck file cannot be read or written."""

    def __init__(self, path: Path, problem: str, /, **values: object) -> None:
        sentence = LazyText(problem, **values)
        super().__init__(N_("{name}: {problem}"), name=path.name, problem=sentence)
        self.path = path


def updated_text(path: Path, deck: Deck, notes: Iterable[Note] | None = None) -> str:
    """Return the new text of the deck file at `path`: the old text, changed in place for `deck`.

    Raises DeckFormatError if there is a file that is no deck file, UpdateError if it is the file of
    another deck. `notes` are the notes of the deck; they report progress when iterated.
    """
    return update_deck_text(_read(path), path, deck) if path.exists() else write_deck(deck, notes)


def write_pictures(context: Context, deck: Deck, folder: Path) -> tuple[str, ...]:
    """Write the deck's pictures into a folder; existing files are not changed.

    Returns a sentence for each picture that was not written and does not exist.
    """
    problems = []
    for name in picture_names(deck.notes):
        data = deck_pictures.load(context, deck.id, name) if is_picture_name(name) else None
        if data is None:
            if is_picture_name(name):
                problems.append(_("{name} is not in this collection.").format(name=name))
            continue
        try:
            atomic_write.create_file(folder / name, data)
        except FileExistsError:
            if not _contains(folder / name, data):
                message = _("{name} was not written: there is already another file of this name.")
                problems.append(message.format(name=name))
        except OSError as error:
            outcome = N_("not all pictures were written next to the deck file")
            raise disk_error(error, folder / name, outcome) from error
    return tuple(problems)


def _contains(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def add_ids(path: Path) -> int:
    """Write an id into each card of a deck file that has none; return the number of these."""
    text, count = add_missing_ids(_read(path), path)
    if count:
        with consequence(N_("the deck file was not changed"), path):
            atomic_write.write_text(path, text)
    return count


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise DeckFileError(
            path, N_("it cannot be read: {detail}."), detail=error.strerror or error
        ) from error
