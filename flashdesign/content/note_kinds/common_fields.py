"""The fields that the deck file entries of all kinds have."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Literal

from flashdesign.content.yaml.dataclass_builder import AsOf, Builder, Day, FactId, Id, Tag
from flashdesign.content.yaml.reader import ListNode, MappingNode, Node
from flashdesign.domain.notes.question import Question
from flashdesign.domain.priority import USUAL_PRIORITY
from flashdesign.domain.source import Source
from flashdesign.errors import Problem
from flashdesign.i18n.translation import _


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonFields:
    """The optional fields of every card, and of every record that cards are made from."""

    facts: tuple[FactId, ...] = ()
    why: str = ""
    hint: str = ""
    source: Source | None = None
    as_of: AsOf = ""
    tags: tuple[Tag, ...] = ()
    related: tuple[str, ...] = ()
    priority: Literal[1, 2, 3] = USUAL_PRIORITY


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSource:
    """A source that the cards of a file refer to by its id."""

    id: Id
    title: str
    url: str = ""
    checked: Day = ""


def named_sources(root: Node, problems: list[Problem]) -> dict[str, Source]:
    """Return the sources of a file by their ids."""
    nodes = root.values.get("sources") if isinstance(root, MappingNode) else None
    if not isinstance(nodes, ListNode):
        return {}
    records = (Builder(problems).record(NamedSource, item) for item in nodes.items)
    return {
        record.id: Source(record.title, record.url, record.checked)
        for record in records
        if record is not None
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(CommonFields, ABC):
    """The common fields of an entry; each kind of note adds its own and the question."""

    kind: str
    id: Id | None = None
    target_s: float | None = None
    suspended: bool = False
    replaces: tuple[str, ...] = ()
    guid: str = ""

    @property
    @abstractmethod
    def question(self) -> Question:
        """The question of the entry."""

    def __post_init__(self) -> None:
        if self.target_s is not None and self.target_s <= 0:
            msg = _("'target_s' must be more than 0 seconds")
            raise ValueError(msg)
