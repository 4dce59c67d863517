"""The pictures of the decks in the collection."""

from collections.abc import Iterable, Sequence
from functools import partial

from flashdesign.domain.ids import DeckId
from flashdesign.domain.transfer.import_plan import Picture
from flashdesign.i18n.formatting import megabytes, number
from flashdesign.i18n.translation import ngettext
from flashdesign.services.context import Context


def load(context: Context, deck: DeckId, name: str) -> bytes | None:
    """Return the bytes of the deck's picture with this name, or None if there is none."""
    from flashdesign.storage.notes import stored_pictures  # most first questions have no picture

    with context.database.read() as connection:
        return stored_pictures.load(connection, deck, name)


def of_decks(context: Context, decks: Iterable[DeckId]) -> list[Picture]:
    """Return the pictures of these decks; their bytes are loaded on demand."""
    from flashdesign.storage.notes import stored_pictures

    wanted = frozenset(decks)
    with context.database.read() as connection:
        known = stored_pictures.digests_by_name(connection)
    return [
        Picture(deck, name, digest, partial(_load_or_empty, context, deck, name))
        for (deck, name), digest in known.items()
        if deck in wanted
    ]


def _load_or_empty(context: Context, deck: DeckId, name: str) -> bytes:
    return load(context, deck, name) or b""


def format_pictures(pictures: Sequence[Picture]) -> str:
    """Return "3 pictures (1.2 MB)": their number and total size."""
    size = megabytes(sum(picture.size for picture in pictures))
    return ngettext("{n} picture ({size})", "{n} pictures ({size})", len(pictures)).format(
        n=number(len(pictures)), size=size
    )
