"""A note that moves to another deck keeps its pictures and replaces none there."""

import pytest

from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.services import deck_pictures
from flashdesign.services.context import Context
from flashdesign.services.editing import decks, note_form, notes, undo
from tests.support.learner import Learner

GIF = b"GIF89a" + bytes(20)
OTHER_GIF = b"GIF89a" + bytes(30)


@pytest.fixture
def context(learner: Learner) -> Context:
    """A user with two decks, one of which has a picture."""
    mine = decks.create(learner.context, "Mine")
    decks.create(learner.context, "Other")
    add(learner.context, mine, GIF)
    return learner.context


def add(context: Context, deck: DeckId, picture: bytes) -> NoteKey:
    """Add a note with a picture that has a common name."""
    note = Note(deck, "ring", Basic("What is ![this](ring.gif)?", "A ring."))
    return note_form.save(context, note, None, {"ring.gif": picture})


MINE, OTHER = DeckId("mine"), DeckId("other")


def test_the_picture_goes_along_and_comes_back(context: Context) -> None:
    notes.move_notes(context, [NoteKey("mine/ring")], OTHER)
    assert [of_deck.load() for of_deck in deck_pictures.of_decks(context, [OTHER])] == [GIF]
    undo.undo(context)
    assert deck_pictures.of_decks(context, [OTHER]) == []
    assert [of_deck.load() for of_deck in deck_pictures.of_decks(context, [MINE])] == [GIF]


def test_another_of_its_name_stays_what_it_is(context: Context) -> None:
    there = add(context, OTHER, OTHER_GIF)
    notes.move_notes(context, [NoteKey("mine/ring")], OTHER)
    question = notes.note(context, NoteKey("other/ring-2")).question
    assert isinstance(question, Basic)
    name = question.front.removeprefix("What is ![this](").removesuffix(")?")
    assert name != "ring.gif"
    assert deck_pictures.load(context, OTHER, name) == GIF
    assert deck_pictures.load(context, OTHER, "ring.gif") == OTHER_GIF
    assert notes.note(context, there).question == Basic("What is ![this](ring.gif)?", "A ring.")
