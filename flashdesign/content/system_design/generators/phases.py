"""Notes about the phases of an interview: lengths, topics of the deep dive and questions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flashdesign.content.system_design.generators.interleave import interleave
from flashdesign.content.system_design.record import Content, Record, build_note
from flashdesign.content.yaml.dataclass_builder import Id
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, MultipleChoice, Number, WrongOption


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseLength(Record):
    """A question about the length of a phase in minutes."""

    front: str
    answer: str
    span: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Record):
    """A topic of the deep dive, and the symptom if it is missing.

    `does` completes "it ..."; the topics in `near` would also help, so they are not distractors.
    """

    name: str
    does: str
    symptom: str
    near: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainQuestion(Record):
    """Any other question, and its answer."""

    front: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Records(Content):
    """The lengths of the phases, the topics of the deep dive and other questions."""

    minutes: tuple[PhaseLength, ...] = ()
    topics: tuple[Topic, ...] = ()
    asked: tuple[PlainQuestion, ...] = ()


def notes(records: Records) -> Iterator[Note]:
    """Yield the notes, each type in the order of the file and all types interleaved."""
    return interleave(
        [build_note(records, record, "minutes", _minutes(record)) for record in records.minutes],
        [
            build_note(records, record, "topic", _topic(record, records.topics))
            for record in records.topics
        ],
        [
            build_note(records, record, "asked", Basic(record.front, record.back))
            for record in records.asked
        ],
    )


def _minutes(minutes: PhaseLength) -> Number:
    return Number(minutes.front, minutes.answer, "min", minutes.span, bands="exact")


def _topic(topic: Topic, topics: Iterable[Topic]) -> MultipleChoice:
    """Return a choice between the topic and topics with other symptoms."""
    front = f"{topic.symptom} Which deep-dive topic is this?"
    others = [other for other in topics if other is not topic and other.id not in topic.near]
    return MultipleChoice(
        front,
        (topic.name,),
        tuple(WrongOption(other.name, f"It {other.does}.") for other in others),
    )
