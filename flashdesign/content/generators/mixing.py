"""Spread several kinds of notes over one deck."""

from collections.abc import Iterable, Iterator

from flashdesign.domain.cards import Note


def mixed(*kinds: Iterable[Note]) -> Iterator[Note]:
    """Yield all notes: each kind in its own order and spread over the whole length.

    So like seldom meets like, and what stands early in its list still comes early.
    """
    lists = [list(kind) for kind in kinds]
    placed = [
        ((place + 0.5) / len(notes), rank, note)
        for rank, notes in enumerate(lists)
        for place, note in enumerate(notes)
    ]
    return (note for _, _, note in sorted(placed, key=lambda entry: entry[:2]))
