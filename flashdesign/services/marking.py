"""Evaluation of arranged, listed and typed answers: a verdict and a suggested grade."""

from collections.abc import Sequence

from flashdesign.domain import boards
from flashdesign.domain.boards import Board
from flashdesign.domain.faces import Basic, List
from flashdesign.domain.ratings import Rating
from flashdesign.domain.typed_answers import Likeness, likeness, named
from flashdesign.formatting import number
from flashdesign.i18n import N_, _
from flashdesign.services.asking import Outcome


def mark_board(board: Board, placed: Sequence[int | None]) -> Outcome:
    """Return the verdict on an arrangement; `placed` has the index of the choice in each row."""
    right, total = sum(boards.marks(board, placed)), len(board.rows)
    verdict = (
        _("All correct.")
        if right == total
        else _("{right} of {total} correct.").format(right=number(right), total=number(total))
    )
    return Outcome(verdict, boards.grade(right, total), placed=tuple(placed))


def mark_list(face: List, texts: Sequence[str]) -> Outcome:
    """Return the verdict on a list of named items."""
    entries = named(face.items, texts)
    named_items = {entry.item for entry in entries} - {None}
    needed = face.need or len(face.items)
    missing = [item.text for at, item in enumerate(face.items) if at not in named_items]
    unknown = [entry.text for entry in entries if entry.item is None]
    sentences = [
        _("{n} of {total} named.").format(n=number(len(named_items)), total=number(needed)),
        *_list_sentence(N_("Missing: {items}."), missing),
        *_list_sentence(N_("Not on the list: {items}."), unknown),
    ]
    return Outcome(" ".join(sentences), boards.grade(len(named_items), needed), entries=entries)


def mark_typed(face: Basic, text: str) -> Outcome:
    """Return the verdict on a typed answer."""
    match likeness(text, (face.back, *face.accept)):
        case Likeness.SAME:
            return Outcome(_("Correct."), Rating.GOOD)
        case Likeness.SLIP:
            verdict = _("Correct except for the spelling: you wrote {text}.")
            return Outcome(verdict.format(text=text.strip()), Rating.GOOD)
        case Likeness.OTHER:
            return Outcome(_("You wrote: {text}").format(text=text.strip()), Rating.AGAIN)


def _list_sentence(message: str, items: Sequence[str]) -> list[str]:
    return [_(message).format(items=", ".join(items))] if items else []
