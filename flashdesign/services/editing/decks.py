"""Creation, renaming and deletion of the user's own decks, as undoable operations."""

from dataclasses import replace

from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.domain.notes.note import Deck, free_name
from flashdesign.errors import FlashDesignError, NotFoundError
from flashdesign.i18n.translation import N_, LazyText
from flashdesign.services.collection.built_in_decks import BUILT_IN, OWN
from flashdesign.services.context import Context
from flashdesign.services.editing.undoable_edit import undoable_edit
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import decks, remove, save
from flashdesign.storage.notes.deck_tree import subtree
from flashdesign.storage.notes.decks import StoredDeck


class BuiltInDeckChangeError(FlashDesignError):
    """A built-in deck cannot be renamed or deleted."""

    def __init__(self, title: str) -> None:
        super().__init__(
            N_("“{title}” is a built-in deck and cannot be changed; you can suspend its cards."),
            title=title,
        )


def create(context: Context, title: str, parent: DeckId | None = None) -> DeckId:
    """Create an empty deck after the others, and return its id."""
    from flashdesign.content.csv.importer import deck_id

    with context.database.read() as connection:
        stored = decks.decks(connection)
    prefix = f"{parent}." if parent else ""
    taken = {deck.id.removeprefix(prefix) for deck in stored}
    new_id = DeckId(prefix + free_name(deck_id(title), taken))
    position = 1 + max((deck.position for deck in stored), default=-1)
    with undoable_edit(
        context, LazyText(N_("Creating the deck “{title}”"), title=title), decks=[new_id]
    ) as edit:
        decks.save_deck(edit.connection, Deck(new_id, title, parent=parent), position, OWN)
    return new_id


def rename(context: Context, deck: DeckId, title: str) -> None:
    """Give a deck another title."""
    with undoable_edit(
        context, LazyText(N_("Renaming a deck to “{title}”"), title=title), decks=[deck]
    ) as edit:
        stored_deck = _find_own(decks.decks(edit.connection), deck)
        decks.save_deck(
            edit.connection,
            replace(stored_deck.without_notes, title=title),
            stored_deck.position,
            stored_deck.origin,
        )


def delete(context: Context, deck: DeckId) -> None:
    """Delete a deck with its subdecks and all their notes; the review log stays."""
    with context.database.read() as connection:
        stored = decks.decks(connection)
        stored_deck = _find_own(stored, deck)
        tree = subtree(stored, deck)
        deleted = [candidate.id for candidate in stored if candidate.id in tree]
        keys = [key for deck_id in deleted for key in _living_notes(connection, deck_id)]
    description = LazyText(N_("Deleting the deck “{title}”"), title=stored_deck.title)
    with undoable_edit(context, description, keys, deleted) as edit:
        save.retire_notes(edit.connection, keys)
        for deck_id in reversed(deleted):
            remove.remove_deck(edit.connection, deck_id)


def _find_own(stored: tuple[StoredDeck, ...], deck: DeckId) -> StoredDeck:
    stored_deck = next((candidate for candidate in stored if candidate.id == deck), None)
    if stored_deck is None:
        raise NotFoundError(N_("There is no deck {name!r}."), name=deck)
    if stored_deck.origin == BUILT_IN:
        raise BuiltInDeckChangeError(stored_deck.title)
    return stored_deck


def _living_notes(connection: Connection, deck: DeckId) -> list[NoteKey]:
    digests = save.digests(connection, deck)
    return [NoteKey(f"{deck}/{name}") for name, digest in digests.items() if not digest.is_removed]
