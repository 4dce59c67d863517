"""Notes about situations in an interview or a system, and what to do in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from flashdesign.content.system_design.record import Content, Record, build_note
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import Basic, MultipleChoice, WrongOption

Theme = Literal["clock", "room", "design", "fault"]

USUAL_QUESTIONS: Mapping[Theme, str] = MappingProxyType(
    {
        "clock": "What do you do with the minutes left?",
        "room": "What do you say or do?",
        "design": "What is your move?",
        "fault": "What do you change?",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemptingMove:
    """A plausible wrong move, with the reason."""

    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation(Record):
    """A situation and the right move; with tempting moves it becomes a choice.

    `ask` replaces the theme's usual question if that does not fit.
    """

    theme: Theme
    scene: str
    move: str
    ask: str = ""
    tempting: tuple[TemptingMove, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Records(Content):
    """The situations in learning order."""

    situations: tuple[Situation, ...]


def notes(records: Records) -> Iterator[Note]:
    """Yield one note for each situation, in the order of the file."""
    for situation in records.situations:
        yield build_note(records, situation, "move", _question(situation))


def _question(situation: Situation) -> Question:
    front = f"{situation.scene} {situation.ask or USUAL_QUESTIONS[situation.theme]}"
    if not situation.tempting:
        return Basic(front, situation.move)
    return MultipleChoice(
        front,
        (situation.move.removesuffix("."),),
        tuple(WrongOption(move.text, move.why) for move in situation.tempting),
    )
