"""Interleaving of several lists of notes in one deck."""

from collections.abc import Iterable, Iterator

from flashdesign.domain.notes.note import Note


def interleave(*kinds: Iterable[Note]) -> Iterator[Note]:
    """Yield all notes, each list in its order and spread evenly over the whole length.

    Similar notes are rarely adjacent, and the first notes of a list still come early.
    """
    lists = [list(kind) for kind in kinds]
    placed = [
        ((place + 0.5) / len(notes), rank, note)
        for rank, notes in enumerate(lists)
        for place, note in enumerate(notes)
    ]
    return (note for _place, _rank, note in sorted(placed, key=lambda entry: entry[:2]))
