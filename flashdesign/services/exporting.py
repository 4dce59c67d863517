"""Take a deck out of the collection, as a file whose suffix says in which format."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from flashdesign.content.print_page import page_of
from flashdesign.content.table_export import text_of as table_text
from flashdesign.domain.cards import Deck, DeckId, Note
from flashdesign.errors import FlashDesignError, NotFoundError
from flashdesign.services import deck_files, package_export, pictures, whole_file
from flashdesign.services.context import Context
from flashdesign.services.today import subtree
from flashdesign.storage import notes
from flashdesign.storage.database import Connection
from flashdesign.storage.notes import StoredDeck

PACKAGE = ".apkg"
SUFFIXES = (".yaml", ".yml", ".csv", ".tsv", ".html", PACKAGE)


class ExportError(FlashDesignError):
    """A deck cannot be written so."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path.name}: {problem}")
        self.path = path


def export(context: Context, deck: DeckId, path: Path, *, with_schedule: bool = False) -> int:
    """Write the notes of a deck to `path`, and return how many there were.

    A deck file holds one deck, and one that is there already is changed in place; the other
    formats hold the subdecks too. Only a package for Anki can hold the schedule.
    """
    suffix = path.suffix.lower()
    _refuse_unfit(path, with_schedule=with_schedule)
    if suffix == PACKAGE:
        return _package(context, deck, path, with_schedule=with_schedule)
    with context.database.read() as connection:
        found = _decks(connection, deck)
    if suffix in (".yaml", ".yml"):
        found = found[:1]
        text = deck_files.text_for(path, found[0])
    elif suffix == ".html":
        text = page_of(found[0].title, _all(found), partial(pictures.load, context))
    else:
        text = table_text(_all(found), "\t" if suffix == ".tsv" else ",")
    write(path, lambda file: file.write(text.encode()))
    if suffix in (".yaml", ".yml"):
        deck_files.put_pictures(context, found[0], path.parent)
    return len(_all(found))


def page(context: Context, deck: DeckId) -> str:
    """Return a deck with its subdecks as a page of HTML that needs no other file."""
    with context.database.read() as connection:
        found = _decks(connection, deck)
    return page_of(found[0].title, _all(found), partial(pictures.load, context))


def whole_decks(context: Context) -> list[Deck]:
    """Return all decks with their notes, parents before children."""
    with context.database.read() as connection:
        return _with_notes(connection, notes.decks(connection))


def write(path: Path, fill: Callable[[BinaryIO], int]) -> int:
    """Write beside the target, flush, and rename: a file is there whole, or as it was before."""
    try:
        return whole_file.fill(path, fill)
    except OSError as error:
        raise ExportError(path, f"it cannot be written: {error.strerror or error}.") from error


def _package(context: Context, deck: DeckId, path: Path, *, with_schedule: bool) -> int:
    with context.database.read() as connection:
        decks = [one.id for one in _inside(connection, deck)]
    fill = partial(package_export.write, context, decks, with_schedule=with_schedule)
    return write(path, fill)


def _refuse_unfit(path: Path, *, with_schedule: bool) -> None:
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        problem = "a PDF is made in the window, at Import and export; here take .html and print it."
        raise ExportError(path, problem)
    if suffix not in SUFFIXES:
        raise ExportError(path, f"its suffix names no format; there are: {', '.join(SUFFIXES)}.")
    if with_schedule and suffix != PACKAGE:
        raise ExportError(path, f"only a package for Anki ({PACKAGE}) can hold the schedule.")


def _decks(connection: Connection, name: DeckId) -> list[Deck]:
    """Return the deck and its subdecks, each with its notes."""
    return _with_notes(connection, _inside(connection, name))


def _with_notes(connection: Connection, inside: Sequence[StoredDeck]) -> list[Deck]:
    found: dict[DeckId, dict[str, Note]] = {deck.id: {} for deck in inside}
    for card in notes.cards(connection, decks=frozenset(found)):
        if card.suspended != notes.NOTE_GONE:
            found[card.card.deck].setdefault(card.note.id, card.note)
    return [
        Deck(
            deck.id,
            deck.title,
            tuple(found[deck.id].values()),
            deck.parent,
            deck.description,
            deck.retention,
        )
        for deck in inside
    ]


def _inside(connection: Connection, name: DeckId) -> list[StoredDeck]:
    """Return the deck and its subdecks, parents before children."""
    stored = notes.decks(connection)
    if all(deck.id != name for deck in stored):
        raise NotFoundError(what="deck", name=name)
    inside = subtree(stored, name)
    return [deck for deck in stored if deck.id in inside]


def _all(decks: list[Deck]) -> list[Note]:
    return [note for deck in decks for note in deck.notes]
