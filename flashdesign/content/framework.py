"""The common parts of all framework content files, and notes from their records."""

from dataclasses import dataclass
from typing import TypeVar

from flashdesign.content.typed import AsOf, Builder, Day, FactId, Id, Tag, build
from flashdesign.content.yaml_text import Document, Fields, Items, Node
from flashdesign.domain.cards import DeckId, Note, Source
from flashdesign.domain.faces import Face
from flashdesign.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """The optional fields of every card, and of every record that cards are made from."""

    facts: tuple[FactId, ...] = ()
    why: str = ""
    hint: str = ""
    source: Source | None = None
    as_of: AsOf = ""
    tags: tuple[Tag, ...] = ()
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Common):
    """One subject of the framework, with an id that never changes.

    `replaces` has the ids of old notes whose progress the record's note takes over, for records
    with one note.
    """

    id: Id
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckHead:
    """The deck of a content file."""

    id: Id
    title: str
    description: str = ""
    parent: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSource:
    """A source that the cards of a file refer to by its id."""

    id: Id
    title: str
    url: str = ""
    checked: Day = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A content file: its kind, its deck, and hand-written cards; kinds add their own lists.

    `order` has the ids of the notes to learn first, in that order; the others follow in the order
    of the generator, hand-written ones last.
    """

    content: str
    deck: DeckHead
    sources: tuple[NamedSource, ...] = ()
    cards: tuple[Fields, ...] = ()
    order: tuple[Id, ...] = ()

    @property
    def deck_id(self) -> DeckId:
        """The deck id of the file's notes."""
        return DeckId(self.deck.id)


ContentT = TypeVar("ContentT", bound=Content)


def load(kind: type[ContentT], document: Document) -> ContentT:
    """Return the file as a `kind`; raise DeckFormatError with every problem in it."""
    problems: list[Problem] = []
    sources = named_sources(document.root, problems)
    return build(kind, document, sources)


def named_sources(root: Node, problems: list[Problem]) -> dict[str, Source]:
    """Return the sources of a file by their ids."""
    nodes = root.values.get("sources") if isinstance(root, Fields) else None
    if not isinstance(nodes, Items):
        return {}
    records = (Builder(problems).record(NamedSource, item) for item in nodes.items)
    return {
        record.id: Source(record.title, record.url, record.checked)
        for record in records
        if record is not None
    }


def note(records: Content, record: Record, template: str, face: Face) -> Note:
    """Return the note `<record id>.<template>` with the common fields of its record.

    Use `dataclasses.replace` where a template needs a different `why`, `facts` or `source`.
    """
    return Note(
        deck=records.deck_id,
        id=f"{record.id}.{template}",
        face=face,
        why=record.why,
        hint=record.hint,
        tags=record.tags,
        facts=record.facts,
        source=record.source,
        as_of=record.as_of,
        related=record.related,
        replaces=record.replaces,
    )
