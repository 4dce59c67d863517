"""Mark what was arranged, named or typed: in words, with the grade that it suggests."""

from collections.abc import Sequence

from flashdesign.domain import boards
from flashdesign.domain.boards import Board
from flashdesign.domain.faces import Basic, List
from flashdesign.domain.ratings import Rating
from flashdesign.domain.typed_answers import Likeness, likeness, named
from flashdesign.services.asking import Outcome


def mark_board(board: Board, placed: Sequence[int | None]) -> Outcome:
    """Return the verdict on an arrangement: the place of the choice in each row."""
    right = sum(boards.marks(board, placed))
    said = "All right." if right == len(board.rows) else f"{right} of {len(board.rows)} right."
    return Outcome(said, boards.grade(right, len(board.rows)), placed=tuple(placed))


def mark_list(face: List, texts: Sequence[str]) -> Outcome:
    """Return the verdict on what was named."""
    entries = named(face.items, texts)
    found = {entry.item for entry in entries} - {None}
    wanted = face.need or len(face.items)
    said = [f"{len(found)} of {wanted} named."]
    said += _told("Missing", [i.text for at, i in enumerate(face.items) if at not in found])
    said += _told("Not on the list", [entry.text for entry in entries if entry.item is None])
    return Outcome(" ".join(said), boards.grade(len(found), wanted), entries=entries)


def mark_typed(face: Basic, text: str) -> Outcome:
    """Return the verdict on a typed answer."""
    match likeness(text, (face.back, *face.accept)):
        case Likeness.SAME:
            return Outcome("Right.", Rating.GOOD)
        case Likeness.SLIP:
            return Outcome(f"Right, but for the spelling: you wrote {text.strip()}.", Rating.GOOD)
        case Likeness.OTHER:
            return Outcome(f"You wrote: {text.strip()}", Rating.AGAIN)


def _told(lead: str, texts: Sequence[str]) -> list[str]:
    return [f"{lead}: {', '.join(texts)}."] if texts else []
