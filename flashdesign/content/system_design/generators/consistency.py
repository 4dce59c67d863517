"""Notes about consistency models; the map of the models determines the right answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, assert_never

from flashdesign.content.system_design.generators.consistency_models import (
    Anomaly,
    Model,
    ModelMap,
    check_known,
)
from flashdesign.content.system_design.record import Content, Record, build_note
from flashdesign.content.yaml.dataclass_builder import Id
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
    OPTIONS_SHOWN,
    Basic,
    Cloze,
    MultipleChoice,
    WrongOption,
)

WRONG_OPTIONS = OPTIONS_SHOWN - 1
YES = "Yes, that one is contained in it"
PACELC = {
    "PA/EL": "Cut off, it goes on answering; in good times it prefers speed to freshness.",
    "PA/EC": "Cut off, it goes on answering; in good times it pays for consistency.",
    "PC/EL": "Cut off, it refuses; in good times it prefers speed to freshness.",
    "PC/EC": "Cut off, it refuses; in good times, too, it pays for consistency.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChoice(Record):
    """A question with models as options; without `against` the nearest wrong ones are used."""

    ask: str
    against: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakest(ModelChoice):
    """A scene of the anomaly `id`; the answer is the weakest model that forbids it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(ModelChoice):
    """A requirement and the weakest model that meets it."""

    model: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Included(ModelChoice):
    """An edge of the map; the question asks for one of its ends."""

    strong: Id
    weak: Id
    find: Literal["weak", "strong"] = "weak"


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(ModelChoice):
    """A question about which model stays available in a partition, or which does not."""

    model: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Implication(Record):
    """A question whether `one` implies `other`; the anomaly `witness` shows that it does not."""

    ask: str
    one: Id
    other: Id
    witness: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedSystem(Record):
    """A system and its place in PACELC."""

    ask: str
    place: Literal["PA/EL", "PA/EC", "PC/EL", "PC/EC"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainQuestion(Record):
    """A question without an edge of the map: `ask` with its `answer`, or a `cloze`."""

    ask: str = ""
    answer: str = ""
    cloze: str = ""


ModelQuestion = Weakest | Need | Included | Split | Implication | PlacedSystem | PlainQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Record):
    """A section of the deck; its lists are interleaved."""

    plain: tuple[PlainQuestion, ...] = ()
    weakest: tuple[Weakest, ...] = ()
    needs: tuple[Need, ...] = ()
    implications: tuple[Implication, ...] = ()
    included: tuple[Included, ...] = ()
    splits: tuple[Split, ...] = ()
    placed: tuple[PlacedSystem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Records(Content):
    """The models, the anomalies, and the units of questions about them."""

    anomalies: tuple[Anomaly, ...]
    models: tuple[Model, ...]
    units: tuple[Section, ...]

    def __post_init__(self) -> None:
        maker = QuestionMaker(self)
        for unit in self.units:
            for record in _questions(unit):
                maker.question(record)


class QuestionMaker:
    """Creates the questions, and rejects records that contradict the map."""

    def __init__(self, records: Records) -> None:
        self._map = ModelMap(records.models, records.anomalies)
        self._models = self._map.models
        self._anomalies = self._map.anomalies

    def question(self, record: ModelQuestion) -> tuple[str, Question]:
        """Return the template's name and the question; raise ValueError if the map contradicts."""
        match record:
            case Weakest():
                return "weakest", self._weakest(record)
            case Need(model=model):
                return "need", self._choice(record, (model,), lambda m: self._map.serves(m, model))
            case Included():
                return "included", self._included(record)
            case Split(model=model):
                stops = self._map.stops(model)
                return "split", self._choice(
                    record, (model,), lambda m: self._map.stops(m) == stops
                )
            case Implication():
                return "implies", self._implication(record)
            case PlacedSystem():
                return "pacelc", _placed(record)
            case PlainQuestion():
                return "ask", _plain(record)
            case _:
                assert_never(record)

    def _weakest(self, record: Weakest) -> MultipleChoice:
        right = self._map.weakest(record.id)

        def forbids(model: str) -> bool:
            return record.id in self._models[model].forbids

        return self._choice(record, right, forbids)

    def _included(self, record: Included) -> MultipleChoice:
        strong, weak = record.strong, record.weak
        if weak not in self._map.weaker(strong):
            msg = f"{strong!r} does not imply {weak!r}"
            raise ValueError(msg)
        if record.find == "weak":
            return self._choice(record, (weak,), lambda model: self._map.serves(strong, model))
        return self._choice(record, (strong,), lambda model: self._map.serves(model, weak))

    def _choice(
        self, record: ModelChoice, right: tuple[str, ...], also_right: Callable[[str], bool]
    ) -> MultipleChoice:
        check_known((*right, *record.against), self._models)
        near = self._map.nearest(right)
        options = record.against or tuple(m for m in near if not also_right(m))[:WRONG_OPTIONS]
        if not right or len(options) < WRONG_OPTIONS or any(also_right(m) for m in options):
            names = ", ".join(options)
            msg = f"{record.id!r}: of {names} one is right as well, or they are too few"
            raise ValueError(msg)
        wrong = tuple(WrongOption(self._models[m].name, self._models[m].promise) for m in options)
        return MultipleChoice(record.ask, tuple(self._models[m].name for m in right), wrong)

    def _implication(self, record: Implication) -> Question:
        check_known((record.one, record.other), self._models)
        one, other = self._models[record.one], self._models[record.other]
        allowed = [anomaly for anomaly in other.forbids if anomaly not in one.forbids]
        forbidden = [
            a for a in (*reversed(other.forbids), *reversed(one.forbids)) if a in one.forbids
        ]
        denials = tuple(
            WrongOption(self._no(anomaly), f"{one.name} forbids that.")
            for anomaly in dict.fromkeys(forbidden)
        )
        if other.id in self._map.weaker(one.id):
            return MultipleChoice(record.ask, (YES,), denials[:WRONG_OPTIONS])
        witness = record.witness or (allowed[-1] if allowed else "")
        if witness not in allowed:
            msg = f"{record.id!r}: {witness!r} does not tell {one.id!r} from {other.id!r}"
            raise ValueError(msg)
        yes = WrongOption(YES, f"{self._anomalies[witness].named.capitalize()} can still happen.")
        return MultipleChoice(
            record.ask, (self._no(witness),), (yes, *denials[: WRONG_OPTIONS - 1])
        )

    def _no(self, anomaly: str) -> str:
        return f"No, {self._anomalies[anomaly].named} can still happen"


def notes(records: Records) -> Iterator[Note]:
    """Yield the notes by unit, with the question types of a unit interleaved."""
    maker = QuestionMaker(records)
    for unit in records.units:
        for record in _questions(unit):
            template, question = maker.question(record)
            made = build_note(records, record, template, question)
            yield replace(made, tags=tuple(dict.fromkeys((*unit.tags, *made.tags))))


def _questions(unit: Section) -> tuple[ModelQuestion, ...]:
    """Return the questions of a unit; each list keeps its order and is spread over the unit."""
    lists: tuple[tuple[ModelQuestion, ...], ...] = (
        unit.plain,
        unit.weakest,
        unit.needs,
        unit.implications,
        unit.included,
        unit.splits,
        unit.placed,
    )
    spread = [
        ((index + 0.5) / len(records), record)
        for records in lists
        for index, record in enumerate(records)
    ]
    return tuple(record for _place, record in sorted(spread, key=lambda pair: pair[0]))


def _placed(record: PlacedSystem) -> MultipleChoice:
    wrong = tuple(WrongOption(place, why) for place, why in PACELC.items() if place != record.place)
    return MultipleChoice(record.ask, (record.place,), wrong)


def _plain(record: PlainQuestion) -> Question:
    if record.cloze:
        return Cloze(record.cloze)
    if not record.ask or not record.answer:
        msg = f"{record.id!r} needs `ask` and `answer`, or `cloze`"
        raise ValueError(msg)
    return Basic(record.ask, record.answer)
