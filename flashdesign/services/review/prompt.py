"""Prompt of a card, and the marking of choices and numbers."""

from dataclasses import dataclass

from flashdesign.domain.drills import grading
from flashdesign.domain.drills.grading import BANDS, Bands, EstimateTask, ends
from flashdesign.domain.ids import CardKey
from flashdesign.domain.notes.matching import Placement
from flashdesign.domain.notes.question_kinds import Number, Question
from flashdesign.domain.notes.tasks import MatchingTask, Option
from flashdesign.domain.notes.typed_answer import TypedItem
from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.quantities.quantity import (
    format_exact,
    format_short,
    parse_quantity,
    quantity_in_words,
)
from flashdesign.domain.quantities.unit import parse_unit
from flashdesign.domain.scheduling.fsrs_scheduler import is_leech
from flashdesign.domain.scheduling.memory import Rating, State
from flashdesign.domain.scheduling.queue import QueuedCard, QueueKind
from flashdesign.domain.source import Source
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _
from flashdesign.services.drills.active_drill import ActiveDrill
from flashdesign.services.drills.feedback import one_line_summary
from flashdesign.services.drills.state import DrillFeedback, DrillPrompt
from flashdesign.storage.notes.cards import StoredCard

# A smaller factor is not shown.
_FEW_DIGITS_MIN = 10
_MIN_SHOWN_FACTOR = 1.02
# The typed number is shown with more digits than an estimate has.
_ANSWER_DIGITS = 6
_QUEUE_KINDS = {
    State.NEW: QueueKind.NEW,
    State.LEARNING: QueueKind.LEARNING,
    State.REVIEW: QueueKind.DUE,
    State.RELEARNING: QueueKind.LEARNING,
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is shown of a card; texts are Markdown.

    `options` are the choices, `matching` the arrangement, `need` how many items to name (0: none);
    `is_typed`: the answer is a line of text.
    """

    key: CardKey
    deck_title: str
    kind: str
    prompt: str
    answer: str
    hint: str
    why: str
    source: Source | None
    as_of: str
    options: tuple[Option, ...]
    unit: str
    similar_cards: tuple[tuple[str, str], ...]
    queue_kind: QueueKind
    is_flagged: bool
    is_leech: bool
    drill: DrillPrompt | None = None
    matching: MatchingTask | None = None
    need: int = 0
    is_typed: bool = False

    @property
    def asks_for_answer(self) -> bool:
        """Whether the user answers with an option, an arrangement, items or a text."""
        asks = (self.options, self.matching, self.need, self.is_typed, self.drill)
        return any(asks)


@dataclass(frozen=True, slots=True)
class Marking:
    """The marking of an answer: a sentence, and the suggested grade.

    `chosen` is the option, `arrangement` the choice in each row of a matching task, `entries` the
    named items.
    """

    verdict: str
    suggested: Rating
    chosen_option: int | None = None
    drill: DrillFeedback | None = None
    arrangement: Placement = ()
    entries: tuple[TypedItem, ...] = ()


def make_prompt(
    card: StoredCard,
    deck_title: str,
    seed: int,
    neighbors: tuple[tuple[str, str], ...],
    drill: ActiveDrill | None = None,
) -> Prompt:
    """Return what to show of `card`: options shuffled by `seed`, or the current drill."""
    question, part = card.note.question, card.card.part
    prompt, answer = _sides(question, part, drill)
    return Prompt(
        card.card.key,
        deck_title,
        kind=question.kind,
        prompt=prompt,
        answer=answer,
        hint=card.note.hint if drill is None else "",  # hints of a drill affect the grade
        why=card.note.why,
        source=card.note.source,
        as_of=card.note.as_of,
        options=question.options(part, seed),
        unit=question.shown_unit,
        similar_cards=neighbors,
        queue_kind=_QUEUE_KINDS[card.memory.state],
        is_flagged=card.flag > 0,
        is_leech=is_leech(card.memory),
        drill=None if drill is None else drill.prompt,
        matching=question.matching(part, seed),
        need=_need(question),
        is_typed=isinstance(question, Number) or bool(question.typed_answers(part)),
    )


def _need(question: Question) -> int:
    naming = question.naming()
    return naming.needed if naming else 0


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


def _sides(question: Question, part: str, drill: ActiveDrill | None) -> tuple[str, str]:
    """Return question and answer; the current drill has those of its drawn values."""
    if drill is not None:
        return drill.instance.question, drill.instance.truth_text
    return question.prompt_text(part), question.answer_text(part)


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
            _("You said {answer}: {factor} times too high.")
            if value > high
            else _("You said {answer}: {factor} times too low.")
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


def queued_card(card: StoredCard) -> QueuedCard:
    """Return the card as an entry of today's queue."""
    return QueuedCard(
        card.card.key,
        card.card.note,
        card.card.deck,
        _QUEUE_KINDS[card.memory.state],
        card.memory.due or 0,
    )
