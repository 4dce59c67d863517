"""Hold the collection open for one command."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flashdesign.cli.surroundings import Surroundings
from flashdesign.paths import decks_folder
from flashdesign.services import library, opening
from flashdesign.services.context import Context


@contextmanager
def collection(surroundings: Surroundings, chosen: Path | None) -> Iterator[Context]:
    """Open the collection, bring the shipped decks up to date, and close it in the end.

    One that the window has open is lent as it is.
    """
    if surroundings.context is not None:
        yield surroundings.context
        return
    context = surroundings.open_context(surroundings.places(chosen))
    # On the other stream: a script reads what the command itself has to say.
    if context.places.unread:
        surroundings.stderr.write(f"flashdesign: {opening.place_sentence(context)}\n")
    if context.is_named_new:
        surroundings.stderr.write(f"flashdesign: {opening.new_sentence(context)}\n")
    decks = surroundings.decks or decks_folder()
    try:
        if not library.is_current(context, decks):
            library.refresh(context, decks)
        yield context
    finally:
        opening.close_collection(context)
