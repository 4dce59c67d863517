"""Cross-references between decks: clashing and missing names."""

from dataclasses import replace
from pathlib import Path

import pytest

from flashdesign.content.decks.linking import link_decks
from flashdesign.content.decks.notes import generate_id
from flashdesign.content.yaml.reader import Document, ScalarNode
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.errors import DeckFormatError

ROOT = Deck(DeckId("root"), "Root")


def note(name: str, deck: str = "deck", **values: object) -> Note:
    return replace(Note(DeckId(deck), name, Basic(f"{name}?", "a")), **values)  # type: ignore[arg-type]


def deck(*notes: Note, name: str = "deck", parent: str = "root") -> Deck:
    return Deck(DeckId(name), name, notes, parent=DeckId(parent))


def shelf(*decks: Deck) -> list[tuple[Document, Deck]]:
    nothing = ScalarNode(None, "", 1, 1)
    return [(Document(Path(f"{deck.id}.yaml"), nothing), deck) for deck in decks]


def related(*decks: Deck) -> tuple[str, ...]:
    return link_decks(shelf(ROOT, *decks))[1].notes[0].related


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("lamp.goal", "deck/lamp.goal", id="a note of the same deck"),
        pytest.param("lamp", "deck/lamp.name", id="a record: its first note"),
        pytest.param("deck/lamp", "deck/lamp.name", id="with its own deck's name"),
        pytest.param("other/a.b", "other/a.b.c", id="a record of another deck, its id with a dot"),
    ],
)
def test_related_names_become_keys(name: str, expected: str) -> None:
    first = deck(note("one", related=(name,)), note("lamp.name"), note("lamp.goal"))
    assert related(first, deck(note("a.b.c", "other"), name="other")) == (expected,)


def test_a_note_is_related_to_others_and_only_once() -> None:
    assert related(deck(note("aa", related=("aa", "bb", "deck/bb")), note("bb"))) == ("deck/bb",)


@pytest.mark.parametrize(
    ("decks", "message"),
    [
        pytest.param(
            [deck(), deck()], "another file already defines the deck 'deck'", id="a deck twice"
        ),
        pytest.param([deck(parent="rot")], "parent deck 'rot' does not exist", id="no parent"),
        pytest.param(
            [deck(note("aa"), note("aa"))], "two cards have the id 'aa'", id="an id twice"
        ),
        pytest.param([deck(note("Aa"))], "'Aa' cannot be an id", id="a bad id"),
        pytest.param([deck(note("a" * 65))], "cannot be an id", id="an id too long"),
        pytest.param(
            [deck(note("aa", related=("bb",)))],
            "aa: it is related to 'bb', which",
            id="no such note",
        ),
        pytest.param(
            [deck(note("aa", replaces=("bb",)), note("bb"))],
            "'bb', which is still in use",
            id="in use",
        ),
        pytest.param(
            [deck(note("aa", replaces=("old",)), note("bb", replaces=("deck/old",)))],
            "bb: 'deck/old' is already replaced by 'deck/aa'",
            id="two notes replace one",
        ),
        pytest.param(
            [deck(note("aa", question=Cloze("x")))],
            "aa: a cloze needs a gap",
            id="an invalid question",
        ),
        pytest.param(
            [deck(note(generate_id(Basic("q", "a")), question=Basic("q", "a")))],
            "needs its own id",
            id="a card without an id",
        ),
    ],
)
def test_what_is_refused(decks: list[Deck], message: str) -> None:
    with pytest.raises(DeckFormatError) as caught:
        link_decks(shelf(ROOT, *decks))
    assert message in str(caught.value)


def test_a_replaced_name_may_be_that_of_an_existing_record() -> None:
    kept = deck(note("lamp.name", replaces=("lamp",)))
    assert link_decks(shelf(ROOT, kept))[1].notes[0].replaces == ("lamp",)
