"""Write a deck file for a person to begin with."""

import sys
from pathlib import Path

from flashdesign.content.new_deck import text_of
from flashdesign.content.table_parcel import deck_id
from flashdesign.errors import FlashDesignError, disk_error
from flashdesign.paths import resources_folder
from flashdesign.services import whole_file


class NewDeckError(FlashDesignError):
    """A deck file cannot be begun there."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path.name}: {problem}")
        self.path = path


def begin(path: Path, title: str | None = None) -> None:
    """Write a deck file to `path`; a file that is there already is left alone."""
    said = (title or path.stem).replace('"', "'").replace("\\", "/").strip() or "My deck"
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise NewDeckError(path, "the name of a deck file ends in .yaml.")
    try:
        whole_file.create(path, text_of(deck_id(said), said, _schema()).encode())
    except FileExistsError as error:
        raise NewDeckError(path, "there is a file of this name already.") from error
    except OSError as error:
        raise disk_error(error, path, "the deck file was not written") from error


def _schema() -> str:
    """Return the address of the schema, or "" where its place does not last."""
    if getattr(sys, "frozen", False):
        return ""
    path = resources_folder() / "deck.schema.json"
    return path.as_uri() if path.is_file() else ""
