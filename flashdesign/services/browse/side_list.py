"""The side list of Browse: decks, tags and saved searches, each with the search it stands for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashdesign.domain.ids import DeckId
from flashdesign.domain.search.terms import filter_term
from flashdesign.services.context import Context
from flashdesign.services.decks.visible_decks import visible_decks
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import note_queries
from flashdesign.storage.notes.decks import StoredDeck

_SAVED = "browse.saved_searches"


@dataclass(frozen=True, slots=True)
class SideEntry:
    """An entry: its label, the search it stands for, and its depth below the top of its group."""

    label: str
    term: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class SideLists:
    """The entries of the groups that depend on the collection; parents before children."""

    decks: tuple[SideEntry, ...] = ()
    tags: tuple[SideEntry, ...] = ()
    saved: tuple[SideEntry, ...] = ()


def side_lists(context: Context) -> SideLists:
    """Return the entries; nothing is counted, so this is fast for any number of cards."""
    with context.database.read() as connection:
        decks, tags = visible_decks(connection), note_queries.tags(connection)
        saved = _saved(connection)
    return SideLists(
        tuple(_deck_entries(decks)),
        tuple(_tag_entries(tags)),
        tuple(SideEntry(name, text) for name, text in saved.items()),
    )


def saved_searches(context: Context) -> dict[str, str]:
    """Return the saved searches by name, sorted; decks and tags are not read."""
    with context.database.read() as connection:
        return _saved(connection)


def save_search(context: Context, name: str, text: str) -> None:
    """Save a search under a name, in place of an earlier one of this name."""
    with context.database.transaction() as connection:
        stored_settings.put(connection, _SAVED, {**_saved(connection), name: text})


def rename_search(context: Context, name: str, new_name: str) -> None:
    """Rename a saved search; another one of the new name is replaced."""
    with context.database.transaction() as connection:
        searches = _saved(connection)
        if name in searches:
            searches[new_name] = searches.pop(name)
            stored_settings.put(connection, _SAVED, searches)


def remove_search(context: Context, name: str) -> None:
    """Remove a saved search, if there is one of this name."""
    with context.database.transaction() as connection:
        searches = _saved(connection)
        searches.pop(name, None)
        stored_settings.put(connection, _SAVED, searches)


def _saved(connection: Connection) -> dict[str, str]:
    """Return the saved searches by name, sorted; what cannot be read is skipped."""
    stored = stored_settings.get(connection, _SAVED)
    searches = stored if isinstance(stored, dict) else {}
    names = sorted(searches, key=str.casefold)
    return {name: searches[name] for name in names if isinstance(searches[name], str)}


def _deck_entries(
    decks: Sequence[StoredDeck], parent: DeckId | None = None, depth: int = 0
) -> Iterator[SideEntry]:
    """Yield the decks below `parent`; one whose parent is not shown stands at the top."""
    shown = {deck.id for deck in decks}
    for deck in decks:
        if (deck.parent if deck.parent in shown else None) == parent:
            yield SideEntry(deck.title, filter_term("deck", deck.id), depth)
            yield from _deck_entries(decks, deck.id, depth + 1)


def _tag_entries(tags: Sequence[str]) -> Iterator[SideEntry]:
    """Yield the tags, and the upper levels of those like `a/b` or `a::b`."""
    known: set[str] = set()
    for tag in sorted(tags, key=_sort_key):
        levels = _levels(tag)
        for depth, level in enumerate(levels):
            path = "/".join(levels[: depth + 1])
            term = filter_term("tag", path)
            if path not in known and term:
                known.add(path)
                yield SideEntry(level, term, depth)


def _sort_key(tag: str) -> list[tuple[str, str]]:
    """Return what sorts tags without regard to case, and each below the one it belongs to."""
    return [(level.casefold(), level) for level in _levels(tag)]


def _levels(tag: str) -> list[str]:
    return tag.replace("::", "/").split("/")
