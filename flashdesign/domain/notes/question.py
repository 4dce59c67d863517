"""Question types: what a note asks and which answers it accepts.

The Markdown of `question` and `answer` is stored for the search and compared with files, so it is
always in English.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

from flashdesign.domain.notes import cloze
from flashdesign.domain.notes.cloze import GAP_CLOSE, GAP_OPEN
from flashdesign.i18n.translation import ENGLISH, in_language

if TYPE_CHECKING:
    from flashdesign.domain.drills.instance import Instance
    from flashdesign.domain.drills.template import Template


def rank(seed: int, text: str) -> bytes:
    """Return the sort key of `text` for the order given by `seed`."""
    return blake2b(f"{seed}\0{text}".encode(), digest_size=8).digest()


__all__ = [
    "GAP_CLOSE",
    "GAP_OPEN",
    "Basic",
    "Bucket",
    "Classify",
    "Cloze",
    "Drill",
    "Item",
    "List",
    "Match",
    "MultipleChoice",
    "Number",
    "Option",
    "Ordering",
    "Question",
    "WrongOption",
    "answer",
    "kind",
    "options",
    "parts",
    "prompt_text",
    "step_of",
]

_SAMPLE_SEED = 0


@dataclass(frozen=True, slots=True)
class Basic:
    """A question and its answer, also asked in reverse if `reverse` is set.

    With `accept` the answer is typed; the back and each of these are right.
    """

    front: str
    back: str
    reverse: bool = False
    reverse_front: str | None = None
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cloze:
    """A text with numbered gaps, `{{1::answer::hint}}`, also nested; one card per number."""

    text: str


@dataclass(frozen=True, slots=True)
class WrongOption:
    """A wrong option and the reason it is wrong."""

    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class MultipleChoice:
    """A question with options; it shows one of `correct` and `show - 1` of `wrong`."""

    front: str
    correct: tuple[str, ...]
    wrong: tuple[WrongOption, ...]
    show: int = 4


@dataclass(frozen=True, slots=True)
class Ordering:
    """Items to put in order, with `extra` as distractors.

    With an `overlap` each item has its own card, which shows that many items before it.
    """

    front: str
    items: tuple[str, ...]
    extra: tuple[str, ...] = ()
    overlap: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """Pairs to match; `extra` are distractors for the right side."""

    front: str
    pairs: tuple[tuple[str, str], ...]
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bucket:
    """A group and the items that belong to it."""

    name: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Classify:
    """Items to sort into their buckets."""

    front: str
    buckets: tuple[Bucket, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An item to name, and its other accepted names."""

    text: str
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class List:
    """Items to name from memory: `need` of them, or all."""

    front: str
    items: tuple[Item, ...]
    need: int | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number to type; its texts are as the author wrote them, in `unit` unless they have one."""

    front: str
    answer: str
    unit: str = ""
    span: tuple[str, str] | None = None
    bands: str | tuple[float, float, float] = "recall"


@dataclass(frozen=True, slots=True)
class Drill:
    """An estimate with new values for each instance; as plain text it has fixed sample values."""

    template: "Template"


Question = Basic | Cloze | MultipleChoice | Ordering | Match | Classify | List | Number | Drill
KIND_NAMES: Mapping[type, str] = MappingProxyType(
    {
        Basic: "basic",
        Cloze: "cloze",
        MultipleChoice: "choice",
        Ordering: "order",
        Match: "match",
        Classify: "classify",
        List: "list",
        Number: "number",
        Drill: "drill",
    }
)
"""The kinds as deck files, the search and stored notes name them; the names never change."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a multiple-choice question as it is shown."""

    text: str
    right: bool
    why: str = ""


def kind(question: Question) -> str:
    """Return the name of the question type in deck files."""
    return KIND_NAMES[type(question)]


def parts(question: Question) -> tuple[str, ...]:
    """Return the names of the note's cards; the first card of most types has the empty name."""
    match question:
        case Basic(reverse=reverse):
            return ("", "r") if reverse else ("",)
        case Cloze(text=text):
            return tuple(f"c{number}" for number in sorted(set(cloze.numbers(text))))
        case Ordering(items=items, overlap=overlap):
            return tuple(f"o{at}" for at in range(1, len(items) + 1)) if overlap else ("",)
        case MultipleChoice() | Match() | Classify() | List() | Number() | Drill():
            return ("",)
        case _:
            assert_never(question)


def prompt_text(question: Question, part: str = "") -> str:
    """Return the Markdown of the front of a card."""
    match question:
        case Basic(front=front, back=back, reverse_front=reverse_front):
            return (reverse_front or back) if part == "r" else front
        case Cloze(text=text):
            return cloze.hide_gaps(text, _number_of(part))
        case Ordering():
            return _order_question(question, part, "…")
        case MultipleChoice() | Match() | Classify() | List() | Number():
            return question.front
        case Drill(template=template):
            return _sample_instance(template).question
        case _:
            assert_never(question)


def answer(question: Question, part: str = "") -> str:
    """Return the Markdown of the answer of a card."""
    match question:
        case Basic(front=front, back=back):
            return front if part == "r" else back
        case Cloze(text=text):
            return cloze.mark_gaps(text, _number_of(part))
        case MultipleChoice(correct=correct):
            return correct[0]
        case Ordering() | Match() | Classify() | List():
            return _full_answer(question, part)
        case Number():
            return _with_unit(question)
        case Drill(template=template):
            with in_language(ENGLISH):
                return _sample_instance(template).truth_text
        case _:
            assert_never(question)


def _sample_instance(template: "Template") -> "Instance":
    """Return the same instance of a drill each time."""
    # Imported late: the many drill modules are not needed at the start.
    from flashdesign.domain.drills.instance import draw

    return draw(template, _SAMPLE_SEED)


def options(choice: MultipleChoice, seed: int) -> tuple[Option, ...]:
    """Return the options to show, drawn and shuffled by `seed`."""
    right = min(choice.correct, key=lambda text: rank(seed, text))
    wrong = sorted(choice.wrong, key=lambda option: rank(seed, option.text))[: choice.show - 1]
    shown = [Option(right, right=True)]
    shown += [Option(option.text, right=False, why=option.why) for option in wrong]
    return tuple(sorted(shown, key=lambda option: rank(seed + 1, option.text)))


def step_of(order: Ordering, part: str) -> int | None:
    """Return the index of the item that a part asks for, or None if it asks for all."""
    number = _number_of(part)
    return number - 1 if 1 <= number <= len(order.items) else None


def _number_of(part: str) -> int:
    return int(part[1:]) if part[1:].isdecimal() else 0


def _order_question(order: Ordering, part: str, text: str) -> str:
    """Return the front of an ordering card, with `text` in the gap if it asks for one step."""
    step = step_of(order, part)
    if step is None:
        return order.front
    before = order.items[max(0, step - order.overlap) : step]
    chain = " → ".join((*before, f"{GAP_OPEN}{text}{GAP_CLOSE}"))
    return f"{order.front}\n\n{chain if before else f'First: {chain}'}"


def _full_answer(question: Ordering | Match | Classify | List, part: str) -> str:
    match question:
        case Ordering(items=items):
            step = step_of(question, part)
            if step is not None:
                return _order_question(question, part, items[step])
            return "\n".join(f"{at}. {item}" for at, item in enumerate(items, start=1))
        case Match(pairs=pairs):
            return _bullet_list(f"{left} → {right}" for left, right in pairs)
        case Classify(buckets=buckets):
            return _bullet_list(f"{bucket.name}: {', '.join(bucket.items)}" for bucket in buckets)
        case List(items=list_items):
            return _bullet_list(item.text for item in list_items)
        case _:
            assert_never(question)


def _bullet_list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _with_unit(number: Number) -> str:
    text = f"{number.span[0]} to {number.span[1]}" if number.span else number.answer
    return f"{text} {number.unit}".strip() if text[-1:].isdigit() else text
