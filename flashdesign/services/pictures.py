"""Pictures of decks."""

from collections.abc import Iterable
from functools import partial

from flashdesign.domain.cards import DeckId
from flashdesign.domain.parcels import Picture
from flashdesign.services.context import Context
from flashdesign.storage import pictures


def load(context: Context, deck: DeckId, name: str) -> bytes | None:
    """Return the bytes of the deck's picture with this name, or None if there is none."""
    with context.database.read() as connection:
        return pictures.load(connection, deck, name)


def of_decks(context: Context, decks: Iterable[DeckId]) -> list[Picture]:
    """Return the pictures of these decks; their bytes are loaded on demand."""
    wanted = frozenset(decks)
    with context.database.read() as connection:
        known = pictures.known(connection)
    return [
        Picture(deck, name, digest, partial(_load_or_empty, context, deck, name))
        for (deck, name), digest in known.items()
        if deck in wanted
    ]


def _load_or_empty(context: Context, deck: DeckId, name: str) -> bytes:
    return load(context, deck, name) or b""
