"""Hold the collection open for one command."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flashdesign.cli.surroundings import Surroundings
from flashdesign.errors import FlashDesignError
from flashdesign.paths import decks_folder
from flashdesign.services import keeping, library, opening
from flashdesign.services.context import Context


@contextmanager
def collection(
    surroundings: Surroundings, chosen: Path | None, *, rebuilds: bool = True
) -> Iterator[Context]:
    """Open the collection, bring the shipped decks up to date, and close it in the end.

    One that the window has open is lent as it is. Unless `rebuilds` is false, memories that do not
    follow changed rules yet do so first.
    """
    if surroundings.context is not None:
        yield surroundings.context
        return
    context = surroundings.open_context(surroundings.places(chosen))
    _warn_of_place(context, surroundings)
    try:
        _bring_up_to_date(context, surroundings, rebuilds=rebuilds)
        yield context
    except FlashDesignError:
        # One sentence is enough; the next start tells of a backup that is missing.
        opening.close_collection(context)
        raise
    except BaseException as error:
        try:
            if isinstance(error, Exception):
                # What looks like a bug may come of a value that is damaged.
                context.database.refuse_damaged(error)
        finally:
            opening.close_collection(context)
        raise
    failed = opening.close_collection(context)
    if failed is not None:
        # The command did its work: this is a warning.
        with suppress(OSError):
            surroundings.stderr.write(f"flashdesign: {failed}\n")


def _warn_of_place(context: Context, surroundings: Surroundings) -> None:
    """Write warnings to stderr: a script reads the command's own output."""
    if context.places.unread:
        surroundings.stderr.write(f"flashdesign: {opening.place_sentence(context)}\n")
    if context.is_named_new:
        surroundings.stderr.write(f"flashdesign: {opening.new_sentence(context)}\n")


def _bring_up_to_date(context: Context, surroundings: Surroundings, *, rebuilds: bool) -> None:
    decks = surroundings.decks or decks_folder()
    if not library.is_current(context, decks):
        library.refresh(context, decks)
    if rebuilds:
        keeping.rebuild_if_due(context)
