"""Daily limits of a deck: set for every day, or raised for today."""

from flashdesign.domain.ids import DeckId
from flashdesign.services.context import Changes, Context
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes.deck_tree import subtree
from flashdesign.storage.notes.decks import ExtraCards, overall_extra, store_overall_extra

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
        new, reviews = _limits_today(context, connection, deck)
    return max(0, new), max(0, reviews)


def set_limits_today(context: Context, deck: DeckId | None, new: int, reviews: int) -> None:
    """Set how many new cards and reviews a deck, or all decks for None, may have today."""
    with context.database.read() as connection:
        new_before, reviews_before = _limits_today(context, connection, deck)
    more_new, more_reviews = new - new_before, reviews - reviews_before
    if deck is not None:
        raise_limits_today(context, deck, new=more_new, reviews=more_reviews)
        return
    with context.database.transaction() as connection:
        day = context.moment(stored_settings.load(connection)).day
        before = overall_extra(connection, day)
        extra = ExtraCards(day, before.new + more_new, before.reviews + more_reviews)
        store_overall_extra(connection, extra)
    context.broadcast.notify(Changes(decks=True))


def _limits_today(context: Context, connection: Connection, deck: DeckId | None) -> tuple[int, int]:
    """Return today's limits, which are below zero where they were lowered by more than there is."""
    settings = stored_settings.load(connection)
    today, decks = context.moment(settings).day, note_decks.decks(connection)
    new, reviews = settings.new_per_day, settings.reviews_per_day
    counted = {stored.id for stored in decks} if deck is None else subtree(decks, deck)
    for stored in decks:
        if stored.id == deck:
            new = new if stored.new_limit is None else stored.new_limit
            reviews = reviews if stored.review_limit is None else stored.review_limit
    for stored in decks:
        if stored.id in counted and stored.extra is not None and stored.extra.day == today:
            # As in `allowances`: fewer cards of a deck leave its parents theirs.
            least = (stored.extra.new, stored.extra.reviews) if stored.id == deck else (0, 0)
            new += max(least[0], stored.extra.new)
            reviews += max(least[1], stored.extra.reviews)
    if deck is None:
        extra = overall_extra(connection, today)
        new, reviews = new + extra.new, reviews + extra.reviews
    return new, reviews
