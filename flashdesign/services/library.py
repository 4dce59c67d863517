"""Update of the built-in decks in the collection to those of this version."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flashdesign.content.digest import digest
from flashdesign.domain.cards import CardKey, Deck, DeckId, Note, NoteKey
from flashdesign.errors import consequence
from flashdesign.i18n import N_
from flashdesign.services import keeping
from flashdesign.services.changes import Changes
from flashdesign.services.context import Context
from flashdesign.storage import notes, reviews, settings, shipping
from flashdesign.storage.database import Connection

_DIGEST = "library.digest"
SHIPPED, OWN = "shipped", "own"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """Numbers of notes that an update of the built-in decks added, changed, kept and retired."""

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0


def is_current(context: Context, folder: Path) -> bool:
    """Return whether the built-in decks in the collection are those in `folder`."""
    with context.database.read() as connection:
        return bool(settings.get(connection, _DIGEST) == digest(folder))


@consequence(N_("the built-in decks were not updated"))
def refresh(context: Context, folder: Path) -> Refreshed:
    """Update the built-in decks to those in `folder`, in one transaction.

    Progress stays with each card's key; notes that no longer ship are suspended, never deleted. The
    memory is recalculated for cards that took over another card's log, and for all cards if a
    retention changed.
    """
    # Imported late: these modules take a quarter of a second, and most starts do not need them.
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
    """Update one built-in deck; cards that took over another card's log are added to `moved`."""
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
    gone = [NoteKey(f"{deck.id}/{note}") for note in _missing_notes(stored, shipped)]
    moved += [move.new for move in notes.save_notes(connection, changed).moved]
    notes.retire_notes(connection, gone)
    shipping.renew(connection, edited)
    same = len(deck.notes) - len(changed)
    return Refreshed(new, len(changed) - new, same, len(gone))


def _retire_decks(connection: Connection, shipped: set[DeckId]) -> Refreshed:
    """Suspend the notes of former built-in decks."""
    gone: list[NoteKey] = []
    for deck in notes.decks(connection):
        if deck.origin == SHIPPED and deck.id not in shipped:
            stored = notes.digests(connection, deck.id)
            gone += (NoteKey(f"{deck.id}/{note}") for note in _missing_notes(stored, set()))
    notes.retire_notes(connection, gone)
    return Refreshed(gone=len(gone))


def _missing_notes(stored: dict[str, notes.Digest], shipped: set[str]) -> Iterable[str]:
    """Return the notes that no longer ship, without those that the user wrote or edited."""
    return (
        note
        for note, known in stored.items()
        if note not in shipped and not known.gone and known.shipped is None
    )


def _plus(first: Refreshed, second: Refreshed) -> Refreshed:
    return Refreshed(
        first.new + second.new,
        first.changed + second.changed,
        first.same + second.same,
        first.gone + second.gone,
    )
