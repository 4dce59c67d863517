"""The open collection of a command."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flashdesign.cli.environment import CliEnvironment
from flashdesign.errors import FlashDesignError
from flashdesign.paths import decks_folder
from flashdesign.services.collection import built_in_decks, lifecycle, maintenance
from flashdesign.services.context import Context


@contextmanager
def open_collection(
    environment: CliEnvironment, chosen: Path | None, *, rebuilds: bool = True
) -> Iterator[Context]:
    """Open the collection, update the built-in decks, and close the collection at the end.

    A collection that the window has open is used as it is. Unless `rebuilds` is false, memory
    states that do not follow the current rules are recalculated first.
    """
    if environment.context is not None:
        yield environment.context
        return
    context = environment.open_context(environment.paths(chosen))
    _warn_about_place(context, environment)
    try:
        _update(context, environment, rebuilds=rebuilds)
        yield context
    except FlashDesignError:
        # Only this error is reported; the next start reports a backup that failed.
        lifecycle.close_collection(context)
        raise
    except BaseException as error:
        try:
            if isinstance(error, Exception):
                # An apparent bug may be caused by a damaged value.
                context.database.refuse_damaged(error)
        finally:
            lifecycle.close_collection(context)
        raise
    failed = lifecycle.close_collection(context)
    if failed is not None:
        # The command succeeded: this is only a warning.
        with suppress(OSError):
            environment.stderr.write(f"flashdesign: {failed}\n")


def _warn_about_place(context: Context, environment: CliEnvironment) -> None:
    """Write warnings to stderr, since scripts read stdout."""
    if context.paths.location_problem:
        environment.stderr.write(f"flashdesign: {lifecycle.collection_path_notice(context)}\n")
    if context.is_named_new:
        environment.stderr.write(f"flashdesign: {lifecycle.new_collection_notice(context)}\n")


def _update(context: Context, environment: CliEnvironment, *, rebuilds: bool) -> None:
    decks = environment.decks or decks_folder()
    if not built_in_decks.is_current(context, decks):
        built_in_decks.update_built_in_decks(context, decks)
    if rebuilds:
        maintenance.rebuild_if_due(context)
