"""Notes about scaling techniques: when to use them, their costs and failures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal, assert_never

from flashdesign.content.system_design.record import Content, Record, build_note
from flashdesign.content.yaml.dataclass_builder import Id
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
    OPTIONS_SHOWN,
    Basic,
    Cloze,
    MultipleChoice,
    Number,
    WrongOption,
)

WRONG_OPTIONS = OPTIONS_SHOWN - 1
MAX_RELATED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique(Record):
    """A scaling technique; `does` describes it in one line, as the explanation of a wrong option.

    `contrast` has techniques it is often confused with; each is a wrong option for the other.
    """

    name: str
    does: str
    contrast: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene(Record):
    """A situation for the technique `id`; without `against` the wrong options are derived."""

    ask: str
    against: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost(Record):
    """A cost of the technique `id`."""

    ask: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure(Record):
    """A symptom of a failure of the technique `id`, and its cause."""

    ask: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duel(Record):
    """A case for one of two techniques, the better one, and the reason."""

    pair: tuple[Id, Id]
    case: str
    winner: Id
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief(Record):
    """A common wrong belief, and its correction."""

    belief: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep(Record):
    """A state of a system, and the next step in the usual order."""

    ask: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BadKey:
    """A wrong partition key and its effect."""

    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionKey(Record):
    """An access pattern and the key to partition by."""

    ask: str
    key: str
    wrong: tuple[BadKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Record):
    """A number to remember."""

    ask: str
    answer: str
    unit: str
    span: tuple[str, str] | None = None
    bands: Literal["recall", "exact", "closed"] = "recall"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainQuestion(Record):
    """Any other question: `ask` and `answer`, or a `cloze`."""

    ask: str = ""
    answer: str = ""
    cloze: str = ""

    def __post_init__(self) -> None:
        if bool(self.cloze) == bool(self.ask and self.answer):
            msg = f"{self.id!r} needs either `ask` and `answer`, or `cloze`"
            raise ValueError(msg)


ScalingQuestion = (
    Scene | Cost | Failure | Duel | Belief | NextStep | PartitionKey | Figure | PlainQuestion
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Record):
    """A group of techniques, and lists of questions, which are interleaved."""

    techniques: tuple[Technique, ...] = ()
    plain: tuple[PlainQuestion, ...] = ()
    scenes: tuple[Scene, ...] = ()
    steps: tuple[NextStep, ...] = ()
    keys: tuple[PartitionKey, ...] = ()
    costs: tuple[Cost, ...] = ()
    duels: tuple[Duel, ...] = ()
    failures: tuple[Failure, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Records(Content):
    """The units in learning order."""

    units: tuple[Section, ...]

    def __post_init__(self) -> None:
        toolbox = Toolbox(self)
        for record in chain.from_iterable(_questions(unit) for unit in self.units):
            toolbox.question(record)


class Toolbox:
    """The techniques, their groups, and which are often confused."""

    def __init__(self, records: Records) -> None:
        self._techniques = {t.id: t for unit in records.units for t in unit.techniques}
        self._group = {t.id: unit.techniques for unit in records.units for t in unit.techniques}
        self._rivals: defaultdict[str, list[str]] = defaultdict(list)
        self._duels: defaultdict[str, list[str]] = defaultdict(list)
        asked = list(chain.from_iterable(_questions(unit) for unit in records.units))
        self._asked = {record.id for record in asked}
        for duel in (record for record in asked if isinstance(record, Duel)):
            for first, second in (duel.pair, duel.pair[::-1]):
                self._rivals[first].append(second)
                self._duels[first].append(duel.id)
        for technique in self._techniques.values():
            for other in technique.contrast:
                self._rivals[technique.id].append(self._technique(other).id)
                self._rivals[other].append(technique.id)

    def related(self, record: ScalingQuestion) -> tuple[str, ...]:
        """Return the ids of related records: both techniques of a duel, or the rivals and duels."""
        match record:
            case Duel(pair=pair):
                partners: Iterable[str] = pair
            case Scene(id=technique) | Cost(id=technique) | Failure(id=technique):
                partners = (*self._rivals[technique], *self._duels[technique])
            case _:
                partners = ()
        asked = dict.fromkeys(partner for partner in partners if partner in self._asked)
        return tuple(asked)[:MAX_RELATED]

    def question(self, record: ScalingQuestion) -> tuple[str, Question]:
        """Return the template's name and question; raise ValueError for an unknown technique."""
        match record:
            case Scene():
                return "scene", self._scene(record)
            case Duel():
                return "duel", self._duel(record)
            case Cost(ask=ask, answer=answer):
                return "cost", self._basic(record, ask, answer)
            case Failure(ask=ask, answer=answer):
                return "failure", self._basic(record, ask, answer)
            case NextStep(ask=ask, answer=answer):
                return "step", Basic(ask, answer)
            case Belief(belief=belief, right=right):
                return "belief", Basic(f'"{belief}" What is wrong with that?', right)
            case PartitionKey() | Figure() | PlainQuestion():
                return _other(record)
            case _:
                assert_never(record)

    def _basic(self, record: Cost | Failure, ask: str, answer: str) -> Basic:
        self._technique(record.id)
        return Basic(ask, answer)

    def _scene(self, record: Scene) -> MultipleChoice:
        right = self._technique(record.id)
        near = (*self._rivals.get(right.id, ()), *(t.id for t in self._group[right.id]))
        derived = [name for name in dict.fromkeys(near) if name != right.id]
        wrong = [self._technique(name) for name in (record.against or derived)[:WRONG_OPTIONS]]
        if len(wrong) < WRONG_OPTIONS or right in wrong:
            msg = f"{record.id!r} needs three other techniques as wrong options"
            raise ValueError(msg)
        return MultipleChoice(
            record.ask, (right.name,), tuple(WrongOption(t.name, t.does) for t in wrong)
        )

    def _duel(self, record: Duel) -> Basic:
        first, second = (self._technique(name) for name in record.pair)
        if record.winner not in record.pair:
            msg = f"{record.id!r}: {record.winner!r} is none of the two"
            raise ValueError(msg)
        winner = self._technique(record.winner).name
        front = f"{first.name} or {_lower_first(second.name)}? {record.case}"
        return Basic(front, f"{winner}: {record.because}")

    def _technique(self, name: str) -> Technique:
        if name not in self._techniques:
            msg = f"there is no technique {name!r}"
            raise ValueError(msg)
        return self._techniques[name]


def notes(records: Records) -> Iterator[Note]:
    """Yield the notes by unit, with the question types of a unit interleaved."""
    toolbox = Toolbox(records)
    for unit in records.units:
        for record in _questions(unit):
            template, question = toolbox.question(record)
            made = build_note(records, record, template, question)
            yield replace(
                made,
                tags=tuple(dict.fromkeys((*unit.tags, *made.tags))),
                related=made.related or toolbox.related(record),
            )


def _questions(unit: Section) -> tuple[ScalingQuestion, ...]:
    """Return the questions of a unit; each list keeps its order and is spread over the unit."""
    lists: tuple[tuple[ScalingQuestion, ...], ...] = (
        unit.steps,
        unit.plain,
        unit.scenes,
        unit.keys,
        unit.costs,
        unit.duels,
        unit.failures,
        unit.beliefs,
        unit.figures,
    )
    spread = [
        ((index + 0.5) / len(records), record)
        for records in lists
        for index, record in enumerate(records)
    ]
    return tuple(record for _place, record in sorted(spread, key=lambda pair: pair[0]))


def _other(record: PartitionKey | Figure | PlainQuestion) -> tuple[str, Question]:
    match record:
        case PartitionKey(ask=ask, key=key, wrong=wrong):
            return "key", MultipleChoice(
                ask, (key,), tuple(WrongOption(bad.text, bad.why) for bad in wrong)
            )
        case Figure():
            return "figure", Number(
                record.ask, record.answer, record.unit, record.span, record.bands
            )
        case PlainQuestion(cloze=cloze) if cloze:
            return "ask", Cloze(cloze)
        case PlainQuestion(ask=ask, answer=answer):
            return "ask", Basic(ask, answer)
        case _:
            assert_never(record)


def _lower_first(name: str) -> str:
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
