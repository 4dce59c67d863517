"""Prompt of a card, and the marking of choices and numbers."""

from dataclasses import dataclass

from flashdesign.domain.drills import scoring
from flashdesign.domain.drills.scoring import BANDS, Bands, Task, ends
from flashdesign.domain.ids import CardKey
from flashdesign.domain.notes import question
from flashdesign.domain.notes.matching import Board, Placed, board_of, step_options
from flashdesign.domain.notes.question import (
    Basic,
    Choice,
    Drill,
    Face,
    List,
    Number,
    Option,
    Order,
)
from flashdesign.domain.notes.typed_answer import Entry
from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.quantities.quantity import read, reads_as, write, write_exact
from flashdesign.domain.quantities.unit import parse_unit
from flashdesign.domain.scheduling.fsrs_scheduler import is_leech
from flashdesign.domain.scheduling.memory import Rating, State
from flashdesign.domain.scheduling.queue import Heap, Waiting
from flashdesign.domain.source import Source
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _
from flashdesign.services.drills.active_drill import DrillTable
from flashdesign.services.drills.feedback import in_one_line
from flashdesign.services.drills.state import DrillAsked, DrillFeedback
from flashdesign.storage.notes.cards import StoredCard

# A smaller factor is not shown.
_MIN_SHOWN_FACTOR = 1.02
# The typed number is shown with more digits than an estimate has.
_ANSWER_DIGITS = 6
_HEAPS = {
    State.NEW: Heap.NEW,
    State.LEARNING: Heap.LEARNING,
    State.REVIEW: Heap.DUE,
    State.RELEARNING: Heap.LEARNING,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is shown of a card; texts are Markdown.

    `options` are the choices, `board` the arrangement, `need` how many items to name (0: none);
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
    neighbours: tuple[tuple[str, str], ...]
    heap: Heap
    flagged: bool
    is_leech: bool
    drill: DrillAsked | None = None
    board: Board | None = None
    need: int = 0
    is_typed: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The marking of an answer: a sentence, and the suggested grade.

    `chosen` is the option, `placed` the choice in each row of a board, `entries` the named items.
    """

    said: str
    suggested: Rating
    chosen: int | None = None
    drill: DrillFeedback | None = None
    placed: Placed = ()
    entries: tuple[Entry, ...] = ()


def asked(
    card: StoredCard,
    deck_title: str,
    seed: int,
    neighbours: tuple[tuple[str, str], ...],
    table: DrillTable | None = None,
) -> Asked:
    """Return what to show of `card`: options shuffled by `seed`, or the current drill."""
    face, part = card.note.face, card.card.part
    prompt, answer = _sides(face, part, table)
    return Asked(
        card.card.key,
        deck_title,
        kind=question.kind(face),
        prompt=prompt,
        answer=answer,
        hint=card.note.hint if table is None else "",  # hints of a drill affect the grade
        why=card.note.why,
        source=card.note.source,
        as_of=card.note.as_of,
        options=_options(face, part, seed),
        unit=_unit(face),
        neighbours=neighbours,
        heap=_HEAPS[card.memory.state],
        flagged=card.flag > 0,
        is_leech=is_leech(card.memory),
        drill=None if table is None else table.asked,
        board=board_of(face, part, seed),
        need=_need(face),
        is_typed=isinstance(face, Number) or _is_typed_text(face, part),
    )


def _need(face: Face) -> int:
    return (face.need or len(face.items)) if isinstance(face, List) else 0


def drill_outcome(feedback: DrillFeedback) -> Outcome:
    """Return the marking of a drill."""
    return Outcome(in_one_line(feedback), feedback.automatic, drill=feedback)


def mark_choice(options: tuple[Option, ...], chosen: int) -> Outcome:
    """Return the marking of the chosen option."""
    option = options[chosen]
    if option.right:
        return Outcome(_("Correct."), Rating.GOOD, chosen)
    if option.why:
        return Outcome(_("Not quite: {why}").format(why=option.why), Rating.AGAIN, chosen)
    return Outcome(_("Not quite."), Rating.AGAIN, chosen)


def reading(number: Number, text: str, *, decimal_comma: bool = False) -> tuple[str, bool]:
    """Return in words how `text` is read as an answer, and whether it cannot be read."""
    if not text.strip():
        return "", False
    try:
        given = read(text, parse_unit(number.unit), decimal_comma=decimal_comma)
    except QuantityError as error:
        return str(error), True
    value = reads_as(given, decimal_comma=decimal_comma)
    return _("Reads as {value}").format(value=value), False


def mark_number(number: Number, text: str, *, decimal_comma: bool = False) -> Outcome:
    """Return the marking of a typed number; raises `QuantityError` if it cannot be read."""
    unit = parse_unit(number.unit)
    given = read(text, unit, decimal_comma=decimal_comma)
    task = _task(number)
    rating = scoring.grade(task, given.value, seconds=None).rating
    answer = write_exact(given) if task.bands.exact else write(given, _ANSWER_DIGITS)
    return Outcome(_number_sentence(answer, given.value, task, rating), rating)


def _sides(face: Face, part: str, table: DrillTable | None) -> tuple[str, str]:
    """Return question and answer; the current drill has those of its drawn values."""
    if table is not None:
        return table.instance.question, table.instance.truth_text
    return question.question(face, part), question.answer(face, part)


def _options(face: Face, part: str, seed: int) -> tuple[Option, ...]:
    if isinstance(face, Order):
        return step_options(face, part, seed)
    return question.options(face, seed) if isinstance(face, Choice) else ()


def _is_typed_text(face: Face, part: str) -> bool:
    return isinstance(face, Basic) and bool(face.accept) and not part


def _unit(face: Face) -> str:
    if isinstance(face, Drill):
        return face.template.unit
    return face.unit if isinstance(face, Number) else ""


def _task(number: Number) -> Task:
    bands = BANDS[number.bands] if isinstance(number.bands, str) else Bands(*number.bands)
    unit = parse_unit(number.unit)
    low, high = number.span or (number.answer, number.answer)
    span = (read(low, unit).value, read(high, unit).value)
    return Task(span if number.span else span[0], bands)


def _number_sentence(answer: str, value: float, task: Task, rating: Rating) -> str:
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
    """Return a factor with three significant digits."""
    text = f"{factor:.3g}"
    return number(float(text), 0 if "e" in text else len(text.partition(".")[2]))


def waiting(card: StoredCard) -> Waiting:
    """Return the card as an entry of today's queue."""
    return Waiting(
        card.card.key,
        card.card.note,
        card.card.deck,
        _HEAPS[card.memory.state],
        card.memory.due or 0,
    )
