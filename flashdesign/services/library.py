"""Bring the collection up to the decks that ship with this version."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flashdesign.content.digest import digest
from flashdesign.domain.cards import CardKey, Deck, DeckId, Note, NoteKey
from flashdesign.errors import consequence
from flashdesign.services import keeping
from flashdesign.services.changes import Changes
from flashdesign.services.context import Context
from flashdesign.storage import notes, reviews, settings, shipping
from flashdesign.storage.database import Connection

_DIGEST = "library.digest"
SHIPPED, OWN = "shipped", "own"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What an upgrade of the shipped decks did, in notes."""

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0


def is_current(context: Context, folder: Path) -> bool:
    """Tell whether the collection holds just what `folder` ships."""
    with context.database.read() as connection:
        return bool(settings.get(connection, _DIGEST) == digest(folder))


@consequence("the decks that ship were not brought up to date")
def refresh(context: Context, folder: Path) -> Refreshed:
    """Make the shipped decks equal to `folder`, in one transaction.

    Progress stays with each card's key; what no longer ships is suspended, never deleted. A card
    that took over another's log, and all where a retention changed, have their memory anew.
    """
    # Reading decks takes a quarter of a second to import alone, and most starts need none of it.
    from flashdesign.content.library import shipped

    decks = shipped(folder)
    with context.database.transaction() as connection:
        rules_before = keeping.rules_now(connection)
        done, moved = Refreshed(), list[CardKey]()
        for position, deck in enumerate(decks):
            done = _plus(done, _refresh_deck(connection, deck, position, moved))
        done = _plus(done, _retire_decks(connection, {deck.id for deck in decks}))
        if not keeping.follow_rules(connection, rules_before):
            reviews.refresh(connection, moved, keeping.rules_of(connection))
        settings.put(connection, _DIGEST, digest(folder))
    context.broadcast.tell(Changes(decks=True, cards=True))
    return done


def _refresh_deck(
    connection: Connection, deck: Deck, position: int, moved: list[CardKey]
) -> Refreshed:
    """Make one deck as it ships; cards that took over another's log are added to `moved`."""
    notes.save_deck(connection, deck, position, SHIPPED)
    stored = notes.digests(connection, deck.id)
    shipped = {note.id for note in deck.notes}
    changed: list[tuple[int, Note]] = []
    edited: list[tuple[int, Note]] = []
    new = 0
    for place, note in enumerate(deck.notes):
        known = stored.get(note.id)
        if known is not None and known.shipped is not None:
            if shipping.digest(known.shipped) != notes.digest(note, place):
                edited.append((place, note))
        elif known is None or known.gone or known.value != notes.digest(note, place):
            changed.append((place, note))
            new += known is None
    gone = [NoteKey(f"{deck.id}/{note}") for note in _gone(stored, shipped)]
    moved += [move.new for move in notes.save_notes(connection, changed).moved]
    notes.retire_notes(connection, gone)
    shipping.renew(connection, edited)
    same = len(deck.notes) - len(changed)
    return Refreshed(new, len(changed) - new, same, len(gone))


def _retire_decks(connection: Connection, shipped: set[DeckId]) -> Refreshed:
    """Suspend the notes of decks that shipped once and do no more."""
    gone: list[NoteKey] = []
    for deck in notes.decks(connection):
        if deck.origin == SHIPPED and deck.id not in shipped:
            stored = notes.digests(connection, deck.id)
            gone += (NoteKey(f"{deck.id}/{note}") for note in _gone(stored, set()))
    notes.retire_notes(connection, gone)
    return Refreshed(gone=len(gone))


def _gone(stored: dict[str, notes.Digest], shipped: set[str]) -> Iterable[str]:
    """Name what no longer ships; what a person wrote or rewrote stays."""
    return (
        note
        for note, known in stored.items()
        if note not in shipped and not known.gone and known.shipped is None
    )


def _plus(one: Refreshed, other: Refreshed) -> Refreshed:
    return Refreshed(
        one.new + other.new,
        one.changed + other.changed,
        one.same + other.same,
        one.gone + other.gone,
    )
