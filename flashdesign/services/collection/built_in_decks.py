"""Update of the built-in decks in the collection to those of this version."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import flashdesign
from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.errors import consequence
from flashdesign.i18n.translation import N_
from flashdesign.services.context import Changes, Context
from flashdesign.services.scheduling import rules
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import decks as note_decks

if TYPE_CHECKING:
    from flashdesign.domain.notes.note import Deck, Note
    from flashdesign.storage.notes.save import StoredDigest

# What only an update needs is imported late: most starts need none.
_DIGEST = "library.digest"
# The stored origins of decks; "shipped" in a collection is what the program calls built-in.
BUILT_IN, OWN = "shipped", "own"
GENERATOR_VERSION = 1
"""Increment this when the text of a generator in `content` changes between two releases."""


@dataclass(frozen=True, slots=True)
class UpdateResult:
    """Numbers of notes that an update of the built-in decks added, changed, kept and retired."""

    new: int = 0
    changed: int = 0
    same: int = 0
    removed: int = 0


def is_current(context: Context, folder: Path) -> bool:
    """Return whether the built-in decks in the collection are those in `folder`."""
    with context.database.read() as connection:
        return bool(stored_settings.get(connection, _DIGEST) == built_in_digest(folder))


def built_in_digest(folder: Path) -> str:
    """Return the SHA-256 of the deck files and both version numbers, in hexadecimal."""
    state = sha256(f"{flashdesign.__version__}\0{GENERATOR_VERSION}".encode())
    for path in sorted(folder.rglob("*.yaml")):
        data = path.read_bytes()
        state.update(f"\0{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
        state.update(data)
    return state.hexdigest()


@consequence(N_("the built-in decks were not updated"))
def update_built_in_decks(context: Context, folder: Path) -> UpdateResult:
    """Update the built-in decks to those in `folder`, in one transaction.

    Progress stays with each card's key; notes that are no longer built in are suspended, never
    deleted. The memory is recalculated for cards that took over another card's log, and for all
    cards if a retention changed.
    """
    from flashdesign.content.system_design.loader import load_built_in_decks
    from flashdesign.storage.review_log import replay

    decks = load_built_in_decks(folder)
    with context.database.transaction() as connection:
        rules_before = rules.current_rules(connection)
        done, moved = UpdateResult(), list[CardKey]()
        for position, deck in enumerate(decks):
            done = _plus(done, _refresh_deck(connection, deck, position, moved))
        done = _plus(done, _retire_decks(connection, {deck.id for deck in decks}))
        if not rules.rebuild_if_rules_changed(connection, rules_before):
            replay.replay_cards(connection, moved, rules.rules_of(connection))
        stored_settings.put(connection, _DIGEST, built_in_digest(folder))
    context.broadcast.notify(Changes(decks=True, cards=True))
    return done


def _refresh_deck(
    connection: Connection, deck: "Deck", position: int, moved: list[CardKey]
) -> UpdateResult:
    """Update one built-in deck; cards that took over another card's log are added to `moved`."""
    from flashdesign.storage.notes import built_in_versions, save
    from flashdesign.storage.rows import note_json

    note_decks.save_deck(connection, deck, position, BUILT_IN)
    stored = save.digests(connection, deck.id)
    built_in = {note.id for note in deck.notes}
    changed: list[tuple[int, Note]] = []
    edited: list[tuple[int, Note]] = []
    new = 0
    for place, note in enumerate(deck.notes):
        known = stored.get(note.id)
        if known is not None and known.built_in is not None:
            if built_in_versions.built_in_digest(known.built_in) != note_json.digest(note, place):
                edited.append((place, note))
        elif known is None or known.is_removed or known.value != note_json.digest(note, place):
            changed.append((place, note))
            new += known is None
    removed = [NoteKey(f"{deck.id}/{note}") for note in _missing_notes(stored, built_in)]
    moved += [move.new_key for move in save.save_notes(connection, changed).moved]
    save.retire_notes(connection, removed)
    built_in_versions.update_built_in_version(connection, edited)
    same = len(deck.notes) - len(changed)
    return UpdateResult(new, len(changed) - new, same, len(removed))


def _retire_decks(connection: Connection, built_in: set[DeckId]) -> UpdateResult:
    """Suspend the notes of former built-in decks."""
    from flashdesign.storage.notes import save

    removed: list[NoteKey] = []
    for deck in note_decks.decks(connection):
        if deck.origin == BUILT_IN and deck.id not in built_in:
            stored = save.digests(connection, deck.id)
            removed += (NoteKey(f"{deck.id}/{note}") for note in _missing_notes(stored, set()))
    save.retire_notes(connection, removed)
    return UpdateResult(removed=len(removed))


def _missing_notes(stored: "dict[str, StoredDigest]", built_in: set[str]) -> Iterable[str]:
    """Return the notes that are no longer built in, without those that the user wrote or edited."""
    return (
        note
        for note, known in stored.items()
        if note not in built_in and not known.is_removed and known.built_in is None
    )


def _plus(first: UpdateResult, second: UpdateResult) -> UpdateResult:
    return UpdateResult(
        first.new + second.new,
        first.changed + second.changed,
        first.same + second.same,
        first.removed + second.removed,
    )
