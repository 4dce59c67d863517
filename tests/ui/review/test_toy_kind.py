"""A toy kind of note in the window: asked, answered, added, previewed and edited."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from flashdesign.domain.ids import NoteKey
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.services.editing import notes
from flashdesign.ui.browse.card_table_model import kind_label
from tests.support.learner import BASICS, note
from tests.support.toy_kind import TrueFalse, truth_kind
from tests.support.ui.driver import RETURN, SPACE, WindowDriver
from tests.support.ui.note_form import asked, begin, form
from tests.ui.conftest import OpenWindow

TAB = Qt.Key.Key_Tab
FACE = TrueFalse("TCP keeps the order", is_true=True, reason="it numbers bytes")


@pytest.fixture(autouse=True)
def _truth() -> Iterator[None]:
    with truth_kind():
        yield


@pytest.fixture
def driver(open_window: OpenWindow) -> WindowDriver:
    """A window with one card of the toy kind."""
    return open_window(Deck(BASICS, "Basics", (note(BASICS, "tcp", FACE),)))


def test_it_is_asked_and_marked(driver: WindowDriver) -> None:
    driver.press(SPACE)
    assert driver.card == "TCP keeps the order"
    prompt = driver.review.session.state.card
    assert prompt is not None
    assert [option.text for option in prompt.options] == ["True", "False"]
    driver.press("2")
    outcome = driver.review.session.state.outcome
    assert outcome is not None
    assert (outcome.verdict, outcome.suggested) == ("Not quite: it numbers bytes", Rating.AGAIN)
    driver.press(SPACE)
    assert [row.rating for row in driver.learner.log()] == [Rating.AGAIN]


def test_it_is_added_with_the_form_and_previewed(driver: WindowDriver) -> None:
    assert kind_label("truth") == "True or false"
    screen = begin(driver, "truth")
    assert screen.head.kind.currentText() == "True or false"
    driver.write("Zebras have stripes")
    driver.press(TAB, SPACE, TAB)
    driver.write("always")
    screen.settle()
    assert screen.preview.card.plain_text() == "Zebras have stripes"
    assert screen.preview.answering.choices.isVisible()
    assert len(screen.preview.answering.choices.rows) == 2
    driver.press(RETURN, ctrl=True)
    (key,) = asked(driver, "Zebras")
    question = notes.note(driver.learner.context, NoteKey(key)).question
    assert question == TrueFalse("Zebras have stripes", is_true=True, reason="always")


def test_it_is_edited(driver: WindowDriver) -> None:
    driver.controller.edit(NoteKey("basics/tcp"), "go.home")
    screen = form(driver)
    values = screen.form.form()
    assert (values["front"], values["is_true"], values["reason"]) == (
        "TCP keeps the order",
        True,
        "it numbers bytes",
    )
    driver.press(RETURN, ctrl=True)
    assert notes.note(driver.learner.context, NoteKey("basics/tcp")).question == FACE
