"""Hand out the pictures of decks."""

from collections.abc import Iterable
from functools import partial

from flashdesign.domain.cards import DeckId
from flashdesign.domain.parcels import Picture
from flashdesign.services.context import Context
from flashdesign.storage import pictures


def load(context: Context, deck: DeckId, name: str) -> bytes | None:
    """Return what the deck's picture of this name is made of, or None where there is none."""
    with context.database.read() as connection:
        return pictures.load(connection, deck, name)


def of_decks(context: Context, decks: Iterable[DeckId]) -> list[Picture]:
    """Return the pictures of these decks; each is loaded when it is wanted."""
    wanted = frozenset(decks)
    with context.database.read() as connection:
        known = pictures.known(connection)
    return [
        Picture(deck, name, digest, partial(_loaded, context, deck, name))
        for (deck, name), digest in known.items()
        if deck in wanted
    ]


def _loaded(context: Context, deck: DeckId, name: str) -> bytes:
    return load(context, deck, name) or b""
