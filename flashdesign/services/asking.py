"""A card on the table: what is shown of it, and the marking of what the learner gave."""

from dataclasses import dataclass

from flashdesign.domain import faces, scoring
from flashdesign.domain.boards import Board, Placed, board_of, step_options
from flashdesign.domain.cards import CardKey, Source
from flashdesign.domain.faces import Basic, Choice, Drill, Face, List, Number, Option, Order
from flashdesign.domain.quantities import (
    QuantityError,
    parse_unit,
    read,
    reads_as,
    write,
    write_exact,
)
from flashdesign.domain.queue import Heap, Waiting
from flashdesign.domain.ratings import Rating
from flashdesign.domain.scheduling import State, is_leech
from flashdesign.domain.scoring import BANDS, Bands, Task, ends
from flashdesign.domain.typed_answers import Entry
from flashdesign.services.drill_states import DrillAsked, DrillFeedback
from flashdesign.services.drill_table import DrillTable
from flashdesign.services.drill_telling import in_one_line
from flashdesign.storage.notes import StoredCard

# Nearer than this to the truth, the factor is not worth telling.
_WORTH_TELLING = 1.02
# What was typed is told back, not rounded to what an estimate is worth.
_SAID_DIGITS = 6
_HEAPS = {
    State.NEW: Heap.NEW,
    State.LEARNING: Heap.LEARNING,
    State.REVIEW: Heap.DUE,
    State.RELEARNING: Heap.LEARNING,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One card as it is shown; texts are Markdown.

    `options` are to choose from, `board` is to arrange, `need` is how many things are to be named
    (0: none), and `is_typed` says that the answer is a line of text.
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
    """How the program marked an answer: in words, and the grade it suggests.

    `chosen` is the option, `placed` the choice in each row of a board, `entries` what was named.
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
    """Return what to show of `card`: options shuffled by `seed`, or the drill on the table."""
    face, part = card.note.face, card.card.part
    prompt, told = _sides(face, part, table)
    return Asked(
        card.card.key,
        deck_title,
        kind=faces.kind(face),
        prompt=prompt,
        answer=told,
        hint=card.note.hint if table is None else "",  # a drill's cost something: it gives them
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
        is_typed=isinstance(face, Number) or _takes_words(face, part),
    )


def _need(face: Face) -> int:
    return (face.need or len(face.items)) if isinstance(face, List) else 0


def drill_outcome(told: DrillFeedback) -> Outcome:
    """Return the verdict on a drill."""
    return Outcome(in_one_line(told), told.automatic, drill=told)


def mark_choice(options: tuple[Option, ...], chosen: int) -> Outcome:
    """Return the verdict on the option that was chosen."""
    option = options[chosen]
    if option.right:
        return Outcome("Right.", Rating.GOOD, chosen)
    said = f"Not quite: {option.why}" if option.why else "Not quite."
    return Outcome(said, Rating.AGAIN, chosen)


def reading(number: Number, text: str, *, decimal_comma: bool = False) -> tuple[str, bool]:
    """Return how `text` reads as an answer, in words, and whether it is no answer at all."""
    if not text.strip():
        return "", False
    try:
        given = read(text, parse_unit(number.unit), decimal_comma=decimal_comma)
    except QuantityError as error:
        return str(error), True
    return f"Reads as {reads_as(given, decimal_comma=decimal_comma)}", False


def mark_number(number: Number, text: str, *, decimal_comma: bool = False) -> Outcome:
    """Return the verdict on a typed number; raises `QuantityError` where it cannot be read."""
    unit = parse_unit(number.unit)
    given = read(text, unit, decimal_comma=decimal_comma)
    task = _task(number)
    rating = scoring.grade(task, given.value, seconds=None).rating
    said = write_exact(given) if task.bands.exact else write(given, _SAID_DIGITS)
    off = _how_far_off(given.value, task)
    if off:
        return Outcome(f"You said {said}: {off}.", rating)
    if rating < Rating.GOOD:
        return Outcome(f"You said {said}: near, but not near enough here.", rating)
    return Outcome(f"Right: {said}.", rating)


def _sides(face: Face, part: str, table: DrillTable | None) -> tuple[str, str]:
    """Return question and answer; a drill on the table has those of its own draw."""
    if table is not None:
        return table.instance.question, table.instance.truth_text
    return faces.question(face, part), faces.answer(face, part)


def _options(face: Face, part: str, seed: int) -> tuple[Option, ...]:
    if isinstance(face, Order):
        return step_options(face, part, seed)
    return faces.options(face, seed) if isinstance(face, Choice) else ()


def _takes_words(face: Face, part: str) -> bool:
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


def _how_far_off(value: float, task: Task) -> str:
    low, high = ends(task.truth)
    if low <= value <= high or value <= 0:
        return "" if value > 0 else "zero is never the answer"
    factor = value / high if value > high else low / value
    direction = "high" if value > high else "low"
    if factor < _WORTH_TELLING:
        return ""
    return f"{factor:.3g} times too {direction}"


def waiting(card: StoredCard) -> Waiting:
    """Return the card as an entry of today's plan."""
    return Waiting(
        card.card.key,
        card.card.note,
        card.card.deck,
        _HEAPS[card.memory.state],
        card.memory.due or 0,
    )
