"""Hand out the pictures of decks."""

from flashdesign.domain.cards import DeckId
from flashdesign.services.context import Context
from flashdesign.storage import pictures


def load(context: Context, deck: DeckId, name: str) -> bytes | None:
    """Return what the deck's picture of this name is made of, or None where there is none."""
    with context.database.read() as connection:
        return pictures.load(connection, deck, name)
