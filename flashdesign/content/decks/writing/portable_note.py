"""A note as JSON that other file formats carry along, and the way back to a note."""

import json
from collections.abc import Mapping

from flashdesign.content.decks.notes import build_note
from flashdesign.content.decks.slugs import note_id
from flashdesign.content.decks.writing.writer import entry_values
from flashdesign.content.yaml.reader import ListNode, MappingNode, Node, ScalarNode
from flashdesign.domain.ids import DeckId, full_key
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.tags import valid_tags
from flashdesign.errors import Problem

Entry = dict[str, object]
_NAMES = frozenset({"id", "guid", "replaces"})


class EntryError(ValueError):
    """A text is not a valid entry."""


def to_entry(note: Note) -> Entry:
    """Return a note as the entry of a deck file, with full keys of related notes."""
    entry = {key: value for key, value in entry_values(note).items() if key not in _NAMES}
    if note.related:
        entry["related"] = [full_key(note.deck, name) for name in note.related]
    return entry


def entry_to_json(entry: Mapping[str, object]) -> str:
    """Return an entry as one line of JSON, or "" for an empty entry."""
    return json.dumps(entry, ensure_ascii=False) if entry else ""


def entry_from_json(text: str) -> Entry:
    """Return the entry in a JSON text; raise EntryError if there is none."""
    try:
        entry = json.loads(text) if text else {}
    except (ValueError, RecursionError) as error:
        raise EntryError(text[:40]) from error
    if not isinstance(entry, dict):
        raise EntryError(text[:40])
    return entry


def note_from_entry(
    entry: Mapping[str, object], deck: DeckId, guid: str, line: int, problems: list[Problem]
) -> Note | None:
    """Return the note made from an entry, with `guid`, or None after adding to `problems`.

    Raises EntryError for values that an entry cannot have.
    """
    values = {key: value for key, value in entry.items() if key not in _NAMES}
    names = {"id": note_id(guid), "guid": guid} if guid else {}
    labels = entry.get("tags")
    if isinstance(labels, list) and labels:
        values["tags"] = list(valid_tags(tuple(str(label) for label in labels)))
    return build_note(_mapping(values | names, line), deck, problems, {})


def _mapping(values: Mapping[str, object], line: int) -> MappingNode:
    nodes = {str(key): _node(value, line) for key, value in values.items()}
    return MappingNode(nodes, {key: ScalarNode(key, key, line, 0) for key in nodes}, line, 0)


def _node(value: object, line: int) -> Node:
    match value:
        case bool():
            return ScalarNode(value, str(value).lower(), line, 0)
        case str() | int() | float():
            return ScalarNode(value, str(value), line, 0)
        case list():
            return ListNode(tuple(_node(item, line) for item in value), line, 0)
        case dict():
            return _mapping(value, line)
        case _:
            raise EntryError(repr(value)[:40])
