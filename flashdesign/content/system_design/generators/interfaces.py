"""Notes about interfaces, data and bottlenecks: missing calls, best fits and costs."""

from collections.abc import Iterator
from dataclasses import dataclass

from flashdesign.content.system_design.generators.interleave import interleave
from flashdesign.content.system_design.record import Content, Record, build_note
from flashdesign.content.yaml.dataclass_builder import Id
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, MultipleChoice, WrongOption

USUAL_PRICE_QUESTION = "What do you pay for it?"
MIN_RIVALS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of a family; `otherwise` says why it is wrong if another member is right."""

    id: Id
    name: str
    otherwise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Similar things that are often confused, and the question that distinguishes them."""

    id: Id
    ask: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Record):
    """A scene that one member of a family fits; the members in `near` would also fit."""

    family: Id
    member: Id
    scene: str
    ask: str = ""
    near: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingCall(Record):
    """Requirements, the calls that meet them, and the call that is missing."""

    agreed: str
    calls: str
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Price(Record):
    """A solution and its cost."""

    cure: str
    price: str
    ask: str = USUAL_PRICE_QUESTION


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainQuestion(Record):
    """Any other question, and its answer."""

    front: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Records(Content):
    """The families with their cases, the gaps, the prices and other questions."""

    families: tuple[Family, ...] = ()
    cases: tuple[Case, ...] = ()
    gaps: tuple[MissingCall, ...] = ()
    prices: tuple[Price, ...] = ()
    asked: tuple[PlainQuestion, ...] = ()

    def __post_init__(self) -> None:
        for case in self.cases:
            if len(self.rivals(case)) < MIN_RIVALS:
                message = f"case {case.id!r} has fewer than {MIN_RIVALS} wrong options"
                raise ValueError(message)

    def family(self, case: Case) -> Family:
        """Return the family of a case; raise ValueError if there is none."""
        for family in self.families:
            if family.id == case.family:
                return family
        message = f"case {case.id!r}: there is no family {case.family!r}"
        raise ValueError(message)

    def fitting(self, case: Case) -> Member:
        """Return the member that fits; raise ValueError if the family does not have it."""
        for member in self.family(case).members:
            if member.id == case.member:
                return member
        message = f"case {case.id!r}: family {case.family!r} has no member {case.member!r}"
        raise ValueError(message)

    def rivals(self, case: Case) -> tuple[Member, ...]:
        """Return the members that are wrong in this case."""
        right = self.fitting(case)
        members = self.family(case).members
        return tuple(m for m in members if m is not right and m.id not in case.near)


def notes(records: Records) -> Iterator[Note]:
    """Yield the notes, each type in the order of the file and all types interleaved."""
    return interleave(
        [
            build_note(records, record, "asked", Basic(record.front, record.back))
            for record in records.asked
        ],
        [build_note(records, record, "case", _case(records, record)) for record in records.cases],
        [build_note(records, record, "gap", _gap(record)) for record in records.gaps],
        [
            build_note(records, record, "price", Basic(f"{record.cure} {record.ask}", record.price))
            for record in records.prices
        ],
    )


def _case(records: Records, case: Case) -> MultipleChoice:
    return MultipleChoice(
        f"{case.scene} {case.ask or records.family(case).ask}",
        (records.fitting(case).name,),
        tuple(WrongOption(member.name, member.otherwise) for member in records.rivals(case)),
    )


def _gap(gap: MissingCall) -> Basic:
    front = (
        f"Agreed: {gap.agreed}\n\nCalls on the whiteboard: {gap.calls}\n\nWhich call is missing?"
    )
    return Basic(front, gap.missing)
