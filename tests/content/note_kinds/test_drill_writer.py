"""Writing of drills: a drill survives writing and reading."""

from pathlib import Path

import pytest

from flashdesign.content.decks.deck_file import parse_deck, read_deck
from flashdesign.content.decks.writing.writer import write_deck
from flashdesign.content.note_kinds.drill_writer import drill_fields
from flashdesign.domain.drills.template import Template
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Drill
from tests.support.drills.templates import BITS, DOWNTIME, MAIL, POSTS

BUILT_IN = Path(__file__).parents[3] / "decks" / "drills.yaml"
FILE = Path("deck.yaml")


@pytest.mark.parametrize("template", [POSTS, BITS, MAIL, DOWNTIME])
def test_a_drill_reads_as_it_was_written(template: Template) -> None:
    note = Note(DeckId("core"), "one", Drill(template), target_s=template.target_s)
    deck = Deck(DeckId("core"), "Core", (note,))
    assert parse_deck(write_deck(deck).encode(), FILE).deck == deck


def test_the_built_in_drills_read_as_they_were_written() -> None:
    deck = read_deck(BUILT_IN).deck
    assert parse_deck(write_deck(deck).encode(), FILE).deck == deck


def test_default_values_are_not_written() -> None:
    assert drill_fields(BITS) == {
        "version": 1,
        "prompt": "Bits for {n} ids?",
        "params": {"n": {"nice": [1000, 1000000000], "mantissas": [1, 2]}},
        "steps": [{"name": "answer", "expr": "ceil(log2(n))", "unit": "bit"}],
        "answer": "answer",
        "unit": "bit",
        "bands": "exact",
        "mistakes": [{"expr": "ceil(log2(n / 2))", "say": "You lost a factor of two."}],
    }
