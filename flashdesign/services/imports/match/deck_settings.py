"""Comparison of imported deck settings (title, parent and others) with the stored ones."""

from collections.abc import Mapping
from dataclasses import replace

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.transfer.import_plan import ImportBundle, ImportProblem
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import N_, _
from flashdesign.storage.notes.decks import StoredDeck

Stored = Mapping[DeckId, StoredDeck]
_PARENT_MISSING = N_(
    "its `parent` {parent!r} is not in the collection, so it becomes a top-level deck; import that "
    "deck, then this one again"
)


class DeckParentError(FlashDesignError):
    """The `parent` of a deck would make it a subdeck of itself."""

    def __init__(self, name: str, deck: DeckId) -> None:
        super().__init__(
            N_("{name}: the deck {deck!r} would be inside itself; give it another `parent`."),
            name=name,
            deck=deck,
        )


def fix_parents(bundle: ImportBundle, stored: Stored) -> ImportBundle:
    """Return the bundle with decks whose parent is missing moved to the top, and a remark on each.

    Raises DeckParentError if decks would be inside each other.
    """
    known_decks = {*stored, *(deck.id for deck in bundle.decks)}
    orphans = [
        deck for deck in bundle.decks if deck.parent is not None and deck.parent not in known_decks
    ]
    if orphans:
        decks = tuple(
            replace(deck, parent=None) if deck in orphans else deck for deck in bundle.decks
        )
        problems = tuple(
            ImportProblem(deck.id, _(_PARENT_MISSING).format(parent=deck.parent))
            for deck in orphans
        )
        bundle = replace(bundle, decks=decks, problems=(*bundle.problems, *problems))
    _refuse_cycles(bundle, stored)
    return bundle


def changed_deck_settings(
    bundle: ImportBundle, stored: Stored
) -> tuple[tuple[Deck | None, Deck], ...]:
    """Return the decks whose settings the file changes, before and after, without notes.

    Only files that describe decks in full change settings. A new, empty deck has None before it.
    """
    if not bundle.has_full_decks:
        return ()
    existing = [deck for deck in bundle.decks if deck.id in stored]
    pairs = ((stored[deck.id].without_notes, replace(deck, notes=())) for deck in existing)
    empty = (deck for deck in bundle.decks if deck not in existing and not deck.notes)
    return (
        *((before, after) for before, after in pairs if before != after),
        *((None, deck) for deck in empty),
    )


def _refuse_cycles(bundle: ImportBundle, stored: Stored) -> None:
    parents = {name: deck.parent for name, deck in stored.items()}
    effective = (deck for deck in bundle.decks if bundle.has_full_decks or deck.id not in stored)
    parents |= {deck.id: deck.parent for deck in effective}
    for deck in bundle.decks:
        above, seen = parents[deck.id], {deck.id}
        while above is not None:
            if above in seen:
                raise DeckParentError(bundle.name, deck.id)
            seen.add(above)
            above = parents[above]
