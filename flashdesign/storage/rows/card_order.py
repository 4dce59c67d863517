"""The stored positions of cards, which are the order to learn those of a deck in.

They increase with the priority of the note, then with its position in the deck. Cards of the usual
priority have the positions that all cards had before there were priorities.
"""

from flashdesign.domain.priority import PRIORITIES, USUAL_PRIORITY

_MAX_PARTS = 1_000
_BAND = 2**40
_FARTHEST = 2**62


def first_position(note_position: int, priority: int) -> int:
    """Return the position of the first card of a note; its other cards follow directly."""
    return (priority - USUAL_PRIORITY) * _BAND + note_position * _MAX_PARTS


def position_bounds(priority: int) -> tuple[int, int]:
    """Return the first position of cards of this priority, and the first one after them."""
    low, high = first_position(0, priority), first_position(0, priority + 1)
    return (
        -_FARTHEST if priority == PRIORITIES[0] else low,
        _FARTHEST if priority == PRIORITIES[-1] else high,
    )
