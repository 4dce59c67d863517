"""Take a deck out of the collection, as a file whose suffix says in which format."""

from pathlib import Path

from flashdesign.content.print_page import page_of
from flashdesign.content.table_export import text_of as table_text
from flashdesign.domain.cards import Deck, DeckId, Note
from flashdesign.errors import FlashDesignError, NotFoundError
from flashdesign.services import deck_files, whole_file
from flashdesign.services.context import Context
from flashdesign.services.today import subtree
from flashdesign.storage import notes
from flashdesign.storage.database import Connection

SUFFIXES = (".yaml", ".yml", ".csv", ".tsv", ".html")


class ExportError(FlashDesignError):
    """A deck cannot be written so."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path.name}: {problem}")
        self.path = path


def export(context: Context, deck: DeckId, path: Path) -> int:
    """Write the notes of a deck to `path`, and return how many there were.

    A deck file holds one deck, and one that is there already is changed in place; the other
    formats hold the subdecks too.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise ExportError(path, f"its suffix names no format; there are: {', '.join(SUFFIXES)}.")
    with context.database.read() as connection:
        found = _decks(connection, deck)
    if suffix in (".yaml", ".yml"):
        found = found[:1]
        text = deck_files.text_for(path, found[0])
    elif suffix == ".html":
        text = page_of(found[0].title, _all(found))
    else:
        text = table_text(_all(found), "\t" if suffix == ".tsv" else ",")
    _write(path, text)
    if suffix in (".yaml", ".yml"):
        deck_files.put_pictures(context, found[0], path.parent)
    return len(_all(found))


def _decks(connection: Connection, name: DeckId) -> list[Deck]:
    """Return the deck and its subdecks, each with its notes."""
    stored = notes.decks(connection)
    if all(deck.id != name for deck in stored):
        raise NotFoundError(what="deck", name=name)
    inside = subtree(stored, name)
    found: dict[DeckId, dict[str, Note]] = {deck.id: {} for deck in stored if deck.id in inside}
    for card in notes.cards(connection, decks=inside):
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
        for deck in stored
        if deck.id in inside
    ]


def _all(decks: list[Deck]) -> list[Note]:
    return [note for deck in decks for note in deck.notes]


def _write(path: Path, text: str) -> None:
    try:
        whole_file.write(path, text)
    except OSError as error:
        raise ExportError(path, f"it cannot be written: {error.strerror or error}.") from error
