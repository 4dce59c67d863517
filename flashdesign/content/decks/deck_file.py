"""Reading of deck files: one deck as YAML, format 1."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from flashdesign.content.decks.notes import build_note
from flashdesign.content.note_kinds.anki_cloze import has_anki_gaps
from flashdesign.content.note_kinds.common_fields import named_sources
from flashdesign.content.yaml.dataclass_builder import Builder, Day, Id, Pattern, Tag
from flashdesign.content.yaml.reader import Document, ListNode, MappingNode, ScalarNode, parse, read
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Cloze, Drill
from flashdesign.domain.notes.tags import valid_tags
from flashdesign.domain.settings import USUAL_LANGUAGE
from flashdesign.domain.source import Source
from flashdesign.errors import DeckFormatError, Problem
from flashdesign.i18n.translation import N_, _

FORMAT = 1
MIN_RETENTION, MAX_RETENTION = 0.7, 0.97
Language = Annotated[
    str, Pattern(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*", N_("a language code such as en"))
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """A source of the whole deck; cards can refer to it if it has an id."""

    title: str
    url: str = ""
    checked: Day = ""
    id: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """Default values for every card that does not set its own."""

    retention: float | None = None
    target_s: float | None = None
    tags: tuple[Tag, ...] = ()

    def __post_init__(self) -> None:
        if self.retention is not None and not MIN_RETENTION <= self.retention <= MAX_RETENTION:
            msg = _("'retention' must be between {least} and {most}").format(
                least=MIN_RETENTION, most=MAX_RETENTION
            )
            raise ValueError(msg)
        if self.target_s is not None and self.target_s <= 0:
            msg = _("'target_s' must be more than 0 seconds")
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckEntry:
    """The head of a deck file, and its cards as nodes."""

    format: int
    id: Id
    title: str
    cards: tuple[MappingNode, ...]
    parent: Id | None = None
    description: str = ""
    language: Language = USUAL_LANGUAGE
    license: str = ""
    sources: tuple[SourceEntry, ...] = ()
    defaults: Defaults = Defaults()


@dataclass(frozen=True, slots=True)
class DeckFile:
    """A deck that was read; `generated_ids` has the ids generated for cards without one.

    `respelled` has the line and id of each card with gaps in Anki's syntax. The notes already
    include the values of `defaults`.
    """

    deck: Deck
    generated_ids: tuple[str, ...] = ()
    defaults: Defaults = Defaults()
    anki_gap_lines: tuple[tuple[int, str], ...] = ()


def read_deck(path: Path) -> DeckFile:
    """Return the deck in a file; raise DeckFormatError with every problem in it."""
    return build_deck(read(path))


def parse_deck(data: bytes, path: Path) -> DeckFile:
    """Return the deck in a file's bytes; `path` only names the file in messages."""
    return build_deck(parse(data, path))


def build_deck(document: Document) -> DeckFile:
    """Return the deck of a document; raise DeckFormatError with every problem in it."""
    problems: list[Problem] = []
    _check_format(document, problems)
    _check_parent(document, problems)
    head = Builder(problems).record(DeckEntry, document.root)
    sources = named_sources(document.root, [])
    deck_id = DeckId(head.id if head else "deck")
    notes = build_notes(document, deck_id, problems, sources)
    if head is None or problems:
        raise DeckFormatError(document.path, sort_problems(problems))
    deck = Deck(
        id=deck_id,
        title=head.title,
        notes=tuple(_with_defaults(note, head.defaults) for note in notes),
        parent=DeckId(head.parent) if head.parent else None,
        description=head.description,
        retention=head.defaults.retention,
        license=head.license,
        language=head.language,
    )
    respelled = tuple(_respelled(document, notes))
    return DeckFile(deck, tuple(_unnamed(document, notes)), head.defaults, respelled)


def build_notes(
    document: Document, deck: DeckId, problems: list[Problem], sources: dict[str, Source]
) -> tuple[Note, ...]:
    """Return the notes in the document's `cards:`, adding the problems of the others."""
    own_ids = {_id_of(node) for node in entries(document)}
    first_lines: dict[str, int] = {}
    notes = []
    for node in entries(document):
        note = build_note(node, deck, problems, sources)
        note_id = note.id if note else _id_of(node)
        if note_id in first_lines:
            message = _("the id {id!r} was already used on line {line}").format(
                id=note_id, line=first_lines[note_id]
            )
            problems.append(Problem(node.line, node.column, message))
        elif note_id:
            first_lines[note_id] = node.line
        if note is not None:
            notes.append(note)
            problems += _check_replaces(note, node, own_ids)
    return tuple(notes)


def _id_of(node: MappingNode) -> str:
    id_node = node.values.get("id")
    return id_node.text if isinstance(id_node, ScalarNode) else ""


def _check_replaces(note: Note, node: MappingNode, own_ids: set[str]) -> Iterator[Problem]:
    """Yield a problem for each replaced id that a card of the deck still has."""
    for old_id in note.replaces:
        if old_id.removeprefix(f"{note.deck}/") in own_ids:
            message = _("it replaces {id!r}, which is still in use").format(id=old_id)
            key = node.keys["replaces"]
            yield Problem(key.line, key.column, message)


def _unnamed(document: Document, notes: tuple[Note, ...]) -> Iterator[str]:
    """Yield the generated ids; there must be a note for every entry."""
    for node, note in zip(entries(document), notes, strict=True):
        if not has_id(node):
            yield note.id


def _respelled(document: Document, notes: tuple[Note, ...]) -> Iterator[tuple[int, str]]:
    """Yield the line and the id of each cloze with gaps in Anki's syntax."""
    for node, note in zip(entries(document), notes, strict=True):
        text = node.values.get("text")
        if (
            isinstance(note.question, Cloze)
            and isinstance(text, ScalarNode)
            and has_anki_gaps(text.text)
        ):
            yield text.line, note.id


def has_id(entry: MappingNode) -> bool:
    """Return whether the entry has an id of its own."""
    id_node = entry.values.get("id")
    return isinstance(id_node, ScalarNode) and id_node.value is not None


def entries(document: Document) -> tuple[MappingNode, ...]:
    """Return the mappings in the document's `cards:`."""
    root = document.root
    cards = root.values.get("cards") if isinstance(root, MappingNode) else None
    nodes = cards.items if isinstance(cards, ListNode) else ()
    # An item that is not a mapping is reported with the head of the file.
    return tuple(node for node in nodes if isinstance(node, MappingNode))


def sort_problems(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return the problems in the order of the file, without repetitions."""
    return tuple(
        sorted(dict.fromkeys(problems), key=lambda problem: (problem.line, problem.column))
    )


def _check_format(document: Document, problems: list[Problem]) -> None:
    root = document.root
    node = root.values.get("format") if isinstance(root, MappingNode) else None
    if isinstance(node, ScalarNode) and type(node.value) is int and node.value != FORMAT:
        message = _("the file has format {found}; this version reads format {supported}").format(
            found=node.value, supported=FORMAT
        )
        problems.append(Problem(node.line, node.column, message))


def _check_parent(document: Document, problems: list[Problem]) -> None:
    root = document.root
    values = root.values if isinstance(root, MappingNode) else {}
    own_id, parent = values.get("id"), values.get("parent")
    if (
        isinstance(own_id, ScalarNode)
        and isinstance(parent, ScalarNode)
        and own_id.text == parent.text
    ):
        message = _("a deck cannot be its own `parent` {id!r}").format(id=parent.text)
        problems.append(Problem(parent.line, parent.column, message))


def _with_defaults(note: Note, defaults: Defaults) -> Note:
    question, target_s = note.question, defaults.target_s
    if target_s is None and not defaults.tags and len(set(note.tags)) == len(note.tags):
        return note
    if isinstance(question, Drill) and note.target_s is None and target_s is not None:
        question = Drill(replace(question.template, target_s=target_s))
    return replace(
        note,
        question=question,
        target_s=note.target_s or target_s,
        tags=tuple(dict.fromkeys((*valid_tags(defaults.tags), *note.tags))),
    )
