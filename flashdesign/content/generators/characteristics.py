"""Turn the qualities of a system into notes: how to measure, tell apart, reach and specify them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from flashdesign.content.framework import Common, Content, Record, note
from flashdesign.domain.cards import Note
from flashdesign.domain.faces import Basic, Choice, Face, Wrong

Template = Literal["name", "measure", "target", "belief"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Common):
    """One thing asked about a quality, in the words of its author."""

    ask: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Record):
    """A question about the qualities as a whole, to begin with."""

    ask: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality(Record):
    """A quality, and what is asked: its name (by measure), a measure, a target, a wrong belief."""

    called: str
    means: str
    name: Question | None = None
    measure: Question | None = None
    target: Question | None = None
    belief: Question | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom(Record):
    """A system in trouble, the quality it lacks, and qualities that it does not lack."""

    ask: str
    quality: str
    rivals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique(Record):
    """A move, the quality it is made for, and qualities that it does not serve."""

    ask: str
    quality: str
    rivals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast(Record):
    """A case that sets two qualities against each other; `because` completes the answer."""

    case: str
    pair: tuple[str, str]
    question: str
    quality: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Records(Content):
    """The qualities and the situations in which they are asked for."""

    openings: tuple[Opening, ...] = ()
    qualities: tuple[Quality, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    contrasts: tuple[Contrast, ...] = ()
    techniques: tuple[Technique, ...] = ()

    def __post_init__(self) -> None:
        known = {quality.id for quality in self.qualities}
        named = {quality for contrast in self.contrasts for quality in contrast.pair}
        situations: tuple[Symptom | Technique, ...] = (*self.symptoms, *self.techniques)
        for situation in situations:
            named |= {situation.quality, *situation.rivals}
        if strangers := sorted(named - known):
            message = f"no quality of this file has the id {strangers[0]!r}"
            raise ValueError(message)


def notes(records: Records) -> Iterator[Note]:
    """Yield the notes, template by template, so that those of one quality stand far apart."""
    known = {quality.id: quality for quality in records.qualities}
    for opening in records.openings:
        yield note(records, opening, "opening", Basic(opening.ask, opening.answer))
    yield from _questions(records, "name")
    for symptom in records.symptoms:
        yield note(records, symptom, "symptom", _diagnosis(symptom, known))
    yield from _questions(records, "measure")
    for contrast in records.contrasts:
        yield note(records, contrast, "contrast", _decision(contrast, known))
    yield from _questions(records, "target")
    for technique in records.techniques:
        yield note(records, technique, "technique", _diagnosis(technique, known))
    yield from _questions(records, "belief")


def _questions(records: Records, template: Template) -> Iterator[Note]:
    for quality in records.qualities:
        asked = _question(quality, template)
        if asked is not None:
            yield _told(note(records, quality, template, Basic(asked.ask, asked.answer)), asked)


def _question(quality: Quality, template: Template) -> Question | None:
    match template:
        case "name":
            return quality.name
        case "measure":
            return quality.measure
        case "target":
            return quality.target
        case "belief":
            return quality.belief


def _told(made: Note, asked: Question) -> Note:
    """Let what the question says about its card stand in place of what the quality says."""
    return replace(
        made,
        why=asked.why or made.why,
        hint=asked.hint or made.hint,
        facts=asked.facts or made.facts,
        source=asked.source or made.source,
        as_of=asked.as_of or made.as_of,
        tags=asked.tags or made.tags,
        related=asked.related or made.related,
    )


def _diagnosis(situation: Symptom | Technique, known: Mapping[str, Quality]) -> Face:
    """Offer the quality among its rivals; each rival's reason is what it means."""
    wrong = tuple(_rival(known[rival]) for rival in situation.rivals)
    return Choice(situation.ask, (known[situation.quality].called,), wrong)


def _rival(quality: Quality) -> Wrong:
    return Wrong(quality.called, f"{quality.called}: {quality.means}.")


def _decision(contrast: Contrast, known: Mapping[str, Quality]) -> Basic:
    first, second = (known[quality].called for quality in contrast.pair)
    front = f"{contrast.case} {first} or {second.lower()}: {contrast.question}"
    return Basic(front, f"{known[contrast.quality].called}: {contrast.because}")
