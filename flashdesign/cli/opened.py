"""Hold the collection open for one command."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flashdesign.cli.surroundings import Surroundings
from flashdesign.errors import FlashDesignError
from flashdesign.paths import decks_folder
from flashdesign.services import library, opening
from flashdesign.services.context import Context


@contextmanager
def collection(surroundings: Surroundings, chosen: Path | None) -> Iterator[Context]:
    """Open the collection, bring the shipped decks up to date, and close it in the end."""
    context = surroundings.open_context(surroundings.places(chosen))
    decks = surroundings.decks or decks_folder()
    try:
        if not library.is_current(context, decks):
            library.refresh(context, decks)
        yield context
    except FlashDesignError:
        raise
    except Exception as error:
        # What looks like a bug may come of a value that is damaged.
        context.database.refuse_damaged(error)
        raise
    finally:
        opening.close_collection(context)
