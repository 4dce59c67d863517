"""A card as plain text: its question, its answer, the grades, and the end of a sitting."""

import re
from collections.abc import Iterable, Sequence
from string import ascii_lowercase

from flashdesign import formatting
from flashdesign.cli import drill_text
from flashdesign.cli.terminal import one_line, plain
from flashdesign.domain.boards import Board
from flashdesign.domain.cards import CardKey
from flashdesign.domain.faces import GAP_CLOSE, GAP_OPEN, Option
from flashdesign.domain.ratings import Rating
from flashdesign.services import wording
from flashdesign.services.asking import Asked, Outcome
from flashdesign.services.review import Answered, ReviewState

LETTERS = ascii_lowercase
_GAP = re.compile(f"{GAP_OPEN}([^{GAP_OPEN}{GAP_CLOSE}]*+){GAP_CLOSE}")
HELP = """\
Enter   show the answer; then grade as suggested    1 2 3 4   again, hard, good, easy
a b c   choose an option                            u   undo the last answer or act
s       suspend: put the card away for good         b   bury: put it away until tomorrow
f       flag it, or take the flag off               q   leave; all answers are kept
To arrange, type the letters row by row, such as cab, with - for one you do not know.
To name things, type one a line; an empty line ends the list.
While options wait for a choice, bury and flag are B and F."""


def place(state: ReviewState, asked: Asked) -> str:
    """Return where the card is from, what is remarkable about it, and what is left."""
    left = state.left
    counts = ((left.new, "new"), (left.learning, "learning"), (left.due, "to review"))
    parts = [asked.deck_title]
    parts += ["flagged"] if asked.flagged else []
    parts += ["often missed: reword or suspend it"] if asked.is_leech else []
    parts += [f"{number:,} {name}" for number, name in counts if number]
    return " · ".join(parts)


def question(asked: Asked) -> str:
    """Return the question, its options lettered."""
    lines = [plain(asked.prompt, told=False)]
    lines += [f"  {letter}) {one_line(option.text)}" for letter, option in _lettered(asked)]
    if asked.board is not None:
        lines += board(asked.board)
    lines += [f"Hint: {plain(asked.hint)}"] if asked.hint else []
    return "\n".join(lines)


def answer(state: ReviewState, asked: Asked) -> str:
    """Return the answer with all that belongs to it."""
    lines = [plain(state.outcome.said)] if state.outcome else []
    lines += [arranged(asked.board, state.outcome)] if asked.board else [_told(asked)]
    if state.outcome is not None and state.outcome.drill is not None:
        lines.append(drill_text.told(state.outcome.drill, with_answer=False))
    lines += _reasons(state, asked)
    lines += [plain(asked.why)] if asked.why else []
    lines += [f"Compare: {one_line(ask)} → {one_line(said)}" for ask, said in asked.neighbours]
    return "\n".join((*lines, *_source(asked)))


def grades(state: ReviewState, suggested: Rating) -> str:
    """Return the grades with their waits, and which of them Enter gives."""
    offered = [
        f"{rating:d} {rating.name.title()} ({formatting.wait(state.waits[rating])})"
        for rating in state.offered
    ]
    return f"{'   '.join(offered)}   Enter: {suggested.name.title()}"


def summary(answered: Sequence[Answered], comes_back_ms: int | None) -> str:
    """Return how a sitting went, and what was missed."""
    if not answered:
        return "Nothing was answered."
    first: dict[CardKey, Rating] = {}
    for given in answered:
        first.setdefault(given.key, given.rating)
    known = sum(rating is not Rating.AGAIN for rating in first.values()) / len(first)
    spent_s = sum(given.duration_ms for given in answered) / 1000
    lines = [
        f"{wording.count(len(answered), 'answer')} · {formatting.percent(known)} known · "
        f"{formatting.clock(spent_s)}",
        *_misses(answered),
    ]
    if comes_back_ms is not None:
        lines.append(f"The next card comes back in {formatting.wait(comes_back_ms)}.")
    return "\n".join(lines)


def board(shown: Board) -> list[str]:
    """Return a board's rows, numbered, and its choices, lettered."""
    rows = [f"  {at}. {one_line(row)}" for at, row in enumerate(shown.rows, start=1)]
    is_order = shown.rows == tuple(str(at) for at in range(1, len(shown.rows) + 1))
    choices = zip(LETTERS, shown.choices, strict=False)
    lettered = [f"  {letter}) {one_line(choice)}" for letter, choice in choices]
    return lettered if is_order else [*rows, *lettered]


def arranged(shown: Board, outcome: Outcome | None) -> str:
    """Return what belongs into each row, and what was put there instead."""
    placed = shown.right if outcome is None else outcome.placed
    return "\n".join(
        f"→ {one_line(row)}: {one_line(shown.choices[right])}{_instead(shown, given, right)}"
        for row, given, right in zip(shown.rows, placed, shown.right, strict=True)
    )


def _instead(shown: Board, given: int | None, right: int) -> str:
    if given is None:
        return " (left empty)"
    is_right = shown.choices[given] == shown.choices[right]
    return "" if is_right else f" (not {one_line(shown.choices[given])})"


def _told(asked: Asked) -> str:
    gaps = _GAP.findall(asked.answer)
    return f"→ {_right_letter(asked)}{plain(', '.join(gaps) or asked.answer)}"


def _right_letter(asked: Asked) -> str:
    right = [f"{letter}) " for letter, option in _lettered(asked) if option.right]
    return right[0] if right else ""


def _reasons(state: ReviewState, asked: Asked) -> Iterable[str]:
    """Return why the other options are wrong; that of the chosen one was said already."""
    chosen = None if state.outcome is None else state.outcome.chosen
    return [
        f"  {letter}) {one_line(option.text)}: {one_line(option.why)}"
        for at, (letter, option) in enumerate(_lettered(asked))
        if option.why and at != chosen
    ]


def _lettered(asked: Asked) -> Iterable[tuple[str, Option]]:
    return zip(LETTERS, asked.options, strict=False)


def _misses(answered: Sequence[Answered]) -> Iterable[str]:
    missed = {given.key: given for given in answered if given.rating is Rating.AGAIN}
    if missed:
        yield "Worth another look:"
    for given in missed.values():
        yield f"  {one_line(given.prompt)} → {' '.join(plain(given.answer).split())}"


def _source(asked: Asked) -> Iterable[str]:
    source = asked.source
    age = asked.as_of if asked.as_of != "timeless" else ""
    if source is None:
        return [f"As of {age}"] if age else []
    parts = (source.title, source.url, age and f"as of {age}")
    return [plain(f"Source: {' · '.join(part for part in parts if part)}")]
