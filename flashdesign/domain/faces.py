"""What a note asks and what it accepts: one frozen value per kind, a closed family."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from flashdesign.domain import cloze_gaps
from flashdesign.domain.cloze_gaps import GAP_CLOSE, GAP_OPEN
from flashdesign.domain.shuffling import rank

if TYPE_CHECKING:
    from flashdesign.domain.drill_instances import Instance
    from flashdesign.domain.drills import Template

__all__ = [
    "GAP_CLOSE",
    "GAP_OPEN",
    "Basic",
    "Bucket",
    "Choice",
    "Classify",
    "Cloze",
    "Drill",
    "Face",
    "Item",
    "List",
    "Match",
    "Number",
    "Option",
    "Order",
    "Wrong",
    "answer",
    "kind",
    "options",
    "parts",
    "question",
    "step_of",
]

_SAMPLE_SEED = 0


@dataclass(frozen=True, slots=True)
class Basic:
    """A question and its answer, asked backwards too when `reverse` is set.

    With `accept` the answer is typed: right is the back, or any of these.
    """

    front: str
    back: str
    reverse: bool = False
    reverse_front: str | None = None
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cloze:
    """A text with numbered gaps, `{{1::answer::hint}}`, also one in another; a card a number."""

    text: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong option, and why it is wrong."""

    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A question with options; one of `correct` and `show - 1` of `wrong` are shown."""

    front: str
    correct: tuple[str, ...]
    wrong: tuple[Wrong, ...]
    show: int = 4


@dataclass(frozen=True, slots=True)
class Order:
    """Things to put in order, among `extra` ones that do not belong.

    With an overlap each is a card of its own, which shows as many of those before it.
    """

    front: str
    items: tuple[str, ...]
    extra: tuple[str, ...] = ()
    overlap: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """Pairs to find; `extra` are right sides that belong to none."""

    front: str
    pairs: tuple[tuple[str, str], ...]
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bucket:
    """A class, and the things that belong to it."""

    name: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Classify:
    """Things to put into the bucket that each belongs to."""

    front: str
    buckets: tuple[Bucket, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A thing to be named, and what else it may be called."""

    text: str
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class List:
    """Things to be named from memory: `need` of them, or all."""

    front: str
    items: tuple[Item, ...]
    need: int | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number to be typed; texts are as the author wrote them, in `unit` unless they name one."""

    front: str
    answer: str
    unit: str = ""
    span: tuple[str, str] | None = None
    bands: str | tuple[float, float, float] = "recall"


@dataclass(frozen=True, slots=True)
class Drill:
    """An estimate with new values at each showing; as plain text it is shown with fixed ones."""

    template: "Template"


Face = Basic | Cloze | Choice | Order | Match | Classify | List | Number | Drill


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a choice as it is shown."""

    text: str
    right: bool
    why: str = ""


def kind(face: Face) -> str:
    """Return the kind's name as deck files spell it."""
    return type(face).__name__.lower()


def parts(face: Face) -> tuple[str, ...]:
    """Return the names of the note's cards; the first card of most kinds has the empty name."""
    match face:
        case Basic(reverse=reverse):
            return ("", "r") if reverse else ("",)
        case Cloze(text=text):
            return tuple(f"c{number}" for number in sorted(set(cloze_gaps.numbers(text))))
        case Order(items=items, overlap=overlap):
            return tuple(f"o{at}" for at in range(1, len(items) + 1)) if overlap else ("",)
        case Choice() | Match() | Classify() | List() | Number() | Drill():
            return ("",)
        case _:
            assert_never(face)


def question(face: Face, part: str = "") -> str:
    """Return the Markdown shown before the answer is revealed."""
    match face:
        case Basic(front=front, back=back, reverse_front=reverse_front):
            return (reverse_front or back) if part == "r" else front
        case Cloze(text=text):
            return cloze_gaps.asked(text, _number_of(part))
        case Order():
            return _step(face, part, "…")
        case Choice() | Match() | Classify() | List() | Number():
            return face.front
        case Drill(template=template):
            return _sample(template).question
        case _:
            assert_never(face)


def answer(face: Face, part: str = "") -> str:
    """Return the Markdown that answers the question."""
    match face:
        case Basic(front=front, back=back):
            return front if part == "r" else back
        case Cloze(text=text):
            return cloze_gaps.told(text, _number_of(part))
        case Choice(correct=correct):
            return correct[0]
        case Order() | Match() | Classify() | List():
            return _whole(face, part)
        case Number():
            return _with_unit(face)
        case Drill(template=template):
            return _sample(template).truth_text
        case _:
            assert_never(face)


def _sample(template: "Template") -> "Instance":
    """Return some instance of a drill, always the same one."""
    # A start needs no arithmetic of drills, and their modules are many.
    from flashdesign.domain.drill_instances import draw

    return draw(template, _SAMPLE_SEED)


def options(choice: Choice, seed: int) -> tuple[Option, ...]:
    """Return the options to show, chosen and shuffled by `seed` alone."""
    right = min(choice.correct, key=lambda text: rank(seed, text))
    wrong = sorted(choice.wrong, key=lambda option: rank(seed, option.text))[: choice.show - 1]
    shown = [Option(right, right=True)]
    shown += [Option(option.text, right=False, why=option.why) for option in wrong]
    return tuple(sorted(shown, key=lambda option: rank(seed + 1, option.text)))


def step_of(order: Order, part: str) -> int | None:
    """Return the place of the item that a part asks for, from 0; None if it asks for all."""
    number = _number_of(part)
    return number - 1 if 1 <= number <= len(order.items) else None


def _number_of(part: str) -> int:
    return int(part[1:]) if part[1:].isdecimal() else 0


def _step(order: Order, part: str, shown: str) -> str:
    step = step_of(order, part)
    if step is None:
        return order.front
    before = order.items[max(0, step - order.overlap) : step]
    chain = " → ".join((*before, f"{GAP_OPEN}{shown}{GAP_CLOSE}"))
    return f"{order.front}\n\n{chain if before else f'First: {chain}'}"


def _whole(face: Order | Match | Classify | List, part: str) -> str:
    match face:
        case Order(items=items):
            step = step_of(face, part)
            if step is not None:
                return _step(face, part, items[step])
            return "\n".join(f"{at}. {item}" for at, item in enumerate(items, start=1))
        case Match(pairs=pairs):
            return _listed(f"{left} → {right}" for left, right in pairs)
        case Classify(buckets=buckets):
            return _listed(f"{bucket.name}: {', '.join(bucket.items)}" for bucket in buckets)
        case List(items=things):
            return _listed(thing.text for thing in things)
        case _:
            assert_never(face)


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _with_unit(number: Number) -> str:
    said = f"{number.span[0]} to {number.span[1]}" if number.span else number.answer
    return f"{said} {number.unit}".strip() if said[-1:].isdigit() else said
