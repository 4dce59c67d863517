"""An upgrade of built-in decks with user edits: edits stay, and the original can be restored."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.services.browse import card_listing
from flashdesign.services.collection import built_in_decks
from flashdesign.services.editing import notes, undo
from flashdesign.storage.notes import cards as note_cards
from tests.services.collection.test_built_in_decks import CDN, DNS, LB, basic, ship
from tests.support.learner import Learner, note

NET = DeckId("net")
OWN, SHIPS_NOW = Basic("Mine?", "Mine!"), Basic("New words?", "dns!")


@pytest.fixture
def folder(learner: Learner, tmp_path: Path) -> Path:
    """A folder of built-in decks that are in the collection."""
    built_in = ship(tmp_path / "decks", basic("dns"), basic("cdn"), basic("lb"))
    built_in_decks.update_built_in_decks(learner.context, built_in)
    return built_in


def reword(learner: Learner, question: Question = OWN) -> None:
    found = notes.note(learner.context, NoteKey(DNS))
    notes.save_note(learner.context, NoteKey(DNS), replace(found, question=question))


def upgrade(learner: Learner, folder: Path, *cards: str) -> None:
    """Release a version with other wording for the first note."""
    ship(folder, *(cards or (basic("dns", "New words"), basic("cdn"), basic("lb"))))
    built_in_decks.update_built_in_decks(learner.context, folder)
    learner.assert_sound()


def dns(learner: Learner) -> Note:
    """Return the stored note, also if it was deleted."""
    with learner.context.database.read() as connection:
        return note_cards.notes_of(connection, [NoteKey(DNS)])[NoteKey(DNS)]


def asked(learner: Learner) -> set[str]:
    return {
        card.key for card in card_listing.iterate_cards(learner.context) if not card.is_suspended
    }


def test_ones_own_words_stay_and_what_ships_by_now_can_be_put_back(
    learner: Learner, folder: Path
) -> None:
    reword(learner)
    for _ in range(2):
        upgrade(learner, folder)
        assert dns(learner).question == OWN
        assert notes.origin(learner.context, NoteKey(DNS)) == "edited"
    notes.restore_built_in(learner.context, [NoteKey(DNS)])
    assert dns(learner).question == SHIPS_NOW
    undo.undo(learner.context)
    assert dns(learner).question == OWN


def test_what_was_added_or_deleted_stays_so(learner: Learner, folder: Path) -> None:
    added = notes.add_note(learner.context, note(NET, "own"))
    notes.delete_notes(learner.context, [NoteKey(CDN)])
    upgrade(learner, folder)
    assert asked(learner) == {DNS, LB, added}


def test_a_note_with_own_words_stays_where_it_ships_no_more(learner: Learner, folder: Path) -> None:
    reword(learner)
    upgrade(learner, folder, basic("cdn"))
    assert asked(learner) == {DNS, CDN}


def reword_twice(learner: Learner) -> None:
    reword(learner)
    reword(learner, Basic("Better?", "Better!"))


@pytest.mark.parametrize(
    ("edit", "undone", "left"),
    [
        pytest.param(reword, 1, SHIPS_NOW, id="an edit"),
        pytest.param(reword_twice, 1, OWN, id="the second edit"),
        pytest.param(reword_twice, 2, SHIPS_NOW, id="both edits"),
        pytest.param(
            lambda learner: notes.delete_notes(learner.context, [NoteKey(DNS)]),
            1,
            SHIPS_NOW,
            id="a deletion",
        ),
    ],
)
def test_taken_back_after_an_upgrade_it_says_what_ships_by_now(
    learner: Learner,
    folder: Path,
    edit: Callable[[Learner], object],
    undone: int,
    left: Question,
) -> None:
    edit(learner)
    written = asked(learner), dns(learner)
    upgrade(learner, folder)
    for _ in range(undone):
        assert undo.undo(learner.context)
    assert dns(learner).question == left
    assert DNS in asked(learner)
    for _ in range(undone):
        assert undo.redo(learner.context)
    assert (asked(learner), dns(learner)) == written
    notes.restore_built_in(learner.context, [NoteKey(DNS)])
    assert dns(learner).question == SHIPS_NOW
