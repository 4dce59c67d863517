"""Cards as plain text: question, answer, grades, and the summary of a session."""

import re
from collections.abc import Iterable, Sequence
from string import ascii_lowercase

from flashdesign.cli.commands import drill_text
from flashdesign.cli.terminal import one_line, to_plain_text
from flashdesign.domain.ids import CardKey
from flashdesign.domain.notes.cloze import GAP_CLOSE, GAP_OPEN
from flashdesign.domain.notes.matching import MatchingTask
from flashdesign.domain.notes.question_kinds import Option
from flashdesign.domain.scheduling.memory import Rating, grade_name
from flashdesign.i18n import formatting
from flashdesign.i18n.translation import N_, _, ngettext
from flashdesign.services.review.answer_marking import Marking
from flashdesign.services.review.prompt import Prompt
from flashdesign.services.review.state import ReviewState, SummaryAnswer

LETTERS, DIGITS = ascii_lowercase, "123456789"
_GAP = re.compile(f"{GAP_OPEN}([^{GAP_OPEN}{GAP_CLOSE}]*+){GAP_CLOSE}")
HELP = N_("""\
Enter     show the answer; then grade as suggested    u   undo
1 2 3 4   choose an option; after the answer grade it as again, hard, good, easy
s         suspend the card                            b   bury the card until tomorrow
f         flag or unflag the card                     q   quit; all answers are saved
To arrange items, type their letters row by row, such as cab, with - for an unknown one.
With only one row to fill, press B to bury and F to flag.
To list items, type one per line; an empty line ends the list.""")


def header(state: ReviewState, asked: Prompt) -> str:
    """Return the card's deck, its flag and leech warning, and the remaining counts."""
    left = state.left
    parts = [asked.deck_title]
    parts += [_("flagged")] if asked.is_flagged else []
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


def question(asked: Prompt) -> str:
    """Return the question with its options and their numbers."""
    lines = [to_plain_text(asked.prompt, is_revealed=False)]
    lines += [f"  {key}) {one_line(option.text)}" for key, option in _numbered(asked)]
    if asked.matching is not None:
        lines += matching_lines(asked.matching)
    lines += [_("Hint: {hint}").format(hint=to_plain_text(asked.hint))] if asked.hint else []
    return "\n".join(lines)


def answer(state: ReviewState, asked: Prompt) -> str:
    """Return the answer with its explanations, similar cards and source."""
    lines = [to_plain_text(state.outcome.verdict)] if state.outcome else []
    lines += (
        [matching_answer(asked.matching, state.outcome)]
        if asked.matching
        else [_right_answer(asked)]
    )
    if state.outcome is not None and state.outcome.drill is not None:
        lines.append(drill_text.format_feedback(state.outcome.drill, with_answer=False))
    lines += _reasons(state, asked)
    lines += [to_plain_text(asked.why)] if asked.why else []
    lines += [_similar_card(*card) for card in asked.similar_cards]
    return "\n".join((*lines, *_source(asked)))


def _similar_card(question: str, answer: str) -> str:
    if GAP_OPEN in question:  # the answer is the question with its gap filled
        return _("Compare: {text}").format(text=to_plain_text(answer))
    return _("Compare: {question} → {answer}").format(
        question=one_line(question), answer=one_line(answer)
    )


def grades(state: ReviewState, suggested: Rating) -> str:
    """Return the grades with their intervals, and the grade for Enter."""
    offered = [
        _("{number} {grade} ({wait})").format(
            number=int(rating),
            grade=grade_name(rating),
            wait=formatting.wait(state.waits[rating]),
        )
        for rating in state.allowed_grades
    ]
    return "   ".join((*offered, _("Enter: {grade}").format(grade=grade_name(suggested))))


def summary(answered: Sequence[SummaryAnswer], comes_back_ms: int | None) -> str:
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
        _("{share} recalled").format(share=formatting.percent(known)),
        formatting.clock(spent_s),
    )
    lines = [" · ".join(result), *_misses(answered)]
    if comes_back_ms is not None:
        lines.append(_("Next card in {wait}.").format(wait=formatting.wait(comes_back_ms)))
    return "\n".join(lines)


def matching_lines(shown: MatchingTask) -> list[str]:
    """Return the rows with their numbers, and the choices with their letters."""
    rows = [f"  {at}. {one_line(row)}" for at, row in enumerate(shown.rows, start=1)]
    is_order = shown.rows == tuple(str(at) for at in range(1, len(shown.rows) + 1))
    choices = zip(LETTERS, shown.choices, strict=False)
    lettered = [f"  {letter}) {one_line(choice)}" for letter, choice in choices]
    return lettered if is_order else [*rows, *lettered]


def matching_answer(shown: MatchingTask, outcome: Marking | None) -> str:
    """Return the right choice of each row, and the wrong one that was placed there."""
    placed = shown.right if outcome is None else outcome.arrangement
    return "\n".join(
        _arranged_row(shown, row, chosen, right)
        for row, chosen, right in zip(shown.rows, placed, shown.right, strict=True)
    )


def _arranged_row(shown: MatchingTask, row: str, chosen: int | None, right: int) -> str:
    right_choice = one_line(shown.choices[right])
    if chosen is None:
        return _("→ {row}: {choice} (left empty)").format(row=one_line(row), choice=right_choice)
    if shown.choices[chosen] == shown.choices[right]:
        return f"→ {one_line(row)}: {right_choice}"
    return _("→ {row}: {choice} (not {wrong})").format(
        row=one_line(row), choice=right_choice, wrong=one_line(shown.choices[chosen])
    )


def _right_answer(asked: Prompt) -> str:
    gaps = _GAP.findall(asked.answer)
    return f"→ {_right_number(asked)}{to_plain_text(', '.join(gaps) or asked.answer)}"


def _right_number(asked: Prompt) -> str:
    right = [f"{key}) " for key, option in _numbered(asked) if option.right]
    return right[0] if right else ""


def _reasons(state: ReviewState, asked: Prompt) -> Iterable[str]:
    """Return why the other options are wrong; the outcome has the reason of the chosen one."""
    chosen = None if state.outcome is None else state.outcome.chosen_option
    return [
        f"  {key}) {one_line(option.text)}: {one_line(option.why)}"
        for at, (key, option) in enumerate(_numbered(asked))
        if option.why and at != chosen
    ]


def _numbered(asked: Prompt) -> Iterable[tuple[str, Option]]:
    return zip(DIGITS, asked.options, strict=False)


def _misses(answered: Sequence[SummaryAnswer]) -> Iterable[str]:
    missed = {graded.key: graded for graded in answered if graded.rating is Rating.AGAIN}
    if missed:
        yield _("Missed today:")
    for miss in missed.values():
        yield f"  {one_line(miss.prompt)} → {' '.join(to_plain_text(miss.answer).split())}"


def _source(asked: Prompt) -> Iterable[str]:
    source = asked.source
    age = asked.as_of if asked.as_of != "timeless" else ""
    if source is None:
        return [_("Valid as of {date}").format(date=age)] if age else []
    parts = (source.title, source.url, age and _("as of {date}").format(date=age))
    return [to_plain_text(_("Source: {source}").format(source=" · ".join(filter(None, parts))))]
