"""Marking of answers: chosen, typed, arranged or named ones, numbers and drills."""

from collections.abc import Sequence
from dataclasses import dataclass

from flashdesign.domain.drills import grading
from flashdesign.domain.drills.grading import BANDS, Bands, EstimateTask, ends
from flashdesign.domain.notes import matching
from flashdesign.domain.notes.matching import Placement
from flashdesign.domain.notes.question_kinds import Number
from flashdesign.domain.notes.tasks import MatchingTask, NamingTask, Option
from flashdesign.domain.notes.typed_answer import Similarity, TypedItem, compare_words, match_items
from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.quantities.quantity import (
    format_exact,
    format_short,
    parse_quantity,
    quantity_in_words,
)
from flashdesign.domain.quantities.unit import parse_unit
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _
from flashdesign.services.drills.feedback import one_line_summary
from flashdesign.services.drills.state import DrillFeedback

# A smaller factor is not shown.
_MIN_SHOWN_FACTOR = 1.02
_FEW_DIGITS_MIN = 10
# The typed number is shown with more digits than an estimate has.
_ANSWER_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Marking:
    """The marking of an answer: a sentence, and the suggested grade.

    `arrangement` is the choice in each row of a matching task, `entries` the named items.
    """

    verdict: str
    suggested: Rating
    chosen_option: int | None = None
    drill: DrillFeedback | None = None
    arrangement: Placement = ()
    entries: tuple[TypedItem, ...] = ()


def mark_drill(feedback: DrillFeedback) -> Marking:
    """Return the marking of a drill."""
    return Marking(one_line_summary(feedback), feedback.automatic, drill=feedback)


def mark_choice(options: tuple[Option, ...], chosen: int) -> Marking:
    """Return the marking of the chosen option."""
    option = options[chosen]
    if option.right:
        return Marking(_("Correct."), Rating.GOOD, chosen)
    if option.why:
        return Marking(_("Not quite: {why}").format(why=option.why), Rating.AGAIN, chosen)
    return Marking(_("Not quite."), Rating.AGAIN, chosen)


def describe_number(number: Number, text: str, *, decimal_comma: bool = False) -> tuple[str, bool]:
    """Return in words how `text` is read as an answer, and whether it cannot be read."""
    if not text.strip():
        return "", False
    try:
        given = parse_quantity(text, parse_unit(number.unit), decimal_comma=decimal_comma)
    except QuantityError as error:
        return str(error), True
    value = quantity_in_words(given, decimal_comma=decimal_comma)
    return _("Reads as {value}").format(value=value), False


def mark_number(number: Number, text: str, *, decimal_comma: bool = False) -> Marking:
    """Return the marking of a typed number; raises `QuantityError` if it cannot be read."""
    unit = parse_unit(number.unit)
    given = parse_quantity(text, unit, decimal_comma=decimal_comma)
    task = _task(number)
    rating = grading.grade_estimate(task, given.value, seconds=None).rating
    answer = (
        format_exact(given, decimal_comma=decimal_comma)
        if task.bands.exact
        else format_short(given, _ANSWER_DIGITS, decimal_comma=decimal_comma)
    )
    return Marking(_number_sentence(answer, given.value, task, rating), rating)


def mark_matching(task: MatchingTask, placed: Sequence[int | None]) -> Marking:
    """Return the verdict on an arrangement; `placed` has the index of the choice in each row."""
    right, total = sum(matching.mark_rows(task, placed)), len(task.rows)
    verdict = (
        _("All correct.")
        if right == total
        else _("{right} of {total} correct.").format(right=number(right), total=number(total))
    )
    return Marking(verdict, matching.grade_matching(right, total), arrangement=tuple(placed))


def mark_list(naming: NamingTask, texts: Sequence[str]) -> Marking:
    """Return the verdict on a list of named items."""
    entries = match_items(naming.items, texts)
    named_items = {entry.item for entry in entries} - {None}
    needed = naming.needed
    missing = [item.text for at, item in enumerate(naming.items) if at not in named_items]
    unknown = [entry.text for entry in entries if entry.item is None]
    sentences = [
        _("{n} of {total} named.").format(n=number(len(named_items)), total=number(needed)),
        *_list_sentence(N_("Missing: {items}."), missing),
        *_list_sentence(N_("Not on the list: {items}."), unknown),
    ]
    return Marking(
        " ".join(sentences), matching.grade_matching(len(named_items), needed), entries=entries
    )


def mark_typed(accepted: Sequence[str], text: str) -> Marking:
    """Return the verdict on a typed answer, of which each of `accepted` is right."""
    match compare_words(text, accepted):
        case Similarity.SAME:
            return Marking(_("Correct."), Rating.GOOD)
        case Similarity.TYPO:
            return Marking(_("Correct except for the spelling."), Rating.GOOD)
        case Similarity.OTHER:
            return Marking(_("Incorrect: not one of the accepted answers."), Rating.AGAIN)


def _task(number: Number) -> EstimateTask:
    bands = BANDS[number.bands] if isinstance(number.bands, str) else Bands(*number.bands)
    unit = parse_unit(number.unit)
    low, high = number.span or (number.answer, number.answer)
    span = (parse_quantity(low, unit).value, parse_quantity(high, unit).value)
    return EstimateTask(span if number.span else span[0], bands)


def _number_sentence(answer: str, value: float, task: EstimateTask, rating: Rating) -> str:
    low, high = ends(task.truth)
    if value <= 0:
        message = _("You said {answer}: zero is never the answer.")
    elif (factor := max(value / high, low / value)) >= _MIN_SHOWN_FACTOR:
        message = (
            _("You said {answer}: {factor}× too high.")
            if value > high
            else _("You said {answer}: {factor}× too low.")
        )
        return message.format(answer=answer, factor=_factor_text(factor))
    elif rating < Rating.GOOD:
        message = _("You said {answer}: close, but not close enough here.")
    else:
        message = _("Correct: {answer}.")
    return message.format(answer=answer)


def _factor_text(factor: float) -> str:
    """Return a factor with two significant digits, below 10 with three."""
    text = f"{factor:.2g}" if factor >= _FEW_DIGITS_MIN else f"{factor:.3g}"
    return number(float(text), 0 if "e" in text else len(text.partition(".")[2]))


def _list_sentence(message: str, items: Sequence[str]) -> list[str]:
    return [_(message).format(items=", ".join(items))] if items else []
