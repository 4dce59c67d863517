"""The schema for editors agrees with the reader."""

import json
from pathlib import Path

import pytest

from flashdesign.content.decks.deck_file import parse_deck, read_deck
from flashdesign.content.decks.json_schema import deck_schema
from flashdesign.content.decks.writing.writer import write_deck
from flashdesign.content.note_kinds.registry import names
from flashdesign.content.yaml.reader import parse, to_plain_values
from flashdesign.errors import DeckFormatError
from flashdesign.paths import resources_folder
from tests.support.schema_check import fits

DATA = Path(__file__).parents[1] / "data"
FILE = Path("deck.yaml")
HEAD = "format: 1\nid: mine\ntitle: Mine\ncards:\n- "
SCHEMA = deck_schema()


def agrees(text: str) -> bool:
    return fits(to_plain_values(parse(text.encode(), FILE).root), SCHEMA, SCHEMA)


def test_the_built_in_schema_is_that_of_the_types() -> None:
    built_in = resources_folder() / "deck.schema.json"
    assert json.loads(built_in.read_text(encoding="utf-8")) == SCHEMA, "run tools/schema.py"


def test_every_kind_has_its_definition() -> None:
    assert set(names()) <= SCHEMA["$defs"].keys()


@pytest.mark.parametrize("name", ["sample.yaml", "kinds.yaml"])
def test_a_deck_of_all_kinds_matches_as_written_and_as_exported(name: str) -> None:
    assert agrees((DATA / name).read_text(encoding="utf-8"))
    assert agrees(write_deck(read_deck(DATA / name).deck))


@pytest.mark.parametrize(
    "card",
    [
        pytest.param(
            "{id: aa, kind: basic, front: 100:1, back: 017}", id="texts that look like numbers"
        ),
        pytest.param("{kind: basic, front: Q, back: A, source: sre}", id="no id, a named source"),
        pytest.param("{id: aa, kind: number, front: Q, answer: 86400, as_of: 2026}", id="a year"),
        pytest.param("{id: aa, kind: cloze, text: 'a {{1::b}}', target_s: 4.5}", id="a cloze"),
    ],
)
def test_valid_cards_match_the_schema(card: str) -> None:
    text = HEAD.replace("cards", "sources: [{id: sre, title: A book}]\ncards") + card
    parse_deck(text.encode(), FILE)
    assert agrees(text)


@pytest.mark.parametrize(
    "card",
    [
        pytest.param("{id: aa, kind: basic, front: Q}", id="a key is missing"),
        pytest.param("{id: aa, kind: basic, front: Q, back: A, bakc: B}", id="an unknown key"),
        pytest.param("{id: aa, kind: basics, front: Q, back: A}", id="an unknown kind"),
        pytest.param("{id: aa, front: Q, back: A}", id="no kind"),
        pytest.param("{id: A A, kind: basic, front: Q, back: A}", id="no id"),
        pytest.param("{id: aa, kind: basic, front: '', back: A}", id="an empty text"),
        pytest.param("{id: aa, kind: basic, front: , back: A}", id="nothing"),
        pytest.param("{id: aa, kind: basic, front: [Q], back: A}", id="a list for a text"),
        pytest.param("{id: aa, kind: basic, front: Q, back: A, target_s: 0}", id="no time"),
        pytest.param("{id: aa, kind: basic, front: Q, back: A, reverse: 'yes'}", id="a word"),
        pytest.param("{id: aa, kind: cloze, text: no gap}", id="no gap"),
        pytest.param("{id: aa, kind: choice, front: Q, correct: [a], wrong: [b]}", id="one wrong"),
        pytest.param("{id: aa, kind: match, front: Q, pairs: [[a, b], [c]]}", id="half a pair"),
        pytest.param("{id: aa, kind: classify, front: Q, buckets: {a: [b]}}", id="one bucket"),
        pytest.param("{id: aa, kind: number, front: Q, answer: 1, bands: wide}", id="no band"),
    ],
)
def test_invalid_cards_do_not_match_the_schema(card: str) -> None:
    with pytest.raises(DeckFormatError):
        parse_deck((HEAD + card).encode(), FILE)
    assert not agrees(HEAD + card)
