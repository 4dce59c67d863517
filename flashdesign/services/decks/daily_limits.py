"""Daily limits of a deck: set for every day, or raised for today."""

from flashdesign.domain.ids import DeckId
from flashdesign.services.context import Changes, Context
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes.deck_tree import subtree

EXTRA_NEW_CARDS = 10
"""How many new cards are added at once for today."""


def set_limits(context: Context, deck: DeckId, new: int | None, reviews: int | None) -> None:
    """Set the daily limits of a deck; None means no limit of its own."""
    with context.database.transaction() as connection:
        note_decks.set_deck_limits(connection, deck, new, reviews)
    context.broadcast.notify(Changes(decks=True))


def raise_limits_today(context: Context, deck: DeckId, *, new: int = 0, reviews: int = 0) -> None:
    """Raise the limits of a deck by these numbers, or lower them, for today only."""
    with context.database.transaction() as connection:
        today = context.moment(stored_settings.load(connection)).day
        for stored in note_decks.decks(connection):
            if stored.id == deck and stored.extra is not None and stored.extra.day == today:
                new, reviews = new + stored.extra.new, reviews + stored.extra.reviews
        note_decks.set_extra_today(connection, deck, today, new, reviews)
    context.broadcast.notify(Changes(decks=True))


def limits_today(context: Context, deck: DeckId | None) -> tuple[int, int]:
    """Return how many new cards and reviews a deck, or all decks for None, may have today.

    A deck without a limit has the overall one of the settings. Cards added for today count.
    """
    with context.database.read() as connection:
        return _limits_today(context, connection, deck)


def set_limits_today(context: Context, deck: DeckId | None, new: int, reviews: int) -> None:
    """Set how many new cards and reviews a deck, or all decks for None, may have today.

    A deck without a parent gets what all decks together have more. Without a deck, nothing changes.
    """
    with context.database.read() as connection:
        tops = (stored.id for stored in note_decks.decks(connection) if stored.parent is None)
        raised = deck if deck is not None else next(tops, None)
        new_before, reviews_before = _limits_today(context, connection, deck)
    if raised is not None:
        raise_limits_today(context, raised, new=new - new_before, reviews=reviews - reviews_before)


def _limits_today(context: Context, connection: Connection, deck: DeckId | None) -> tuple[int, int]:
    settings = stored_settings.load(connection)
    today, decks = context.moment(settings).day, note_decks.decks(connection)
    new, reviews = settings.new_per_day, settings.reviews_per_day
    counted = {stored.id for stored in decks} if deck is None else subtree(decks, deck)
    for stored in decks:
        if stored.id == deck:
            new = new if stored.new_limit is None else stored.new_limit
            reviews = reviews if stored.review_limit is None else stored.review_limit
    extras = [stored.extra for stored in decks if stored.id in counted]
    raised = [extra for extra in extras if extra is not None and extra.day == today]
    return (
        max(0, new + sum(extra.new for extra in raised)),
        max(0, reviews + sum(extra.reviews for extra in raised)),
    )
