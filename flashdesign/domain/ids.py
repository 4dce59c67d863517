"""Names of decks, notes, cards and reviews."""

from typing import NewType

ReviewId = NewType("ReviewId", bytes)


UID_BYTES = 16


_VERSION_7 = 0x7000


_VARIANT = 0x8000


_LAST_MS = (1 << 48) - 1


def new_review_id(at: int, random_bits: int, after: ReviewId | None = None) -> ReviewId:
    """Return a UUIDv7 for `at` (UTC ms) with 74 random bits `random_bits` that sorts after `after`.

    If the clock is not later than `after`, the time is one ms later than that of `after`. The
    random bits are always new, so that two copies of a collection never use one uid twice.
    """
    if after is not None:
        newest = int.from_bytes(after[:6])
        # A uid has 48 bits for the time.
        at = max(at, min(newest + 1, _LAST_MS))
    high, low = (random_bits >> 62) & 0xFFF, random_bits & ((1 << 62) - 1)
    return ReviewId(
        (at << 80 | (_VERSION_7 | high) << 64 | _VARIANT << 48 | low).to_bytes(UID_BYTES)
    )


DeckId = NewType("DeckId", str)


NoteKey = NewType("NoteKey", str)


CardKey = NewType("CardKey", str)


def full_key(deck: DeckId, name: str) -> NoteKey:
    """Return the full key for a `name` used in a note of `deck`: "id" or "deck/id"."""
    return NoteKey(name if "/" in name else f"{deck}/{name}")


def card_key(note: NoteKey, part: str) -> CardKey:
    """Return `deck/note` for the card without a part and `deck/note#part` for the others."""
    return CardKey(f"{note}#{part}" if part else note)


def deck_of(key: NoteKey | CardKey) -> DeckId:
    """Return the deck of a note or card."""
    return DeckId(key.partition("/")[0])


def note_of(key: CardKey) -> NoteKey:
    """Return the note of a card."""
    return NoteKey(key.partition("#")[0])
