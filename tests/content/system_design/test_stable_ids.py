"""The ids of built-in cards: rewording keeps them, and none is lost."""

from dataclasses import replace
from pathlib import Path

import pytest

from flashdesign.content.system_design.loader import KINDS, load_built_in_decks
from flashdesign.content.yaml.reader import Document, ListNode, MappingNode, Node, ScalarNode, read
from flashdesign.domain.ids import full_key

DECKS = Path(__file__).parents[3] / "decks"
BUILT_IN_KEYS = Path(__file__).parents[1] / "data" / "built_in_keys.txt"
RETIRED_KEYS = Path(__file__).parents[1] / "data" / "retired_keys.txt"


def documents() -> list[Document]:
    found = [read(path) for path in sorted(DECKS.rglob("*.yaml"))]
    return [document for document in found if content(document) in KINDS]


def content(document: Document) -> str:
    assert isinstance(document.root, MappingNode)
    kind = document.root.values.get("content")
    return kind.text if isinstance(kind, ScalarNode) else ""


def reworded(node: Node) -> Node:
    """Replace all wording; a text with a space is not an id, name or number."""
    match node:
        case ScalarNode(text=text) if " " in text and not text[0].isdigit():
            return replace(node, value=text + " indeed", text=text + " indeed")
        case ListNode(items=items):
            return replace(node, items=tuple(reworded(item) for item in items))
        case MappingNode(values=values):
            return replace(node, values={key: reworded(value) for key, value in values.items()})
        case _:
            return node


@pytest.mark.parametrize("document", documents(), ids=lambda document: document.path.stem)
def test_rewording_keeps_every_id(document: Document) -> None:
    kind = KINDS[content(document)]
    _, before = kind.read(document)
    _, after = kind.read(replace(document, root=reworded(document.root)))
    assert [note.id for note in after] == [note.id for note in before]
    assert [note.question for note in after] != [note.question for note in before]


def keys_of(path: Path) -> set[str]:
    return set(path.read_text(encoding="utf-8").split())


def test_every_removed_built_in_card_is_replaced_or_retired() -> None:
    """A key still exists, is in a `replaces`, or is retired and never names another card."""
    notes = [note for deck in load_built_in_decks(DECKS) for note in deck.notes]
    known = {str(note.key) for note in notes}
    used = known | {full_key(note.deck, old) for note in notes for old in note.replaces}
    listed, retired = keys_of(BUILT_IN_KEYS), keys_of(RETIRED_KEYS)
    assert known <= listed, f"add to {BUILT_IN_KEYS.name}: {sorted(known - listed)}"
    assert retired <= listed
    assert not retired & used, "a retired key names another card"
    lost = listed - used - retired
    assert not lost, f"use `replaces`, or add to {RETIRED_KEYS.name}: {sorted(lost)}"
