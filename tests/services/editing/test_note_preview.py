"""The preview of a note works like a session, and stores nothing."""

import pytest

from flashdesign.content.decks.deck_file import read_deck
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
    Basic,
    Cloze,
    MultipleChoice,
    Ordering,
    WrongOption,
    kind,
)
from flashdesign.paths import decks_folder
from flashdesign.services.editing.note_preview import NotePreview
from tests.support.learner import Learner

MINE = DeckId("mine")


@pytest.fixture
def trial(learner: Learner) -> NotePreview:
    return NotePreview(learner.context)


def note(question: Question) -> Note:
    return Note(MINE, "tried", question)


def test_a_part_stays_on_the_table_while_the_note_has_it(trial: NotePreview) -> None:
    two = note(Cloze("{{1::a}} {{2::b}}"))
    assert trial.show(two).card is not None
    trial.show(two, "c2")
    assert (trial.part, trial.parts) == ("c2", ("c1", "c2"))
    trial.show(note(Cloze("{{1::a}}")), trial.part)
    assert trial.part == "c1"


def test_what_is_answered_is_marked_and_not_stored(trial: NotePreview, learner: Learner) -> None:
    wrong = (WrongOption("no", "why not"), WrongOption("nor that"))
    asked = trial.show(note(MultipleChoice("Which?", ("yes",), wrong))).card
    assert asked is not None
    right = [option.right for option in asked.options].index(True)
    state = trial.choose(right)
    assert state.outcome is not None
    assert state.outcome.verdict == "Correct."
    assert learner.log() == []


def test_an_order_is_shuffled_anew(trial: NotePreview) -> None:
    trial.show(note(Ordering("Order?", tuple("abcdefgh"))))
    tasks = set()
    for _ in range(5):
        asked = trial.draw_again().card
        assert asked is not None
        tasks.add(asked.matching)
    assert len(tasks) > 1


def test_a_drill_is_drawn_without_a_clock_and_told(trial: NotePreview) -> None:
    built_in = read_deck(decks_folder() / "drills.yaml").deck.notes
    drill = next(item for item in built_in if kind(item.question) == "drill")
    first = trial.show(drill).card
    second = trial.draw_again().card
    assert first is not None
    assert second is not None
    assert first.prompt != second.prompt
    assert second.drill is not None
    assert not second.drill.is_timed
    outcome = trial.reveal().outcome
    assert outcome is not None
    assert outcome.drill is not None
    assert outcome.drill.steps


def test_no_note_clears_the_table(trial: NotePreview) -> None:
    trial.show(note(Basic("A", "B")))
    assert trial.show(None).card is None
    assert trial.reveal().is_revealed is False
    assert trial.draw_again().card is None
