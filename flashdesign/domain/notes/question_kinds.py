"""Question types: what a note asks and which answers it accepts.

The Markdown of `question` and `answer` is stored for the search and compared with files, so it is
always in English.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from flashdesign.domain.notes import cloze
from flashdesign.domain.notes.cloze import GAP_CLOSE, GAP_OPEN
from flashdesign.domain.notes.question import FrontQuestion, Question
from flashdesign.domain.notes.tasks import (
    Item,
    MatchingTask,
    NamingTask,
    Option,
    match_each,
    offer_next,
    rank,
    shuffle_options,
    sort_into,
)
from flashdesign.i18n.translation import ENGLISH, in_language

if TYPE_CHECKING:
    from flashdesign.domain.drills.instance import Instance
    from flashdesign.domain.drills.template import Template


__all__ = [
    "GAP_CLOSE",
    "GAP_OPEN",
    "KINDS",
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
    "kind_names",
    "options",
    "parts",
    "prompt_text",
    "rank",
]

_SAMPLE_SEED = 0


@dataclass(frozen=True, slots=True)
class Basic(FrontQuestion):
    """A question and its answer, also asked in reverse if `reverse` is set.

    With `accept` the answer is typed; the back and each of these are right.
    """

    kind: ClassVar[str] = "basic"

    back: str
    reverse: bool = False
    reverse_front: str | None = None
    accept: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        return ("", "r") if self.reverse else ("",)

    def prompt_text(self, part: str) -> str:
        return (self.reverse_front or self.back) if part == "r" else self.front

    def answer_text(self, part: str) -> str:
        return self.front if part == "r" else self.back

    def typed_answers(self, part: str) -> tuple[str, ...]:
        return (self.back, *self.accept) if self.accept and not part else ()


@dataclass(frozen=True, slots=True)
class Cloze(Question):
    """A text with numbered gaps, `{{1::answer::hint}}`, also nested; one card per number."""

    kind: ClassVar[str] = "cloze"

    text: str

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(f"c{number}" for number in sorted(set(cloze.numbers(self.text))))

    @property
    def written_text(self) -> str:
        return self.text

    def prompt_text(self, part: str) -> str:
        return cloze.hide_gaps(self.text, _number_of(part))

    def answer_text(self, part: str) -> str:
        return cloze.mark_gaps(self.text, _number_of(part))

    def gives_away(self, shown: str, part: str) -> bool:
        return cloze.shows_gap(self.text, _number_of(shown), _number_of(part))


@dataclass(frozen=True, slots=True)
class WrongOption:
    """A wrong option and the reason it is wrong."""

    text: str
    why: str = ""


OPTIONS_SHOWN = 4
"""How many options a multiple-choice question shows unless its note says otherwise."""
MIN_OPTIONS_SHOWN, MAX_OPTIONS_SHOWN = 3, 6


@dataclass(frozen=True, slots=True)
class MultipleChoice(FrontQuestion):
    """A question with options; it shows one of `correct` and `show - 1` of `wrong`."""

    kind: ClassVar[str] = "choice"

    correct: tuple[str, ...]
    wrong: tuple[WrongOption, ...]
    show: int = OPTIONS_SHOWN

    def answer_text(self, _part: str) -> str:
        return self.correct[0]

    def options(self, _part: str, seed: int) -> tuple[Option, ...]:
        right = min(self.correct, key=lambda text: rank(seed, text))
        wrong = sorted(self.wrong, key=lambda option: rank(seed, option.text))[: self.show - 1]
        shown = [Option(option.text, right=False, why=option.why) for option in wrong]
        return shuffle_options((Option(right, right=True), *shown), seed)


@dataclass(frozen=True, slots=True)
class Ordering(FrontQuestion):
    """Items to put in order, with `extra` as distractors.

    With an `overlap` each item has its own card, which shows that many items before it.
    """

    kind: ClassVar[str] = "order"

    items: tuple[str, ...]
    extra: tuple[str, ...] = ()
    overlap: int = 0

    @property
    def parts(self) -> tuple[str, ...]:
        steps = range(1, len(self.items) + 1) if self.overlap else ()
        return tuple(f"o{at}" for at in steps) or ("",)

    def prompt_text(self, part: str) -> str:
        return self._with_gap(part, "…")

    def answer_text(self, part: str) -> str:
        step = self.step_of(part)
        if step is None:
            return "\n".join(f"{at}. {item}" for at, item in enumerate(self.items, start=1))
        return self._with_gap(part, self.items[step])

    def gives_away(self, shown: str, part: str) -> bool:
        step, hidden = self.step_of(shown), self.step_of(part)
        if step is None or hidden is None:
            return False
        return step - self.overlap <= hidden < step

    def step_of(self, part: str) -> int | None:
        """Return the index of the item that a part asks for, or None if it asks for all."""
        number = _number_of(part)
        return number - 1 if 1 <= number <= len(self.items) else None

    def options(self, part: str, seed: int) -> tuple[Option, ...]:
        step = self.step_of(part)
        if step is None:
            return ()
        shown = self.items[max(0, step - self.overlap) : step + 1]
        return offer_next(shown, (*self.items, *self.extra), self.items[step], seed)

    def matching(self, part: str, seed: int) -> MatchingTask | None:
        if self.step_of(part) is not None:
            return None
        places = tuple(str(at) for at in range(1, len(self.items) + 1))
        return match_each(places, self.items, self.extra, seed)

    def _with_gap(self, part: str, text: str) -> str:
        """Return the front, with `text` in the gap if the card asks for one step."""
        step = self.step_of(part)
        if step is None:
            return self.front
        before = self.items[max(0, step - self.overlap) : step]
        chain = " → ".join((*before, f"{GAP_OPEN}{text}{GAP_CLOSE}"))
        return f"{self.front}\n\n{chain if before else f'First: {chain}'}"


@dataclass(frozen=True, slots=True)
class Match(FrontQuestion):
    """Pairs to match; `extra` are distractors for the right side."""

    kind: ClassVar[str] = "match"

    pairs: tuple[tuple[str, str], ...]
    extra: tuple[str, ...] = ()

    def answer_text(self, _part: str) -> str:
        return _bullet_list(f"{left} → {right}" for left, right in self.pairs)

    def matching(self, _part: str, seed: int) -> MatchingTask | None:
        lefts, rights = (tuple(pair[side] for pair in self.pairs) for side in (0, 1))
        return match_each(lefts, rights, self.extra, seed)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A group and the items that belong to it."""

    name: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Classify(FrontQuestion):
    """Items to sort into their buckets."""

    kind: ClassVar[str] = "classify"

    buckets: tuple[Bucket, ...]

    def answer_text(self, _part: str) -> str:
        return _bullet_list(f"{bucket.name}: {', '.join(bucket.items)}" for bucket in self.buckets)

    def matching(self, _part: str, seed: int) -> MatchingTask | None:
        return sort_into([(bucket.name, bucket.items) for bucket in self.buckets], seed)


@dataclass(frozen=True, slots=True)
class List(FrontQuestion):
    """Items to name from memory: `need` of them, or all."""

    kind: ClassVar[str] = "list"

    items: tuple[Item, ...]
    need: int | None = None

    def answer_text(self, _part: str) -> str:
        return _bullet_list(item.text for item in self.items)

    def naming(self) -> NamingTask | None:
        return NamingTask(self.items, self.need or len(self.items))


@dataclass(frozen=True, slots=True)
class Number(FrontQuestion):
    """A number to type; its texts are as the author wrote them, in `unit` unless they have one."""

    kind: ClassVar[str] = "number"

    answer: str
    unit: str = ""
    span: tuple[str, str] | None = None
    bands: str | tuple[float, float, float] = "recall"

    @property
    def shown_unit(self) -> str:
        return self.unit

    def answer_text(self, _part: str) -> str:
        text = f"{self.span[0]} to {self.span[1]}" if self.span else self.answer
        return f"{text} {self.unit}".strip() if text[-1:].isdigit() else text


@dataclass(frozen=True, slots=True)
class Drill(Question):
    """An estimate with new values for each instance; as plain text it has fixed sample values."""

    kind: ClassVar[str] = "drill"

    template: "Template"

    @property
    def written_text(self) -> str:
        return self.template.prompt

    @property
    def shown_unit(self) -> str:
        return self.template.unit

    def prompt_text(self, _part: str) -> str:
        return self._sample.question

    def answer_text(self, _part: str) -> str:
        with in_language(ENGLISH):
            return self._sample.truth_text

    @property
    def _sample(self) -> "Instance":
        """The same instance each time."""
        # Imported late: the many drill modules are not needed at the start.
        from flashdesign.domain.drills.instance import draw

        return draw(self.template, _SAMPLE_SEED)


KINDS: tuple[type[Question], ...] = (
    Basic,
    Cloze,
    MultipleChoice,
    Ordering,
    Match,
    Classify,
    List,
    Number,
    Drill,
)
"""All kinds, in the order in which they are offered. `content.note_kinds` reads and writes them."""


def kind_names() -> tuple[str, ...]:
    """Return the names of all kinds, in their order."""
    return tuple(known.kind for known in KINDS)


def kind_named(name: str) -> type[Question]:
    """Return the kind of this name; raise KeyError if there is none."""
    for known in KINDS:
        if known.kind == name:
            return known
    raise KeyError(name)


def kind(question: Question) -> str:
    """Return the name of the question type in deck files."""
    return question.kind


def parts(question: Question) -> tuple[str, ...]:
    """Return the names of the note's cards."""
    return question.parts


def prompt_text(question: Question, part: str = "") -> str:
    """Return the Markdown of the front of a card."""
    return question.prompt_text(part)


def answer(question: Question, part: str = "") -> str:
    """Return the Markdown of the answer of a card."""
    return question.answer_text(part)


def options(choice: MultipleChoice, seed: int) -> tuple[Option, ...]:
    """Return the options to show, drawn and shuffled by `seed`."""
    return choice.options("", seed)


def _number_of(part: str) -> int:
    return int(part[1:]) if part[1:].isdecimal() else 0


def _bullet_list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
