"""Load the shipped decks: every file in `decks/`, in the order of the framework."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, Literal

from flashdesign.content.deck_file import deck_of, in_order, notes_of
from flashdesign.content.digest import digest
from flashdesign.content.framework import Content, ContentT, load, named_sources
from flashdesign.content.generators import (
    characteristics,
    consistency,
    numbers,
    phases,
    practice,
    scaling,
    situations,
    worked,
)
from flashdesign.content.shelf import check_and_link
from flashdesign.content.yaml_text import Document, Fields, Node, Scalar, read
from flashdesign.domain.cards import Deck, DeckId, Note
from flashdesign.errors import DeckFormatError, Problem

__all__ = ["KINDS", "Framework", "Kind", "digest", "shipped"]

FRAMEWORK_FILE = "framework.yaml"


@dataclass(frozen=True, slots=True)
class Kind(Generic[ContentT]):
    """A kind of content: what its files hold, and what makes notes of that."""

    records: type[ContentT]
    notes: Callable[[ContentT], Iterator[Note]]

    def read(self, document: Document) -> tuple[ContentT, tuple[Note, ...]]:
        """Return the file's records and the notes that they make."""
        records = load(self.records, document)
        return records, tuple(self.notes(records))


KINDS: Mapping[str, Kind[Any]] = {
    "characteristics": Kind(characteristics.Records, characteristics.notes),
    "consistency": Kind(consistency.Records, consistency.notes),
    "numbers": Kind(numbers.Records, numbers.notes),
    "phases": Kind(phases.Records, phases.notes),
    "practice": Kind(practice.Records, practice.notes),
    "scaling": Kind(scaling.Records, scaling.notes),
    "situations": Kind(situations.Records, situations.notes),
    "worked": Kind(worked.Records, worked.notes),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework(Content):
    """The root deck, and the files of its children from first to last."""

    content: Literal["framework"]
    files: tuple[str, ...]


def shipped(folder: Path) -> tuple[Deck, ...]:
    """Return the shipped decks, the root first; raise DeckFormatError for the first bad file."""
    document = read(folder / FRAMEWORK_FILE)
    framework = load(Framework, document)
    root = Deck(
        id=framework.deck_id,
        title=framework.deck.title,
        description=framework.deck.description,
        notes=_ordered(framework, _written(document, framework.deck_id), document),
    )
    decks = [(document, root)]
    for path in _paths(folder, framework.files, document):
        child = read(path)
        decks.append((child, _deck(child, root.id)))
    return check_and_link(decks)


def _paths(folder: Path, named: tuple[str, ...], document: Document) -> list[Path]:
    missing = [name for name in named if not (folder / name).is_file()]
    if missing:
        message = f"these files are named here but do not exist: {', '.join(missing)}"
        raise DeckFormatError(document.path, (Problem(1, 1, message),))
    others = sorted(
        path.name for path in folder.glob("*.yaml") if path.name not in (FRAMEWORK_FILE, *named)
    )
    return [folder / name for name in (*named, *others)]


def _deck(document: Document, root: DeckId) -> Deck:
    kind = _kind(document.root)
    if kind is None:
        deck = deck_of(document).deck
        return replace(deck, parent=deck.parent or root)
    if kind not in KINDS:
        near = get_close_matches(kind, KINDS, n=1)
        right = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(KINDS)}"
        message = f"unknown content {kind!r}; {right}"
        raise DeckFormatError(document.path, (Problem(1, 1, message),))
    records, generated = KINDS[kind].read(document)
    return Deck(
        id=records.deck_id,
        title=records.deck.title,
        notes=_ordered(records, generated + _written(document, records.deck_id), document),
        parent=DeckId(records.deck.parent or root),
        description=records.deck.description,
    )


def _ordered(records: Content, notes: tuple[Note, ...], document: Document) -> tuple[Note, ...]:
    """Return the notes as the file's `order` says; those it does not name keep theirs, behind."""
    places = {name: place for place, name in enumerate(records.order)}
    strangers = sorted(places.keys() - {note.id for note in notes})
    if strangers:
        message = f"'order' names notes that do not exist: {', '.join(strangers)}"
        raise DeckFormatError(document.path, (Problem(1, 1, message),))
    return tuple(sorted(notes, key=lambda note: places.get(note.id, len(places))))


def _kind(root: Node) -> str | None:
    content = root.values.get("content") if isinstance(root, Fields) else None
    return content.text if isinstance(content, Scalar) else None


def _written(document: Document, deck: DeckId) -> tuple[Note, ...]:
    """Return the notes of the hand-written cards of a content file."""
    problems: list[Problem] = []
    notes = notes_of(document, deck, problems, named_sources(document.root, problems))
    if problems:
        raise DeckFormatError(document.path, in_order(problems))
    return notes
