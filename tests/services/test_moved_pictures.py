"""A note that moves to another deck keeps its pictures, and takes none from the others there."""

import pytest

from flashdesign.domain.cards import DeckId, Note, NoteKey
from flashdesign.domain.faces import Basic
from flashdesign.services import editing, entry_forms, operations, own_decks, pictures
from flashdesign.services.context import Context
from tests.fakes import Learner

GIF = b"GIF89a" + bytes(20)
OTHER_GIF = b"GIF89a" + bytes(30)


@pytest.fixture
def context(learner: Learner) -> Context:
    """A learner with two decks, one of which has a picture."""
    mine = own_decks.create(learner.context, "Mine")
    own_decks.create(learner.context, "Other")
    add(learner.context, mine, GIF)
    return learner.context


def add(context: Context, deck: DeckId, picture: bytes) -> NoteKey:
    """Add a note with a picture of a usual name."""
    note = Note(deck, "ring", Basic("What is ![this](ring.gif)?", "A ring."))
    return entry_forms.keep(context, note, None, {"ring.gif": picture})


MINE, OTHER = DeckId("mine"), DeckId("other")


def test_the_picture_goes_along_and_comes_back(context: Context) -> None:
    editing.move_notes(context, [NoteKey("mine/ring")], OTHER)
    assert [one.load() for one in pictures.of_decks(context, [OTHER])] == [GIF]
    operations.undo(context)
    assert pictures.of_decks(context, [OTHER]) == []
    assert [one.load() for one in pictures.of_decks(context, [MINE])] == [GIF]


def test_another_of_its_name_stays_what_it_is(context: Context) -> None:
    there = add(context, OTHER, OTHER_GIF)
    editing.move_notes(context, [NoteKey("mine/ring")], OTHER)
    face = editing.note(context, NoteKey("other/ring-2")).face
    assert isinstance(face, Basic)
    name = face.front.removeprefix("What is ![this](").removesuffix(")?")
    assert name != "ring.gif"
    assert pictures.load(context, OTHER, name) == GIF
    assert pictures.load(context, OTHER, "ring.gif") == OTHER_GIF
    assert editing.note(context, there).face == Basic("What is ![this](ring.gif)?", "A ring.")
