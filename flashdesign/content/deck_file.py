"""Read and write a deck as one YAML file of format 1."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from flashdesign.content.cloze_spelling import is_of_anki
from flashdesign.content.deck_cards import note_of
from flashdesign.content.foreign_names import tags
from flashdesign.content.framework import named_sources
from flashdesign.content.typed import Builder, Day, Id, Pattern, Tag
from flashdesign.content.yaml_text import Document, Fields, Items, Scalar, parse, read
from flashdesign.domain.cards import USUAL_LANGUAGE, Deck, DeckId, Note, Source
from flashdesign.domain.faces import Cloze, Drill
from flashdesign.errors import DeckFormatError, Problem

FORMAT = 1
LEAST_RETENTION, MOST_RETENTION = 0.7, 0.97
Language = Annotated[str, Pattern(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*", "a language such as en")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """A source of the whole deck; with an id, cards may name it."""

    title: str
    url: str = ""
    checked: Day = ""
    id: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What holds for every card that says nothing else."""

    retention: float | None = None
    target_s: float | None = None
    tags: tuple[Tag, ...] = ()

    def __post_init__(self) -> None:
        if self.retention is not None and not LEAST_RETENTION <= self.retention <= MOST_RETENTION:
            msg = f"'retention' must be between {LEAST_RETENTION} and {MOST_RETENTION}"
            raise ValueError(msg)
        if self.target_s is not None and self.target_s <= 0:
            msg = "'target_s' must be more than 0 seconds"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckEntry:
    """The head of a deck file, and its cards as nodes."""

    format: int
    id: Id
    title: str
    cards: tuple[Fields, ...]
    parent: Id | None = None
    description: str = ""
    language: Language = USUAL_LANGUAGE
    license: str = ""
    sources: tuple[SourceEntry, ...] = ()
    defaults: Defaults = Defaults()


@dataclass(frozen=True, slots=True)
class DeckFile:
    """A deck that was read; `unnamed` are the ids made up for cards whose author gave none.

    `respelled` has the line and id of each card with gaps in Anki's spelling.

    What the notes have of `defaults` is in them already.
    """

    deck: Deck
    unnamed: tuple[str, ...] = ()
    defaults: Defaults = Defaults()
    respelled: tuple[tuple[int, str], ...] = ()


def read_deck(path: Path) -> DeckFile:
    """Read a deck file; raise DeckFormatError with every problem in it."""
    return deck_of(read(path))


def parse_deck(data: bytes, path: Path) -> DeckFile:
    """Read a deck file's bytes; `path` only names the file in messages."""
    return deck_of(parse(data, path))


def deck_of(document: Document) -> DeckFile:
    """Turn a document into its deck; raise DeckFormatError with every problem in it."""
    problems: list[Problem] = []
    _check_format(document, problems)
    _check_parent(document, problems)
    head = Builder(problems).record(DeckEntry, document.root)
    sources = named_sources(document.root, [])
    deck_id = DeckId(head.id if head else "deck")
    notes = notes_of(document, deck_id, problems, sources)
    if head is None or problems:
        raise DeckFormatError(document.path, in_order(problems))
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


def notes_of(
    document: Document, deck: DeckId, problems: list[Problem], sources: dict[str, Source]
) -> tuple[Note, ...]:
    """Return the notes of the document's `cards:`, noting what is wrong with the others."""
    own = {_id_of(node) for node in entries(document)}
    first_at: dict[str, int] = {}
    notes = []
    for node in entries(document):
        note = note_of(node, deck, problems, sources)
        name = note.id if note else _id_of(node)
        if name in first_at:
            message = f"the id {name!r} was already used on line {first_at[name]}"
            problems.append(Problem(node.line, node.column, message))
        elif name:
            first_at[name] = node.line
        if note is not None:
            notes.append(note)
            problems += _still_in_use(note, node, own)
    return tuple(notes)


def _id_of(node: Fields) -> str:
    named = node.values.get("id")
    return named.text if isinstance(named, Scalar) else ""


def _still_in_use(note: Note, node: Fields, own: set[str]) -> Iterator[Problem]:
    """Yield a problem for each old id that a card of the deck still bears."""
    for old in note.replaces:
        if old.removeprefix(f"{note.deck}/") in own:
            message = f"it replaces {old!r}, which is still in use"
            at = node.keys["replaces"]
            yield Problem(at.line, at.column, message)


def _unnamed(document: Document, notes: tuple[Note, ...]) -> Iterator[str]:
    """Yield the ids that were made up; every entry has made a note by now."""
    for node, note in zip(entries(document), notes, strict=True):
        if not is_named(node):
            yield note.id


def _respelled(document: Document, notes: tuple[Note, ...]) -> Iterator[tuple[int, str]]:
    """Yield the line and the id of each cloze whose gaps are spelled as in Anki."""
    for node, note in zip(entries(document), notes, strict=True):
        text = node.values.get("text")
        if isinstance(note.face, Cloze) and isinstance(text, Scalar) and is_of_anki(text.text):
            yield text.line, note.id


def is_named(entry: Fields) -> bool:
    """Tell whether the author gave the entry an id."""
    named = entry.values.get("id")
    return isinstance(named, Scalar) and named.value is not None


def entries(document: Document) -> tuple[Fields, ...]:
    """Return the mappings in the document's `cards:`."""
    root = document.root
    listed = root.values.get("cards") if isinstance(root, Fields) else None
    found = listed.items if isinstance(listed, Items) else ()
    # What is no mapping at all is already told with the head of the file.
    return tuple(node for node in found if isinstance(node, Fields))


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return the problems as they stand in the file, each once."""
    return tuple(
        sorted(dict.fromkeys(problems), key=lambda problem: (problem.line, problem.column))
    )


def _check_format(document: Document, problems: list[Problem]) -> None:
    root = document.root
    found = root.values.get("format") if isinstance(root, Fields) else None
    if isinstance(found, Scalar) and type(found.value) is int and found.value != FORMAT:
        message = f"the file has format {found.value}; this version reads format {FORMAT}"
        problems.append(Problem(found.line, found.column, message))


def _check_parent(document: Document, problems: list[Problem]) -> None:
    root = document.root
    values = root.values if isinstance(root, Fields) else {}
    own, parent = values.get("id"), values.get("parent")
    if isinstance(own, Scalar) and isinstance(parent, Scalar) and own.text == parent.text:
        message = f"a deck cannot be its own `parent` {parent.text!r}"
        problems.append(Problem(parent.line, parent.column, message))


def _with_defaults(note: Note, defaults: Defaults) -> Note:
    face, target_s = note.face, defaults.target_s
    if target_s is None and not defaults.tags and len(set(note.tags)) == len(note.tags):
        return note
    if isinstance(face, Drill) and note.target_s is None and target_s is not None:
        face = Drill(replace(face.template, target_s=target_s))
    return replace(
        note,
        face=face,
        target_s=note.target_s or target_s,
        tags=tuple(dict.fromkeys((*tags(defaults.tags), *note.tags))),
    )
