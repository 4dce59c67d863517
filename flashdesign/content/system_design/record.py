"""The common parts of the content files of the built-in decks, and notes from their records."""

from dataclasses import dataclass
from typing import TypeVar

from flashdesign.content.note_kinds.common_fields import CommonFields, NamedSource, named_sources
from flashdesign.content.yaml.dataclass_builder import Id, build_record
from flashdesign.content.yaml.reader import Document, MappingNode
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Question
from flashdesign.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(CommonFields):
    """One subject of a content file, with an id that never changes.

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
class Content:
    """A content file: its kind, its deck, and hand-written cards; kinds add their own lists.

    `order` has the ids of the notes to learn first, in that order; the others follow in the order
    of the generator, hand-written ones last. The notes in `core` have priority 1, those in `extra`
    priority 3, whatever their records say.
    """

    content: str
    deck: DeckHead
    sources: tuple[NamedSource, ...] = ()
    cards: tuple[MappingNode, ...] = ()
    order: tuple[Id, ...] = ()
    core: tuple[Id, ...] = ()
    extra: tuple[Id, ...] = ()

    @property
    def deck_id(self) -> DeckId:
        """The deck id of the file's notes."""
        return DeckId(self.deck.id)


ContentT = TypeVar("ContentT", bound=Content)


def load(kind: type[ContentT], document: Document) -> ContentT:
    """Return the file as a `kind`; raise DeckFormatError with every problem in it."""
    problems: list[Problem] = []
    sources = named_sources(document.root, problems)
    return build_record(kind, document, sources)


def build_note(records: Content, record: Record, template: str, question: Question) -> Note:
    """Return the note `<record id>.<template>` with the common fields of its record.

    Use `dataclasses.replace` where a template needs a different `why`, `facts` or `source`.
    """
    return Note(
        deck=records.deck_id,
        id=f"{record.id}.{template}",
        question=question,
        why=record.why,
        hint=record.hint,
        tags=record.tags,
        facts=record.facts,
        source=record.source,
        as_of=record.as_of,
        related=record.related,
        replaces=record.replaces,
        priority=record.priority,
    )
