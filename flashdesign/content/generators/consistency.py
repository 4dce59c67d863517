"""Turn the map of consistency models into notes; who implies whom decides every choice."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, assert_never

from flashdesign.content.framework import Content, Record, note
from flashdesign.content.typed import Id
from flashdesign.domain.cards import Note
from flashdesign.domain.faces import Basic, Choice, Cloze, Face, Wrong

WRONG_OPTIONS = 3
YES = "Yes, that one is contained in it"
PACELC = {
    "PA/EL": "Cut off, it goes on answering; in good times it prefers speed to freshness.",
    "PA/EC": "Cut off, it goes on answering; in good times it pays for consistency.",
    "PC/EL": "Cut off, it refuses; in good times it prefers speed to freshness.",
    "PC/EC": "Cut off, it refuses; in good times, too, it pays for consistency.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly(Record):
    """Something that can go wrong; `named` goes before "can still happen"."""

    named: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Model(Record):
    """A promise about reads and writes: what it forbids, and which weaker models it contains.

    `beside` marks a model that does not stand on the map of the weakest models.
    """

    name: str
    promise: str
    implies: tuple[Id, ...] = ()
    forbids: tuple[Id, ...] = ()
    availability: Literal["total", "sticky", "unavailable"]
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Record):
    """A question whose options are models; without `against` the nearest wrong ones are taken."""

    ask: str
    against: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakest(Asked):
    """A scene of the anomaly `id`, to be answered with the weakest model that forbids it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Asked):
    """A requirement, and the weakest model that meets it."""

    model: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Included(Asked):
    """An edge, of which one end is to be found among models that do not stand there."""

    strong: Id
    weak: Id
    find: Literal["weak", "strong"] = "weak"


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(Asked):
    """The question which model a partition leaves standing, or which it stops."""

    model: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Implication(Record):
    """The question whether `one` implies `other`; the anomaly `witness` shows where it does not."""

    ask: str
    one: Id
    other: Id
    witness: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Record):
    """A system and its place in PACELC."""

    ask: str
    place: Literal["PA/EL", "PA/EC", "PC/EL", "PC/EC"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain(Record):
    """A question that no edge answers: `ask` with its `answer`, or a `cloze`."""

    ask: str = ""
    answer: str = ""
    cloze: str = ""


Question = Weakest | Need | Included | Split | Implication | Placed | Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Record):
    """A stretch of the way through the deck; its lists are woven into each other."""

    plain: tuple[Plain, ...] = ()
    weakest: tuple[Weakest, ...] = ()
    needs: tuple[Need, ...] = ()
    implications: tuple[Implication, ...] = ()
    included: tuple[Included, ...] = ()
    splits: tuple[Split, ...] = ()
    placed: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Records(Content):
    """The map, the anomalies, and the units that ask about them."""

    anomalies: tuple[Anomaly, ...]
    models: tuple[Model, ...]
    units: tuple[Unit, ...]

    def __post_init__(self) -> None:
        graph = Map(self)
        for unit in self.units:
            for record in _questions(unit):
                graph.face(record)


class Map:
    """The models and their edges; answers what contains what, and what an option would be worth."""

    def __init__(self, records: Records) -> None:
        self.models = {model.id: model for model in records.models}
        self.anomalies = {anomaly.id: anomaly for anomaly in records.anomalies}
        for model in records.models:
            _known(model.implies, self.models)
            _known(model.forbids, self.anomalies)

    def weaker(self, model: str) -> frozenset[str]:
        """Return all that `model` implies, over any number of edges."""
        found: set[str] = set()
        edge = set(self.models[model].implies)
        while edge:
            found |= edge
            edge = {far for near in edge for far in self.models[near].implies} - found
        return frozenset(found)

    def serves(self, model: str, wanted: str) -> bool:
        """Tell whether `model` might do for `wanted`: by an edge, or by all that it forbids."""
        enough = set(self.models[wanted].forbids) <= set(self.models[model].forbids)
        return enough or wanted in {model} | self.weaker(model)

    def weakest(self, anomaly: str) -> tuple[str, ...]:
        """Return the models on the map that forbid `anomaly` and contain no other that does."""
        able = {m.id for m in self.models.values() if anomaly in m.forbids and not m.beside}
        return tuple(
            model for model in self.models if model in able and not able & self.weaker(model)
        )

    def nearest(self, starts: Iterable[str]) -> tuple[str, ...]:
        """Return the other models, those fewest edges away from `starts` first."""
        order = list(starts)
        for here in order:
            up = [model.id for model in self.models.values() if here in model.implies]
            near = [*self.models[here].implies, *up]
            order += [model for model in dict.fromkeys(near) if model not in order]
        return tuple(order)

    def face(self, record: Question) -> tuple[str, Face]:
        """Return the template's name and the face; raise ValueError where the map differs."""
        match record:
            case Weakest():
                return "weakest", self._weakest(record)
            case Need(model=model):
                return "need", self._choice(record, (model,), lambda m: self.serves(m, model))
            case Included():
                return "included", self._included(record)
            case Split(model=model):
                stops = self._stops(model)
                return "split", self._choice(record, (model,), lambda m: self._stops(m) == stops)
            case Implication():
                return "implies", self._implication(record)
            case Placed():
                return "pacelc", _placed(record)
            case Plain():
                return "ask", _plain(record)
            case _:
                assert_never(record)

    def _weakest(self, record: Weakest) -> Choice:
        right = self.weakest(record.id)

        def forbids(model: str) -> bool:
            return record.id in self.models[model].forbids

        return self._choice(record, right, forbids)

    def _included(self, record: Included) -> Choice:
        strong, weak = record.strong, record.weak
        if weak not in self.weaker(strong):
            msg = f"{strong!r} does not imply {weak!r}"
            raise ValueError(msg)
        if record.find == "weak":
            return self._choice(record, (weak,), lambda model: self.serves(strong, model))
        return self._choice(record, (strong,), lambda model: self.serves(model, weak))

    def _stops(self, model: str) -> bool:
        _known((model,), self.models)
        return self.models[model].availability == "unavailable"

    def _choice(
        self, record: Asked, right: tuple[str, ...], also_right: Callable[[str], bool]
    ) -> Choice:
        _known((*right, *record.against), self.models)
        near = self.nearest(right)
        taken = record.against or tuple(m for m in near if not also_right(m))[:WRONG_OPTIONS]
        if not right or len(taken) < WRONG_OPTIONS or any(also_right(m) for m in taken):
            msg = f"{record.id!r}: of {', '.join(taken)} one is right as well, or they are too few"
            raise ValueError(msg)
        wrong = tuple(Wrong(self.models[m].name, self.models[m].promise) for m in taken)
        return Choice(record.ask, tuple(self.models[m].name for m in right), wrong)

    def _implication(self, record: Implication) -> Face:
        _known((record.one, record.other), self.models)
        one, other = self.models[record.one], self.models[record.other]
        open_ = [anomaly for anomaly in other.forbids if anomaly not in one.forbids]
        shut = [a for a in (*reversed(other.forbids), *reversed(one.forbids)) if a in one.forbids]
        denials = tuple(
            Wrong(self._no(anomaly), f"{one.name} forbids that.") for anomaly in dict.fromkeys(shut)
        )
        if other.id in self.weaker(one.id):
            return Choice(record.ask, (YES,), denials[:WRONG_OPTIONS])
        witness = record.witness or (open_[-1] if open_ else "")
        if witness not in open_:
            msg = f"{record.id!r}: {witness!r} does not tell {one.id!r} from {other.id!r}"
            raise ValueError(msg)
        yes = Wrong(YES, f"{self.anomalies[witness].named.capitalize()} can still happen.")
        return Choice(record.ask, (self._no(witness),), (yes, *denials[: WRONG_OPTIONS - 1]))

    def _no(self, anomaly: str) -> str:
        return f"No, {self.anomalies[anomaly].named} can still happen"


def notes(records: Records) -> Iterator[Note]:
    """Yield the notes unit by unit, the forms of a unit woven evenly into each other."""
    graph = Map(records)
    for unit in records.units:
        for record in _questions(unit):
            template, face = graph.face(record)
            made = note(records, record, template, face)
            yield replace(made, tags=tuple(dict.fromkeys((*unit.tags, *made.tags))))


def _questions(unit: Unit) -> tuple[Question, ...]:
    """Return the questions of a unit; each list keeps its order and is spread over the whole."""
    lists: tuple[tuple[Question, ...], ...] = (
        unit.plain,
        unit.weakest,
        unit.needs,
        unit.implications,
        unit.included,
        unit.splits,
        unit.placed,
    )
    spread = [((i + 0.5) / len(one), record) for one in lists for i, record in enumerate(one)]
    return tuple(record for _, record in sorted(spread, key=lambda pair: pair[0]))


def _placed(record: Placed) -> Choice:
    wrong = tuple(Wrong(place, why) for place, why in PACELC.items() if place != record.place)
    return Choice(record.ask, (record.place,), wrong)


def _plain(record: Plain) -> Face:
    if record.cloze:
        return Cloze(record.cloze)
    if not record.ask or not record.answer:
        msg = f"{record.id!r} needs `ask` and `answer`, or `cloze`"
        raise ValueError(msg)
    return Basic(record.ask, record.answer)


def _known(ids: Iterable[str], table: Mapping[str, object]) -> None:
    for name in ids:
        if name not in table:
            msg = f"there is no {name!r} among the models or anomalies"
            raise ValueError(msg)
