"""Make notes of interfaces, data and bottlenecks: what is missing, what fits, what it costs."""

from collections.abc import Iterator
from dataclasses import dataclass

from flashdesign.content.framework import Content, Record, note
from flashdesign.content.generators.mixing import mixed
from flashdesign.content.typed import Id
from flashdesign.domain.cards import Note
from flashdesign.domain.faces import Basic, Choice, Wrong

USUAL_PRICE_QUESTION = "What do you pay for it?"
FEWEST_RIVALS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One of a family's things; `otherwise` says why it is wrong where another one is right."""

    id: Id
    name: str
    otherwise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Things of one sort that are taken for each other, and the question that tells them apart."""

    id: Id
    ask: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Record):
    """A scene that one member of a family fits; members `near` by would do too."""

    family: Id
    member: Id
    scene: str
    ask: str = ""
    near: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap(Record):
    """Requirements, the calls that stand for them, and the call that is still missing."""

    agreed: str
    calls: str
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Price(Record):
    """A cure and what is paid for it."""

    cure: str
    price: str
    ask: str = USUAL_PRICE_QUESTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Record):
    """A question of its own kind, and its answer."""

    front: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Records(Content):
    """The families with their cases, the gaps, the prices, and single questions."""

    families: tuple[Family, ...] = ()
    cases: tuple[Case, ...] = ()
    gaps: tuple[Gap, ...] = ()
    prices: tuple[Price, ...] = ()
    asked: tuple[Asked, ...] = ()

    def __post_init__(self) -> None:
        for case in self.cases:
            if len(self.rivals(case)) < FEWEST_RIVALS:
                message = f"case {case.id!r} has fewer than {FEWEST_RIVALS} wrong options"
                raise ValueError(message)

    def family(self, case: Case) -> Family:
        """Return the family of a case; raise ValueError if there is none."""
        for family in self.families:
            if family.id == case.family:
                return family
        message = f"case {case.id!r}: there is no family {case.family!r}"
        raise ValueError(message)

    def fitting(self, case: Case) -> Member:
        """Return the member that fits; raise ValueError if the family lacks it."""
        for member in self.family(case).members:
            if member.id == case.member:
                return member
        message = f"case {case.id!r}: family {case.family!r} has no member {case.member!r}"
        raise ValueError(message)

    def rivals(self, case: Case) -> tuple[Member, ...]:
        """Return the members that are wrong in this case."""
        right = self.fitting(case)
        members = self.family(case).members
        return tuple(one for one in members if one is not right and one.id not in case.near)


def notes(records: Records) -> Iterator[Note]:
    """Yield the notes, each kind in the order of the file and all kinds evenly mixed."""
    return mixed(
        [note(records, one, "asked", Basic(one.front, one.back)) for one in records.asked],
        [note(records, one, "case", _case(records, one)) for one in records.cases],
        [note(records, one, "gap", _gap(one)) for one in records.gaps],
        [
            note(records, one, "price", Basic(f"{one.cure} {one.ask}", one.price))
            for one in records.prices
        ],
    )


def _case(records: Records, case: Case) -> Choice:
    return Choice(
        f"{case.scene} {case.ask or records.family(case).ask}",
        (records.fitting(case).name,),
        tuple(Wrong(one.name, one.otherwise) for one in records.rivals(case)),
    )


def _gap(gap: Gap) -> Basic:
    front = f"Agreed: {gap.agreed}\n\nCalls on the board: {gap.calls}\n\nWhich call is missing?"
    return Basic(front, gap.missing)
