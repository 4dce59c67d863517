"""Make, rename and delete decks of the person's own; each act can be taken back."""

from dataclasses import replace

from flashdesign.domain.cards import Deck, DeckId, NoteKey
from flashdesign.errors import FlashDesignError, NotFoundError
from flashdesign.i18n import N_
from flashdesign.services.context import Context
from flashdesign.services.deeds import begun
from flashdesign.services.free_names import free_name
from flashdesign.services.library import OWN, SHIPPED
from flashdesign.services.today import subtree
from flashdesign.storage import notes, removing
from flashdesign.storage.database import Connection
from flashdesign.storage.notes import StoredDeck


class DeckStaysError(FlashDesignError):
    """A deck that comes with the program stays as it is."""

    def __init__(self, title: str) -> None:
        super().__init__(f"“{title}” comes with FlashDesign and stays; its cards can be suspended.")


def create(context: Context, title: str, parent: DeckId | None = None) -> DeckId:
    """Make an empty deck behind the others, and return its id."""
    from flashdesign.content.table_parcel import deck_id

    with context.database.read() as connection:
        stored = notes.decks(connection)
    above = f"{parent}." if parent else ""
    taken = {deck.id.removeprefix(above) for deck in stored}
    made = DeckId(above + free_name(deck_id(title), taken))
    place = 1 + max((deck.position for deck in stored), default=-1)
    with begun(context, f"Making the deck {title}", decks=[made]) as deed:
        notes.save_deck(deed.connection, Deck(made, title, parent=parent), place, OWN)
    return made


def rename(context: Context, deck: DeckId, title: str) -> None:
    """Give a deck another title."""
    with begun(context, f"Renaming a deck to “{title}”", decks=[deck]) as deed:
        known = _own(notes.decks(deed.connection), deck)
        notes.save_deck(
            deed.connection, replace(known.head, title=title), known.position, known.origin
        )


def delete(context: Context, deck: DeckId) -> None:
    """Put a deck away with its subdecks and all their notes; the log keeps what was answered."""
    with context.database.read() as connection:
        stored = notes.decks(connection)
        known = _own(stored, deck)
        below = subtree(stored, deck)
        inside = [one.id for one in stored if one.id in below]
        leaving = [key for one in inside for key in _living(connection, one)]
    said = f"Deleting the deck “{known.title}”"
    with begun(context, said, leaving, inside) as deed:
        notes.retire_notes(deed.connection, leaving)
        for one in reversed(inside):
            removing.remove_deck(deed.connection, one)


def _own(stored: tuple[StoredDeck, ...], deck: DeckId) -> StoredDeck:
    known = next((one for one in stored if one.id == deck), None)
    if known is None:
        raise NotFoundError(N_("There is no deck {name!r}."), name=deck)
    if known.origin == SHIPPED:
        raise DeckStaysError(known.title)
    return known


def _living(connection: Connection, deck: DeckId) -> list[NoteKey]:
    known = notes.digests(connection, deck)
    return [NoteKey(f"{deck}/{name}") for name, one in known.items() if not one.gone]
