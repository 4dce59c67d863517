"""Drills are found by name, in decks and in the collection."""

from pathlib import Path

import pytest

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic, Drill
from flashdesign.errors import NotFoundError
from flashdesign.services.drills import catalog
from tests.support.drills.templates import BITS, MAIL, POSTS
from tests.support.learner import Learner

MINE, OTHER = DeckId("mine"), DeckId("other")
DECKS = (
    Deck(
        MINE,
        "Mine",
        (Note(MINE, "posts", Drill(POSTS)), Note(MINE, "day", Basic("Seconds?", "86,400"))),
    ),
    Deck(OTHER, "Other", (Note(OTHER, "posts", Drill(MAIL)), Note(OTHER, "bits", Drill(BITS)))),
)


def test_only_drills_are_listed_in_their_order() -> None:
    listed = catalog.catalog_of_decks(DECKS).drills
    assert [note.key for note, _ in listed] == ["mine/posts", "other/posts", "other/bits"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        pytest.param("bits", BITS, id="an id"),
        pytest.param("posts", POSTS, id="an id in two decks: the first deck"),
        pytest.param("other/posts", MAIL, id="a key"),
    ],
)
def test_a_drill_is_found(name: str, found: object) -> None:
    assert catalog.catalog_of_decks(DECKS).find(name)[1] == found


@pytest.mark.parametrize("name", ["bit", "day", "mine/bits"])
def test_an_unknown_drill_is_an_error(name: str) -> None:
    with pytest.raises(NotFoundError, match="There is no drill"):
        catalog.catalog_of_decks(DECKS).find(name)


def test_drills_of_the_collection(tmp_path: Path) -> None:
    learner = Learner(tmp_path).store(*DECKS)
    listed = catalog.catalog_of_collection(learner.context).drills
    assert {note.key for note, _ in listed} == {"mine/posts", "other/posts", "other/bits"}
    assert catalog.template(learner.context, "bits") == BITS
    assert catalog.template(learner.context, "mine/posts") == POSTS
    learner.close()
