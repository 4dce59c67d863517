"""Turn the ways to scale into notes: which one when, what it costs, how it fails."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal, assert_never

from flashdesign.content.framework import Content, Record, note
from flashdesign.content.typed import Id
from flashdesign.domain.cards import Note
from flashdesign.domain.faces import Basic, Choice, Cloze, Face, Number, Wrong

WRONG_OPTIONS = 3
MOST_RELATED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique(Record):
    """A way to scale; `does` says in one line what it is, as the reason against a wrong option.

    `contrast` names techniques it is taken for; each of the two then shows the other.
    """

    name: str
    does: str
    contrast: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene(Record):
    """A situation that asks for the technique `id`; without `against` its rivals are derived."""

    ask: str
    against: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost(Record):
    """One thing that the technique `id` costs."""

    ask: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure(Record):
    """A symptom of the technique `id` gone wrong, and what is behind it."""

    ask: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duel(Record):
    """A case that two techniques dispute, who wins it, and what decides."""

    pair: tuple[Id, Id]
    case: str
    winner: Id
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief(Record):
    """Something that people believe, and what is right."""

    belief: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Record):
    """A state of affairs, and the next step of the usual order."""

    ask: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BadKey:
    """A partition key that somebody might propose, and what it would do."""

    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionKey(Record):
    """How something is read and written, and the key to partition it by."""

    ask: str
    key: str
    wrong: tuple[BadKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Record):
    """A number worth feeling."""

    ask: str
    answer: str
    unit: str
    span: tuple[str, str] | None = None
    bands: Literal["recall", "exact", "closed"] = "recall"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain(Record):
    """A question of no other form: `ask` and `answer`, or a `cloze`."""

    ask: str = ""
    answer: str = ""
    cloze: str = ""

    def __post_init__(self) -> None:
        if bool(self.cloze) == bool(self.ask and self.answer):
            msg = f"{self.id!r} needs either `ask` and `answer`, or `cloze`"
            raise ValueError(msg)


Question = Scene | Cost | Failure | Duel | Belief | Step | PartitionKey | Figure | Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Record):
    """A group of techniques, and the lists of questions, which are woven into each other."""

    techniques: tuple[Technique, ...] = ()
    plain: tuple[Plain, ...] = ()
    scenes: tuple[Scene, ...] = ()
    steps: tuple[Step, ...] = ()
    keys: tuple[PartitionKey, ...] = ()
    costs: tuple[Cost, ...] = ()
    duels: tuple[Duel, ...] = ()
    failures: tuple[Failure, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Records(Content):
    """The units, in the order in which they are to be learnt."""

    units: tuple[Unit, ...]

    def __post_init__(self) -> None:
        toolbox = Toolbox(self)
        for record in chain.from_iterable(_questions(unit) for unit in self.units):
            toolbox.face(record)


class Toolbox:
    """The techniques, their groups, and who is easily taken for whom."""

    def __init__(self, records: Records) -> None:
        self._techniques = {t.id: t for unit in records.units for t in unit.techniques}
        self._group = {t.id: unit.techniques for unit in records.units for t in unit.techniques}
        self._rivals: defaultdict[str, list[str]] = defaultdict(list)
        self._duels: defaultdict[str, list[str]] = defaultdict(list)
        asked = list(chain.from_iterable(_questions(unit) for unit in records.units))
        self._asked = {record.id for record in asked}
        for duel in (record for record in asked if isinstance(record, Duel)):
            for one, other in (duel.pair, duel.pair[::-1]):
                self._rivals[one].append(other)
                self._duels[one].append(duel.id)
        for technique in self._techniques.values():
            for other in technique.contrast:
                self._rivals[technique.id].append(self._named(other).id)
                self._rivals[other].append(technique.id)

    def related(self, record: Question) -> tuple[str, ...]:
        """Return what is taken for the same and has notes: the sides of a duel, or the rivals."""
        match record:
            case Duel(pair=pair):
                partners: Iterable[str] = pair
            case Scene(id=technique) | Cost(id=technique) | Failure(id=technique):
                partners = (*self._rivals[technique], *self._duels[technique])
            case _:
                partners = ()
        asked = dict.fromkeys(partner for partner in partners if partner in self._asked)
        return tuple(asked)[:MOST_RELATED]

    def face(self, record: Question) -> tuple[str, Face]:
        """Return the template's name and the face; raise ValueError for an unknown technique."""
        match record:
            case Scene():
                return "scene", self._scene(record)
            case Duel():
                return "duel", self._duel(record)
            case Cost(ask=ask, answer=answer):
                return "cost", self._basic(record, ask, answer)
            case Failure(ask=ask, answer=answer):
                return "failure", self._basic(record, ask, answer)
            case Step(ask=ask, answer=answer):
                return "step", Basic(ask, answer)
            case Belief(belief=belief, right=right):
                return "belief", Basic(f'"{belief}" What is wrong with that?', right)
            case PartitionKey() | Figure() | Plain():
                return _other(record)
            case _:
                assert_never(record)

    def _basic(self, record: Cost | Failure, ask: str, answer: str) -> Basic:
        self._named(record.id)
        return Basic(ask, answer)

    def _scene(self, record: Scene) -> Choice:
        right = self._named(record.id)
        near = (*self._rivals.get(right.id, ()), *(t.id for t in self._group[right.id]))
        derived = [name for name in dict.fromkeys(near) if name != right.id]
        wrong = [self._named(name) for name in (record.against or derived)[:WRONG_OPTIONS]]
        if len(wrong) < WRONG_OPTIONS or right in wrong:
            msg = f"{record.id!r} needs three other techniques as wrong options"
            raise ValueError(msg)
        return Choice(record.ask, (right.name,), tuple(Wrong(t.name, t.does) for t in wrong))

    def _duel(self, record: Duel) -> Basic:
        one, other = (self._named(name) for name in record.pair)
        if record.winner not in record.pair:
            msg = f"{record.id!r}: {record.winner!r} is none of the two"
            raise ValueError(msg)
        winner = self._named(record.winner).name
        front = f"{one.name} or {_small(other.name)}? {record.case}"
        return Basic(front, f"{winner}: {record.because}")

    def _named(self, name: str) -> Technique:
        if name not in self._techniques:
            msg = f"there is no technique {name!r}"
            raise ValueError(msg)
        return self._techniques[name]


def notes(records: Records) -> Iterator[Note]:
    """Yield the notes unit by unit, the forms of a unit woven evenly into each other."""
    toolbox = Toolbox(records)
    for unit in records.units:
        for record in _questions(unit):
            template, face = toolbox.face(record)
            made = note(records, record, template, face)
            yield replace(
                made,
                tags=tuple(dict.fromkeys((*unit.tags, *made.tags))),
                related=made.related or toolbox.related(record),
            )


def _questions(unit: Unit) -> tuple[Question, ...]:
    """Return the questions of a unit; each list keeps its order and is spread over the whole."""
    lists: tuple[tuple[Question, ...], ...] = (
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
    spread = [((i + 0.5) / len(one), record) for one in lists for i, record in enumerate(one)]
    return tuple(record for _, record in sorted(spread, key=lambda pair: pair[0]))


def _other(record: PartitionKey | Figure | Plain) -> tuple[str, Face]:
    match record:
        case PartitionKey(ask=ask, key=key, wrong=wrong):
            return "key", Choice(ask, (key,), tuple(Wrong(bad.text, bad.why) for bad in wrong))
        case Figure():
            return "figure", Number(
                record.ask, record.answer, record.unit, record.span, record.bands
            )
        case Plain(cloze=cloze) if cloze:
            return "ask", Cloze(cloze)
        case Plain(ask=ask, answer=answer):
            return "ask", Basic(ask, answer)
        case _:
            assert_never(record)


def _small(name: str) -> str:
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
