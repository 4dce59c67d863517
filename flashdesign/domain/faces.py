"""What a note asks and what it accepts: one frozen value per kind, a closed family."""

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import assert_never

from flashdesign.domain.drill_instances import draw
from flashdesign.domain.drills import Template

GAP_OPEN, GAP_CLOSE = "\u27e6", "\u27e7"
_CLOZE = re.compile(r"\{\{(\d+)::(.*?)(?:::([^{}]*?))?\}\}", re.DOTALL)
_SAMPLE_SEED = 0


@dataclass(frozen=True, slots=True)
class Basic:
    """A question and its answer, asked backwards too when `reverse` is set."""

    front: str
    back: str
    reverse: bool = False
    reverse_front: str | None = None


@dataclass(frozen=True, slots=True)
class Cloze:
    """A text with numbered gaps, `{{1::answer::hint}}`; one card for each number."""

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

    template: Template


Face = Basic | Cloze | Choice | Number | Drill


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
            numbers = sorted({int(gap[1]) for gap in _CLOZE.finditer(text)})
            return tuple(f"c{number}" for number in numbers)
        case Choice() | Number() | Drill():
            return ("",)
        case _:
            assert_never(face)


def question(face: Face, part: str = "") -> str:
    """Return the Markdown shown before the answer is revealed."""
    match face:
        case Basic(front=front, back=back, reverse_front=reverse_front):
            return (reverse_front or back) if part == "r" else front
        case Cloze(text=text):
            return _CLOZE.sub(lambda gap: _asked(gap, part), text)
        case Choice(front=front) | Number(front=front):
            return front
        case Drill(template=template):
            return draw(template, _SAMPLE_SEED).question
        case _:
            assert_never(face)


def answer(face: Face, part: str = "") -> str:
    """Return the Markdown that answers the question."""
    match face:
        case Basic(front=front, back=back):
            return front if part == "r" else back
        case Cloze(text=text):
            return _CLOZE.sub(lambda gap: _told(gap, part), text)
        case Choice(correct=correct):
            return correct[0]
        case Number(answer=text, unit=unit, span=span):
            said = f"{span[0]} to {span[1]}" if span else text
            return f"{said} {unit}".strip() if said[-1:].isdigit() else said
        case Drill(template=template):
            return draw(template, _SAMPLE_SEED).truth_text
        case _:
            assert_never(face)


def options(choice: Choice, seed: int) -> tuple[Option, ...]:
    """Return the options to show, chosen and shuffled by `seed` alone."""
    right = min(choice.correct, key=lambda text: _rank(seed, text))
    wrong = sorted(choice.wrong, key=lambda option: _rank(seed, option.text))[: choice.show - 1]
    shown = [Option(right, right=True)]
    shown += [Option(option.text, right=False, why=option.why) for option in wrong]
    return tuple(sorted(shown, key=lambda option: _rank(seed + 1, option.text)))


def _asked(gap: re.Match[str], part: str) -> str:
    number, text, hint = gap.groups()
    return f"{GAP_OPEN}{hint or '…'}{GAP_CLOSE}" if part == f"c{number}" else text


def _told(gap: re.Match[str], part: str) -> str:
    number, text, _ = gap.groups()
    return f"{GAP_OPEN}{text}{GAP_CLOSE}" if part == f"c{number}" else text


def _rank(seed: int, text: str) -> bytes:
    return blake2b(f"{seed}\0{text}".encode(), digest_size=8).digest()
