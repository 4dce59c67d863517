"""What every file of the framework content has in common, and the way from a record to a note."""

from dataclasses import dataclass
from typing import TypeVar

from flashdesign.content.typed import AsOf, Builder, Day, FactId, Id, Tag, build
from flashdesign.content.yaml_text import Document, Fields, Items, Node
from flashdesign.domain.cards import DeckId, Note, Source
from flashdesign.domain.faces import Face
from flashdesign.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What may be said about any card, and about any record that cards are made of."""

    facts: tuple[FactId, ...] = ()
    why: str = ""
    hint: str = ""
    source: Source | None = None
    as_of: AsOf = ""
    tags: tuple[Tag, ...] = ()
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Common):
    """One thing of the field, with an id that never changes.

    `replaces` names old notes whose progress the record's note takes over; it suits records that
    make one note.
    """

    id: Id
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckHead:
    """The deck that a content file makes."""

    id: Id
    title: str
    description: str = ""
    parent: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSource:
    """A source that the cards of a file name by its id."""

    id: Id
    title: str
    url: str = ""
    checked: Day = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A content file: its kind, its deck, and cards written by hand; kinds add their own lists.

    `order` names the notes that come first, in the order they are to be learnt; the others follow
    as the generator gave them, hand-written ones last.
    """

    content: str
    deck: DeckHead
    sources: tuple[NamedSource, ...] = ()
    cards: tuple[Fields, ...] = ()
    order: tuple[Id, ...] = ()

    @property
    def deck_id(self) -> DeckId:
        """The id that the file's notes carry."""
        return DeckId(self.deck.id)


ContentT = TypeVar("ContentT", bound=Content)


def load(kind: type[ContentT], document: Document) -> ContentT:
    """Return the file as a `kind`; raise DeckFormatError with every problem in it."""
    problems: list[Problem] = []
    sources = named_sources(document.root, problems)
    return build(kind, document, sources)


def named_sources(root: Node, problems: list[Problem]) -> dict[str, Source]:
    """Return the sources that a file lists for its cards to name."""
    listed = root.values.get("sources") if isinstance(root, Fields) else None
    if not isinstance(listed, Items):
        return {}
    records = (Builder(problems).record(NamedSource, item) for item in listed.items)
    return {
        record.id: Source(record.title, record.url, record.checked)
        for record in records
        if record is not None
    }


def note(records: Content, record: Record, template: str, face: Face) -> Note:
    """Return the note `<record id>.<template>` with what the record says about its cards.

    Use `dataclasses.replace` where one template needs another `why`, `facts` or `source`.
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
