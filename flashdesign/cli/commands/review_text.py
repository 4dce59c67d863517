"""Cards as plain text: question, answer, grades, and the summary of a session."""

import re
from collections.abc import Iterable, Sequence
from string import ascii_lowercase

from flashdesign.cli.commands import drill_text
from flashdesign.cli.terminal import one_line, plain
from flashdesign.domain.ids import CardKey
from flashdesign.domain.notes.cloze import GAP_CLOSE, GAP_OPEN
from flashdesign.domain.notes.matching import Board
from flashdesign.domain.notes.question import Option
from flashdesign.domain.scheduling.memory import Rating, grade_name
from flashdesign.i18n import formatting
from flashdesign.i18n.translation import N_, _, ngettext
from flashdesign.services.review.prompt import Asked, Outcome
from flashdesign.services.review.state import Answered, ReviewState

LETTERS = ascii_lowercase
_GAP = re.compile(f"{GAP_OPEN}([^{GAP_OPEN}{GAP_CLOSE}]*+){GAP_CLOSE}")
HELP = N_("""\
Enter   show the answer; then grade as suggested    1 2 3 4   again, hard, good, easy
a b c   choose an option                            u   undo
s       suspend the card                            b   bury the card until tomorrow
f       flag or unflag the card                     q   quit; all answers are saved
To arrange items, type their letters row by row, such as cab, with - for an unknown one.
To list items, type one per line; an empty line ends the list.
While options are shown, press B to bury and F to flag.""")


def place(state: ReviewState, asked: Asked) -> str:
    """Return the card's deck, its flag and leech warning, and the counts of what is left."""
    left = state.left
    parts = [asked.deck_title]
    parts += [_("flagged")] if asked.flagged else []
    parts += [_("often missed: reword or suspend it")] if asked.is_leech else []
    parts += left_counts(left.new, left.learning, left.due)
    return " · ".join(parts)


def left_counts(new: int, learning: int, due: int) -> list[str]:
    """Return the counts above zero as "3 new", "1 learning", "12 to review"."""
    counts = (
        (new, ngettext("{n} new", "{n} new", new)),
        (learning, ngettext("{n} learning", "{n} learning", learning)),
        (due, ngettext("{n} to review", "{n} to review", due)),
    )
    return [text.format(n=formatting.number(count)) for count, text in counts if count]


def question(asked: Asked) -> str:
    """Return the question with its options and their letters."""
    lines = [plain(asked.prompt, told=False)]
    lines += [f"  {letter}) {one_line(option.text)}" for letter, option in _lettered(asked)]
    if asked.board is not None:
        lines += board(asked.board)
    lines += [_("Hint: {hint}").format(hint=plain(asked.hint))] if asked.hint else []
    return "\n".join(lines)


def answer(state: ReviewState, asked: Asked) -> str:
    """Return the answer with its explanations, similar cards and source."""
    lines = [plain(state.outcome.said)] if state.outcome else []
    lines += [arranged(asked.board, state.outcome)] if asked.board else [_right_answer(asked)]
    if state.outcome is not None and state.outcome.drill is not None:
        lines.append(drill_text.told(state.outcome.drill, with_answer=False))
    lines += _reasons(state, asked)
    lines += [plain(asked.why)] if asked.why else []
    lines += [
        _("Compare: {question} → {answer}").format(
            question=one_line(neighbor_question), answer=one_line(neighbor_answer)
        )
        for neighbor_question, neighbor_answer in asked.neighbours
    ]
    return "\n".join((*lines, *_source(asked)))


def grades(state: ReviewState, suggested: Rating) -> str:
    """Return the grades with their intervals, and the grade for Enter."""
    offered = [
        _("{number} {grade} ({wait})").format(
            number=int(rating),
            grade=grade_name(rating),
            wait=formatting.wait(state.waits[rating]),
        )
        for rating in state.offered
    ]
    return "   ".join((*offered, _("Enter: {grade}").format(grade=grade_name(suggested))))


def summary(answered: Sequence[Answered], comes_back_ms: int | None) -> str:
    """Return the result of a session, and the missed cards."""
    if not answered:
        return _("No cards were answered.")
    first: dict[CardKey, Rating] = {}
    for graded in answered:
        first.setdefault(graded.key, graded.rating)
    known = sum(rating is not Rating.AGAIN for rating in first.values()) / len(first)
    spent_s = sum(graded.duration_ms for graded in answered) / 1000
    count = len(answered)
    result = (
        ngettext("{n} answer", "{n} answers", count).format(n=formatting.number(count)),
        _("{share} known").format(share=formatting.percent(known)),
        formatting.clock(spent_s),
    )
    lines = [" · ".join(result), *_misses(answered)]
    if comes_back_ms is not None:
        lines.append(_("Next card in {wait}.").format(wait=formatting.wait(comes_back_ms)))
    return "\n".join(lines)


def board(shown: Board) -> list[str]:
    """Return the rows with their numbers, and the choices with their letters."""
    rows = [f"  {at}. {one_line(row)}" for at, row in enumerate(shown.rows, start=1)]
    is_order = shown.rows == tuple(str(at) for at in range(1, len(shown.rows) + 1))
    choices = zip(LETTERS, shown.choices, strict=False)
    lettered = [f"  {letter}) {one_line(choice)}" for letter, choice in choices]
    return lettered if is_order else [*rows, *lettered]


def arranged(shown: Board, outcome: Outcome | None) -> str:
    """Return the right choice of each row, and the wrong one that was placed there."""
    placed = shown.right if outcome is None else outcome.placed
    return "\n".join(
        _arranged_row(shown, row, chosen, right)
        for row, chosen, right in zip(shown.rows, placed, shown.right, strict=True)
    )


def _arranged_row(shown: Board, row: str, chosen: int | None, right: int) -> str:
    right_choice = one_line(shown.choices[right])
    if chosen is None:
        return _("→ {row}: {choice} (left empty)").format(row=one_line(row), choice=right_choice)
    if shown.choices[chosen] == shown.choices[right]:
        return f"→ {one_line(row)}: {right_choice}"
    return _("→ {row}: {choice} (not {wrong})").format(
        row=one_line(row), choice=right_choice, wrong=one_line(shown.choices[chosen])
    )


def _right_answer(asked: Asked) -> str:
    gaps = _GAP.findall(asked.answer)
    return f"→ {_right_letter(asked)}{plain(', '.join(gaps) or asked.answer)}"


def _right_letter(asked: Asked) -> str:
    right = [f"{letter}) " for letter, option in _lettered(asked) if option.right]
    return right[0] if right else ""


def _reasons(state: ReviewState, asked: Asked) -> Iterable[str]:
    """Return why the other options are wrong; the outcome has the reason of the chosen one."""
    chosen = None if state.outcome is None else state.outcome.chosen
    return [
        f"  {letter}) {one_line(option.text)}: {one_line(option.why)}"
        for at, (letter, option) in enumerate(_lettered(asked))
        if option.why and at != chosen
    ]


def _lettered(asked: Asked) -> Iterable[tuple[str, Option]]:
    return zip(LETTERS, asked.options, strict=False)


def _misses(answered: Sequence[Answered]) -> Iterable[str]:
    missed = {graded.key: graded for graded in answered if graded.rating is Rating.AGAIN}
    if missed:
        yield _("Missed today:")
    for miss in missed.values():
        yield f"  {one_line(miss.prompt)} → {' '.join(plain(miss.answer).split())}"


def _source(asked: Asked) -> Iterable[str]:
    source = asked.source
    age = asked.as_of if asked.as_of != "timeless" else ""
    if source is None:
        return [_("As of {date}").format(date=age)] if age else []
    parts = (source.title, source.url, age and _("as of {date}").format(date=age))
    return [plain(_("Source: {source}").format(source=" · ".join(filter(None, parts))))]
