"""Daily limits of a deck: set for every day, or raised for today."""

from flashdesign.domain.ids import DeckId
from flashdesign.services.context import Changes, Context
from flashdesign.storage import stored_settings
from flashdesign.storage.notes import decks as note_decks

EXTRA_NEW_CARDS = 10
"""How many new cards are added at once for today."""


def set_limits(context: Context, deck: DeckId, new: int | None, reviews: int | None) -> None:
    """Set the daily limits of a deck; None means no limit of its own."""
    with context.database.transaction() as connection:
        note_decks.set_deck_limits(connection, deck, new, reviews)
    context.broadcast.notify(Changes(decks=True))


def raise_limits_today(context: Context, deck: DeckId, *, new: int = 0, reviews: int = 0) -> None:
    """Raise the limits of a deck by these numbers, for today only."""
    with context.database.transaction() as connection:
        today = context.moment(stored_settings.load(connection)).day
        for stored in note_decks.decks(connection):
            if stored.id == deck and stored.extra is not None and stored.extra.day == today:
                new, reviews = new + stored.extra.new, reviews + stored.extra.reviews
        note_decks.set_extra_today(connection, deck, today, new, reviews)
    context.broadcast.notify(Changes(decks=True))
