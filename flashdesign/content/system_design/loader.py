"""Loading of the built-in decks in `decks/` and its folders, in the order of `framework.yaml`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, Literal

from flashdesign.content.decks.deck_file import build_deck, build_notes, sort_problems
from flashdesign.content.decks.linking import link_decks
from flashdesign.content.note_kinds.common_fields import named_sources
from flashdesign.content.system_design.generators import (
    characteristics,
    consistency,
    interfaces,
    numbers,
    phases,
    scaling,
    situations,
    worked_examples,
)
from flashdesign.content.system_design.record import Content, ContentT, load
from flashdesign.content.yaml.reader import Document, MappingNode, Node, ScalarNode, read
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.priority import PRIORITIES
from flashdesign.errors import DeckFormatError, Problem
from flashdesign.i18n.translation import _

__all__ = ["KINDS", "ContentKind", "RootFile", "load_built_in_decks"]

ROOT_FILE = "framework.yaml"


@dataclass(frozen=True, slots=True)
class ContentKind(Generic[ContentT]):
    """A kind of content: the records of its files, and the generator of their notes."""

    records: type[ContentT]
    notes: Callable[[ContentT], Iterator[Note]]

    def read(self, document: Document) -> tuple[ContentT, tuple[Note, ...]]:
        """Return the file's records and the notes made from them."""
        records = load(self.records, document)
        return records, tuple(self.notes(records))


KINDS: Mapping[str, ContentKind[Any]] = {
    "characteristics": ContentKind(characteristics.Records, characteristics.notes),
    "consistency": ContentKind(consistency.Records, consistency.notes),
    "interfaces": ContentKind(interfaces.Records, interfaces.notes),
    "numbers": ContentKind(numbers.Records, numbers.notes),
    "phases": ContentKind(phases.Records, phases.notes),
    "scaling": ContentKind(scaling.Records, scaling.notes),
    "situations": ContentKind(situations.Records, situations.notes),
    "worked_examples": ContentKind(worked_examples.Records, worked_examples.notes),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RootFile(Content):
    """The root deck, and the files of its children from first to last."""

    content: Literal["framework"]
    files: tuple[str, ...]


def load_built_in_decks(folder: Path) -> tuple[Deck, ...]:
    """Return the built-in decks, root first; raise DeckFormatError for the first invalid file."""
    document = read(folder / ROOT_FILE)
    root_file = load(RootFile, document)
    root = Deck(
        id=root_file.deck_id,
        title=root_file.deck.title,
        description=root_file.deck.description,
        notes=_in_order(root_file, _hand_written_notes(document, root_file.deck_id), document),
    )
    decks = [(document, root)]
    for path in _paths(folder, root_file.files, document):
        child = read(path)
        decks.append((child, _deck(child, root.id)))
    return link_decks(decks)


def _paths(folder: Path, files: tuple[str, ...], document: Document) -> list[Path]:
    missing = [name for name in files if not (folder / name).is_file()]
    if missing:
        message = _("`files` has files that do not exist: {files}").format(files=", ".join(missing))
        raise DeckFormatError(document.path, (Problem(1, 1, message),))
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml"))
    others = sorted(name for name in found if name not in (ROOT_FILE, *files))
    return [folder / name for name in (*files, *others)]


def _deck(document: Document, root: DeckId) -> Deck:
    kind = _kind(document.root)
    if kind is None:
        deck = build_deck(document).deck
        return replace(deck, parent=deck.parent or root)
    if kind not in KINDS:
        raise DeckFormatError(document.path, (Problem(1, 1, _unknown_content(kind)),))
    records, generated = KINDS[kind].read(document)
    return Deck(
        id=records.deck_id,
        title=records.deck.title,
        notes=_in_order(
            records, generated + _hand_written_notes(document, records.deck_id), document
        ),
        parent=DeckId(records.deck.parent or root),
        description=records.deck.description,
    )


def _unknown_content(kind: str) -> str:
    near = get_close_matches(kind, KINDS, n=1)
    if near:
        return _("unknown content {kind!r}; did you mean {nearest!r}?").format(
            kind=kind, nearest=near[0]
        )
    return _("unknown content {kind!r}; the kinds are: {kinds}").format(
        kind=kind, kinds=", ".join(KINDS)
    )


def _in_order(records: Content, notes: tuple[Note, ...], document: Document) -> tuple[Note, ...]:
    """Return the notes in the file's `order`; notes not in it follow in their own order.

    They have the priorities of the file's `core` and `extra`.
    """
    problem = _wrong_id_lists(records, {note.id for note in notes})
    if problem:
        raise DeckFormatError(document.path, (Problem(1, 1, problem),))
    priorities = dict.fromkeys(records.core, PRIORITIES[0])
    priorities |= dict.fromkeys(records.extra, PRIORITIES[-1])
    places = {note_id: place for place, note_id in enumerate(records.order)}
    ordered = sorted(notes, key=lambda note: places.get(note.id, len(places)))
    return tuple(replace(note, priority=priorities.get(note.id, note.priority)) for note in ordered)


def _wrong_id_lists(records: Content, known: set[str]) -> str:
    """Return the first problem of the lists of ids in a file, or ""."""
    for name, ids in (("order", records.order), ("core", records.core), ("extra", records.extra)):
        if missing := sorted(set(ids) - known):
            message = _("`{key}` has notes that do not exist: {notes}")
            return message.format(key=name, notes=", ".join(missing))
    twice = sorted(set(records.core).intersection(records.extra))
    message = _("`core` and `extra` both have the notes: {notes}")
    return message.format(notes=", ".join(twice)) if twice else ""


def _kind(root: Node) -> str | None:
    content = root.values.get("content") if isinstance(root, MappingNode) else None
    return content.text if isinstance(content, ScalarNode) else None


def _hand_written_notes(document: Document, deck: DeckId) -> tuple[Note, ...]:
    """Return the notes of the hand-written cards of a content file."""
    problems: list[Problem] = []
    notes = build_notes(document, deck, problems, named_sources(document.root, problems))
    if problems:
        raise DeckFormatError(document.path, sort_problems(problems))
    return notes
