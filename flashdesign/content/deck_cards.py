"""The entries of a deck file's `cards:` list: what each kind may say, and the note it makes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import blake2b
from typing import Literal, assert_never

from flashdesign.content.drill_entries import DrillEntry, problems_of, template_of
from flashdesign.content.entries import Entry
from flashdesign.content.face_rules import broken_rule
from flashdesign.content.typed import Builder
from flashdesign.content.yaml_text import Fields, Scalar
from flashdesign.domain.cards import DeckId, Note, Source
from flashdesign.domain.drills import Template
from flashdesign.domain.faces import Basic, Choice, Cloze, Drill, Face, Number, Wrong
from flashdesign.errors import Problem

LATER_KINDS = ("order", "match", "classify", "list")


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicEntry(Entry):
    """A question and its answer."""

    front: str
    back: str
    reverse: bool = False
    reverse_front: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeEntry(Entry):
    """A text with gaps."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongEntry:
    """A wrong option with its reason."""

    text: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceEntry(Entry):
    """A question with options."""

    front: str
    correct: tuple[str, ...]
    wrong: tuple[str | WrongEntry, ...]
    show: int = 4

    @property
    def options(self) -> tuple[Wrong, ...]:
        """The wrong options; a bare text is one without a reason."""
        return tuple(
            Wrong(option) if isinstance(option, str) else Wrong(option.text, option.why)
            for option in self.wrong
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberEntry(Entry):
    """A number to be typed."""

    front: str
    answer: str
    unit: str = ""
    range: tuple[str, str] | None = None
    bands: Literal["exact", "recall", "closed", "open"] | tuple[float, float, float] = "recall"


AnyEntry = BasicEntry | ClozeEntry | ChoiceEntry | NumberEntry | DrillEntry
KINDS: Mapping[str, type[AnyEntry]] = {
    "basic": BasicEntry,
    "cloze": ClozeEntry,
    "choice": ChoiceEntry,
    "number": NumberEntry,
    "drill": DrillEntry,
}


def note_of(
    node: Fields, deck: DeckId, problems: list[Problem], sources: Mapping[str, Source]
) -> Note | None:
    """Return the note that an entry makes, or None after noting what is wrong with it.

    An entry without an id gets one made of its question; `id_from_text` tells such ids.
    """
    kind = _kind(node, problems)
    if kind is None:
        return None
    entry = Builder(problems, sources).record(kind, node)
    if entry is None:
        return None
    face = _face(entry)
    wrong = tuple(_wrong(face, node))
    if wrong:
        problems += wrong
        return None
    return Note(
        deck=deck,
        id=entry.id or id_from_text(face),
        face=face,
        why=entry.why,
        hint=entry.hint,
        tags=entry.tags,
        facts=entry.facts,
        source=entry.source,
        as_of=entry.as_of,
        related=entry.related,
        target_s=entry.target_s,
        suspended=entry.suspended,
        replaces=entry.replaces,
    )


def id_from_text(face: Face) -> str:
    """Return the id of a note whose author gave none; it lasts only as long as the question."""
    match face:
        case Cloze(text=asked) | Drill(template=Template(prompt=asked)):
            pass
        case _:
            asked = face.front
    return "x-" + blake2b(asked.encode(), digest_size=6).hexdigest()


def _wrong(face: Face, node: Fields) -> Iterator[Problem]:
    if isinstance(face, Drill):
        yield from problems_of(face.template, node)
    elif wrong := broken_rule(face):
        yield Problem(node.line, node.column, wrong)


def _kind(node: Fields, problems: list[Problem]) -> type[AnyEntry] | None:
    named = node.values.get("kind")
    if not isinstance(named, Scalar):
        message = f"a card needs a `kind`: {', '.join(KINDS)}"
        problems.append(Problem(node.line, node.column, message))
        return None
    if named.text in KINDS:
        return KINDS[named.text]
    if named.text in LATER_KINDS:
        message = f"this version cannot read cards of the kind {named.text!r} yet"
    else:
        near = get_close_matches(named.text, (*KINDS, *LATER_KINDS), n=1, cutoff=0.5)
        right = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(KINDS)}"
        message = f"unknown kind {named.text!r}; {right}"
    problems.append(Problem(named.line, named.column, message))
    return None


def _face(entry: AnyEntry) -> Face:
    match entry:
        case BasicEntry():
            return Basic(entry.front, entry.back, entry.reverse, entry.reverse_front)
        case ClozeEntry():
            return Cloze(entry.text)
        case ChoiceEntry():
            return Choice(entry.front, entry.correct, entry.options, entry.show)
        case NumberEntry():
            return Number(entry.front, entry.answer, entry.unit, entry.range, entry.bands)
        case DrillEntry():
            return Drill(template_of(entry))
        case _:
            assert_never(entry)
