"""The preview of Browse is of the current card, and each failure is told where it happened."""

import pytest
from PySide6.QtCore import Qt, QThreadPool, QTimer
from pytestqt.qtbot import QtBot

from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.errors import FlashDesignError
from flashdesign.services.browse import search, side_list
from flashdesign.services.context import Context
from flashdesign.ui.browse.controller import BrowseController
from flashdesign.ui.browse.screen import BrowseScreen
from flashdesign.ui.cards.card_view import PictureLoader
from tests.support.ui.driver import WindowDriver
from tests.ui.conftest import OpenWindow

MANY = DeckId("many")
CARDS = 200
_FULL = "The disk is full."


def page(driver: WindowDriver) -> BrowseScreen:
    found = driver.window.pages.currentWidget()
    assert isinstance(found, BrowseScreen)
    return found


@pytest.fixture
def driver(qtbot: QtBot, open_window: OpenWindow) -> WindowDriver:
    made = (Note(MANY, f"n{at:03}", Basic(f"Question {at}?", "!")) for at in range(CARDS))
    window = open_window(Deck(MANY, "Many", tuple(made)))
    window.press("4", ctrl=True)
    qtbot.waitUntil(lambda: page(window).status_label.text() == f"{CARDS} cards")
    return window


def preview(qtbot: QtBot, driver: WindowDriver, question: str) -> None:
    screen = page(driver)
    qtbot.waitUntil(lambda: screen.card.isVisible() and question in screen.card.plain_text())


def test_the_last_of_many_cards_is_shown_once_its_line_is_loaded(
    qtbot: QtBot, driver: WindowDriver
) -> None:
    (controller,) = driver.controller.findChildren(BrowseController)
    page(driver).table.select_rows([0], 0)
    preview(qtbot, driver, "Question 0?")
    page(driver).table.setFocus()
    timers = [timer for timer in controller.findChildren(QTimer) if timer.isSingleShot()]
    # The jobs wait for the collection until the preview was asked for.
    with driver.learner.context.database.read():
        driver.press(Qt.Key.Key_End, ctrl=True)
        qtbot.waitUntil(lambda: not any(timer.isActive() for timer in timers))
        assert not page(driver).card.isVisible(), "it is of another card"
    preview(qtbot, driver, f"Question {CARDS - 1}?")


def test_a_card_that_another_search_replaced_is_not_shown(
    qtbot: QtBot, driver: WindowDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, render, asked, look = [], BrowseScreen.render_preview, [], search.preview

    def note_shown(screen: BrowseScreen, found: search.Preview, pictures: PictureLoader) -> None:
        shown.append(found.note)
        render(screen, found, pictures)

    def note_asked(context: Context, key: CardKey) -> search.Preview:
        asked.append(key)
        return look(context, key)

    monkeypatch.setattr(BrowseScreen, "render_preview", note_shown)
    monkeypatch.setattr(search, "preview", note_asked)
    # The job waits for the collection, and its result for the events of the window.
    with driver.learner.context.database.read():
        page(driver).table.select_rows([0], 0)
        qtbot.waitUntil(lambda: bool(asked))
    QThreadPool.globalInstance().waitForDone()
    lines = search.lines(driver.learner.context, page(driver).model.rows[100:101])
    page(driver).model.set_found([lines[0].row], lines)
    page(driver).table.select_rows([0], 0)
    preview(qtbot, driver, "Question 100?")
    assert shown == ["many/n100"]


def fail(*_args: object) -> None:
    raise FlashDesignError(_FULL)


@pytest.mark.parametrize(
    ("module", "function", "told"),
    [
        pytest.param(
            search, "lines", "Cards of the list could not be loaded: ", id="lines of the list"
        ),
        pytest.param(
            search, "selection", "The selected notes could not be counted: ", id="selected notes"
        ),
        pytest.param(side_list, "side_lists", "The filters could not be loaded: ", id="filters"),
    ],
)
def test_the_failure_of_another_job_is_not_shown_as_one_of_the_search(
    qtbot: QtBot,
    driver: WindowDriver,
    monkeypatch: pytest.MonkeyPatch,
    module: object,
    function: str,
    told: str,
) -> None:
    monkeypatch.setattr(module, function, fail)
    page(driver).table.setFocus()
    page(driver).table.select_rows([CARDS - 1], CARDS - 1)
    driver.controller.run_action("go.browse")
    qtbot.waitUntil(lambda: driver.banner == told + _FULL)
    qtbot.waitUntil(page(driver).action_buttons["delete"].isEnabled)
    qtbot.waitUntil(lambda: page(driver).status_label.text().startswith(f"{CARDS} cards"))


def test_the_failure_of_the_preview_is_shown_in_its_place(
    qtbot: QtBot, driver: WindowDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "preview", fail)
    page(driver).table.select_rows([0], 0)
    qtbot.waitUntil(lambda: page(driver).preview_hint.text() == _FULL)
    assert page(driver).preview_hint.isVisible()
    assert page(driver).status_label.text().startswith(f"{CARDS} cards")
    monkeypatch.undo()
    page(driver).table.select_rows([1], 1)
    preview(qtbot, driver, "Question 1?")
