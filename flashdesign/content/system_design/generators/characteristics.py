"""Notes about system qualities: their names, measures, targets, differences and techniques."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from flashdesign.content.note_kinds.common_fields import CommonFields
from flashdesign.content.system_design.generators.interleave import interleave
from flashdesign.content.system_design.record import Content, Record, build_note
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, MultipleChoice, WrongOption

Template = Literal["name", "measure", "target", "belief"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityQuestion(CommonFields):
    """A question about a quality, as written by its author."""

    ask: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Record):
    """A question about all qualities, asked first."""

    ask: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality(Record):
    """A quality and the questions about its name, measure, target and a wrong belief."""

    called: str
    lacking: str
    name: QualityQuestion | None = None
    measure: QualityQuestion | None = None
    target: QualityQuestion | None = None
    belief: QualityQuestion | None = None

    def asked(self, template: Template) -> QualityQuestion | None:
        """Return the question that a template asks about this quality, if it has one."""
        match template:
            case "name":
                return self.name
            case "measure":
                return self.measure
            case "target":
                return self.target
            case "belief":
                return self.belief


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom(Record):
    """A system with a problem, the quality it lacks, and other qualities as wrong options."""

    ask: str
    quality: str
    rivals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique(Record):
    """A technique, the quality it serves, and why it does not serve other qualities."""

    ask: str
    quality: str
    rivals: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast(Record):
    """A case of a trade-off between two qualities; `because` completes the answer."""

    case: str
    pair: tuple[str, str]
    question: str
    quality: str
    because: str

    def __post_init__(self) -> None:
        if self.quality not in self.pair:
            message = f"'quality' must be one of the pair, {' or '.join(self.pair)}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Records(Content):
    """The qualities, and the situations that ask about them."""

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
        if unknown := sorted(named - known):
            message = f"no quality of this file has the id {unknown[0]!r}"
            raise ValueError(message)


def notes(records: Records) -> Iterator[Note]:
    """Yield the notes: first names, then measures, targets and techniques."""
    known = {quality.id: quality for quality in records.qualities}
    yield from _openings(records)
    yield from interleave(_questions(records, "name"), _symptoms(records, known))
    yield from interleave(
        _questions(records, "measure"),
        _contrasts(records, known),
        _questions(records, "target"),
        _techniques(records, known),
        _questions(records, "belief"),
    )


def _openings(records: Records) -> Iterator[Note]:
    for opening in records.openings:
        yield build_note(records, opening, "opening", Basic(opening.ask, opening.answer))


def _questions(records: Records, template: Template) -> Iterator[Note]:
    for quality in records.qualities:
        asked = quality.asked(template)
        if asked is not None:
            made = build_note(records, quality, template, Basic(asked.ask, asked.answer))
            yield _with_own_fields(made, asked)


def _with_own_fields(made: Note, asked: QualityQuestion) -> Note:
    """Return the note with the fields of the question in place of those of the quality."""
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


def _symptoms(records: Records, known: Mapping[str, Quality]) -> Iterator[Note]:
    for symptom in records.symptoms:
        wrong = tuple(_missing_quality(known[rival]) for rival in symptom.rivals)
        question = MultipleChoice(symptom.ask, (known[symptom.quality].called,), wrong)
        yield build_note(records, symptom, "symptom", question)


def _missing_quality(quality: Quality) -> WrongOption:
    return WrongOption(quality.called, f"Without it, {quality.lacking}.")


def _techniques(records: Records, known: Mapping[str, Quality]) -> Iterator[Note]:
    for technique in records.techniques:
        wrong = tuple(
            WrongOption(known[rival].called, why) for rival, why in technique.rivals.items()
        )
        question = MultipleChoice(technique.ask, (known[technique.quality].called,), wrong)
        yield build_note(records, technique, "technique", question)


def _contrasts(records: Records, known: Mapping[str, Quality]) -> Iterator[Note]:
    for contrast in records.contrasts:
        first, second = (known[quality].called for quality in contrast.pair)
        front = f"{contrast.case} {first} or {second.lower()}: {contrast.question}"
        question = Basic(front, f"{known[contrast.quality].called}: {contrast.because}")
        yield build_note(records, contrast, "contrast", question)
