"""Creation of a deck file to start from."""

import sys
from pathlib import Path

from flashdesign.content.csv.importer import deck_id
from flashdesign.content.decks.writing.new_deck import new_deck_text
from flashdesign.errors import FlashDesignError, disk_error
from flashdesign.i18n.translation import N_, LazyText, _, as_lazy_text
from flashdesign.paths import resources_folder
from flashdesign.services.exports import atomic_write


class NewDeckError(FlashDesignError):
    """A new deck file cannot be created at this path."""

    def __init__(self, path: Path, problem: str | LazyText) -> None:
        super().__init__("{name}: {problem}", name=path.name, problem=as_lazy_text(problem))
        self.path = path


def create_deck_file(path: Path, title: str | None = None) -> None:
    """Write a deck file to `path`; raise NewDeckError if the file exists."""
    name = (title or path.stem).replace('"', "'").replace("\\", "/").strip() or _("My deck")
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise NewDeckError(path, N_("the name of a deck file must end in .yaml."))
    try:
        atomic_write.create_file(path, new_deck_text(deck_id(name), name, _schema()).encode())
    except FileExistsError as error:
        raise NewDeckError(path, N_("a file with this name already exists.")) from error
    except OSError as error:
        raise disk_error(error, path, N_("the deck file was not written")) from error


def _schema() -> str:
    """Return the URL of the schema, or "" if its path is temporary."""
    if getattr(sys, "frozen", False):
        return ""
    path = resources_folder() / "deck.schema.json"
    return path.as_uri() if path.is_file() else ""
