"""Places of the parts of a review: one column, and the answer in sight once it is shown."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from flashdesign.domain.notes.note import Deck
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
    Basic,
    Cloze,
    MultipleChoice,
    Ordering,
    WrongOption,
)
from flashdesign.domain.settings import ColorScheme
from flashdesign.ui.cards.scroll_area import COLUMN_PX
from flashdesign.ui.theme.appearance import Appearance
from flashdesign.ui.theme.sizes import GRID_PX, sizes_of
from tests.support.learner import BASICS, note
from tests.support.ui.cards import long_text, odd_deck
from tests.support.ui.checks.geometry import is_whole_in_sight, settle
from tests.support.ui.driver import RETURN, SPACE, WindowDriver
from tests.support.ui.review import deck_of, index_of
from tests.ui.conftest import OpenWindow

SIZES = pytest.mark.parametrize(
    ("scale", "size"),
    [
        (1.0, (1920, 1080)),
        (1.0, (1024, 600)),
        (1.0, (960, 540)),
        (1.5, (1024, 600)),
        (2.0, (1024, 600)),
        (2.0, (960, 540)),
    ],
    ids=lambda value: str(value).replace(", ", "x").strip("()"),
)
USUAL = MultipleChoice(
    "Reads are 100 times as frequent as writes. Which change helps first?",
    correct=("Add read replicas behind the balancer",),
    wrong=(WrongOption("Shard the table"), WrongOption("Add a queue"), WrongOption("Use a bus")),
)
PHASES = Ordering("Put the phases in order.", ("Scope", "Interface", "Deep dive"))


def place(part: QWidget, page: QWidget) -> int:
    """Return the y of a widget in the page."""
    return part.mapTo(page, QPoint(0, 0)).y()


def gap_below(part: QWidget, follower: QWidget, page: QWidget) -> int:
    """Return the pixels between a widget and the one below it."""
    return place(follower, page) - place(part, page) - part.height()


def is_answer_in_sight(driver: WindowDriver) -> bool:
    """Return whether the first line of the answer is within the scroll area."""
    card, area = driver.review.card, driver.review.scroll_area
    line = card.cursorRect(QTextCursor(card.document())).height()
    top = card.mapTo(area.viewport(), QPoint(0, card.answer_top())).y()
    return top >= 0 and top + line <= area.viewport().height()


@SIZES
def test_the_right_option_is_in_sight_after_a_wrong_answer(
    appearance: Appearance, open_window: OpenWindow, scale: float, size: tuple[int, int]
) -> None:
    appearance.apply(ColorScheme.LIGHT, scale)
    driver = open_window(odd_deck("options"))
    driver.window.resize(*size)
    driver.press(SPACE)
    driver.press(str(index_of(driver, right=False) + 1))
    settle(driver.window)
    right = driver.review.choices.rows[index_of(driver, right=True)]
    area = driver.review.scroll_area.viewport()
    is_too_high = right.height() > area.height()
    assert is_whole_in_sight(right) or is_too_high
    assert 0 <= right.mapTo(area, QPoint(0, 0)).y() < area.height() / 4 or not is_too_high
    assert all(is_whole_in_sight(button) for button in driver.review.grades.buttons)


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600), (960, 540)])
@pytest.mark.parametrize("question", [USUAL, PHASES], ids=["options", "rows"])
def test_the_explanation_is_below_the_options_or_rows_and_in_sight_with_them(
    open_window: OpenWindow, question: Question, size: tuple[int, int]
) -> None:
    lead = "Most requests never reach the writer"
    why = f"{lead}, see [a page](https://example.org/r)."
    asked = replace(note(BASICS, "n", question), why=why)
    driver = open_window(Deck(BASICS, "Basics", (asked,)))
    driver.window.resize(*size)
    driver.press(SPACE)
    assert driver.review.answering.explanation.isHidden()
    driver.press(*(["1", "2", "3", SPACE] if question is PHASES else "1"))
    settle(driver.window)
    page, below = driver.review, driver.review.answering.explanation
    answer = page.matching if question is PHASES else page.choices
    assert lead in below.plain_text()
    assert lead not in page.card.plain_text()
    assert gap_below(answer, below, page) >= 0
    assert is_whole_in_sight(below)
    if question is USUAL:
        assert is_whole_in_sight(page.choices.rows[index_of(driver, right=True)])
    opened: list[str] = []
    page.link_opened.disconnect()  # it asks before it opens a link
    page.link_opened.connect(opened.append)
    below.anchorClicked.emit(QUrl("https://example.org/r"))
    assert opened == ["https://example.org/r"]


@pytest.mark.parametrize("first", [(1280, 800), (1920, 1080)])
@pytest.mark.parametrize("then", [(1024, 600), (800, 480), (560, 700)])
def test_the_right_option_stays_in_sight_when_the_window_becomes_smaller(
    open_window: OpenWindow, first: tuple[int, int], then: tuple[int, int]
) -> None:
    asked = replace(USUAL, front=f"{long_text(600)} {USUAL.front}")
    driver = open_window(deck_of(asked))
    driver.window.resize(*first)
    driver.press(SPACE)
    driver.press(str(index_of(driver, right=False) + 1))
    settle(driver.window)
    driver.window.resize(*then)
    settle(driver.window)
    assert driver.review.scroll_area.verticalScrollBar().maximum() > 0
    assert is_whole_in_sight(driver.review.choices.rows[index_of(driver, right=True)])


def test_the_answer_of_a_long_card_stays_in_sight_when_the_window_becomes_smaller(
    open_window: OpenWindow,
) -> None:
    driver = open_window(odd_deck("long"))
    driver.window.resize(1920, 1080)
    driver.press(SPACE, SPACE)
    settle(driver.window)
    driver.window.resize(600, 520)
    settle(driver.window)
    assert is_answer_in_sight(driver)


@SIZES
def test_the_answer_of_a_long_card_is_in_sight_once_it_is_shown(
    appearance: Appearance, open_window: OpenWindow, scale: float, size: tuple[int, int]
) -> None:
    appearance.apply(ColorScheme.LIGHT, scale)
    driver = open_window(odd_deck("long", "code"))
    driver.window.resize(*size)
    driver.press(SPACE)
    assert driver.review.scroll_area.verticalScrollBar().maximum() > size[1]
    driver.press(SPACE)
    settle(driver.window)
    assert is_answer_in_sight(driver)
    driver.press("3")
    settle(driver.window)
    assert driver.review.scroll_area.verticalScrollBar().value() == 0
    driver.press(SPACE)
    settle(driver.window)
    assert is_answer_in_sight(driver)


def test_the_gap_of_a_long_text_is_in_sight_once_it_is_filled(open_window: OpenWindow) -> None:
    text = f"{long_text(6_000)} The log is {{{{1::append-only}}}}. {long_text(6_000)}"
    driver = open_window(deck_of(Cloze(text)))
    driver.press(SPACE, SPACE)
    settle(driver.window)
    assert driver.review.scroll_area.verticalScrollBar().value() > 0
    assert is_answer_in_sight(driver)


@pytest.mark.parametrize("size", [(1024, 600), (960, 540)])
def test_four_options_are_in_sight_in_a_small_window(
    open_window: OpenWindow, size: tuple[int, int]
) -> None:
    driver = open_window(deck_of(USUAL))
    driver.window.resize(*size)
    driver.press(SPACE)
    settle(driver.window)
    assert all(is_whole_in_sight(row) for row in driver.review.choices.rows)
    assert is_whole_in_sight(driver.review.reveal)


@SIZES
def test_the_parts_follow_each_other_in_one_column(
    appearance: Appearance, open_window: OpenWindow, scale: float, size: tuple[int, int]
) -> None:
    appearance.apply(ColorScheme.LIGHT, scale)
    driver = open_window(deck_of(USUAL))
    driver.window.resize(*size)
    driver.press(SPACE)
    settle(driver.window)
    page, choices = driver.review, driver.review.choices
    assert page.card.width() == choices.width() <= COLUMN_PX
    assert place(page.card, page) < 14 * sizes_of(page.font()).body_px
    assert gap_below(page.card, choices, page) <= 3 * GRID_PX
    assert 0 <= gap_below(page.scroll_area, page.bar, page) <= 3 * GRID_PX
    text_px = page.card.document().size().height()
    assert text_px <= page.card.height() <= text_px + GRID_PX


def test_the_button_of_a_typed_answer_is_below_its_field(open_window: OpenWindow) -> None:
    driver = open_window(odd_deck("number"))
    driver.window.resize(1920, 1080)
    driver.press(SPACE)
    settle(driver.window)
    page = driver.review
    assert 0 <= gap_below(page.number, page.reveal, page) <= 4 * GRID_PX
    driver.write("400 TB")
    driver.press(RETURN)
    settle(driver.window)
    assert 0 <= gap_below(page.verdict, page.grades, page) <= 4 * GRID_PX


def test_similar_cards_are_shown_on_request(open_window: OpenWindow) -> None:
    known = note(BASICS, "a", Cloze("A log is {{1::append-only}}."))
    asked = replace(note(BASICS, "b", USUAL), related=("a",))
    driver = open_window(Deck(BASICS, "Basics", (known, asked)))
    driver.press(SPACE, SPACE, "4", SPACE)
    answering = driver.review.answering
    assert answering.compare.text() == "Compare with 1 similar card"
    assert "append-only" not in answering.explanation.plain_text()
    answering.compare.setFocus()
    driver.press(SPACE)
    assert "Compare: A log is append-only." in answering.explanation.plain_text()
    assert not answering.compare.isVisible()
    settle(driver.window)
    assert is_whole_in_sight(answering.explanation)
    driver.press("3")
    assert driver.review.session.state.answer_count == 2


def test_a_related_cloze_is_told_once(open_window: OpenWindow) -> None:
    known = note(BASICS, "a", Cloze("A log is {{1::append-only}}."))
    asked = replace(note(BASICS, "b", Basic("What?", "That.")), related=("a",))
    driver = open_window(Deck(BASICS, "Basics", (known, asked)))
    driver.press(SPACE, SPACE, "4")
    assert driver.card == "What?"
    driver.press(SPACE)
    assert "A log is" not in driver.card
    driver.click(driver.review.answering.compare)
    told = driver.review.answering.explanation.plain_text()
    assert told == "Compare: A log is append-only."


def test_a_question_is_larger_than_its_answer(open_window: OpenWindow) -> None:
    driver = open_window(deck_of(Basic("What?", "That.")))
    driver.press(SPACE, SPACE)
    cursor = QTextCursor(driver.review.card.document())
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
    question_px = cursor.charFormat().font().pixelSize()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    assert 22 <= question_px <= 24
    assert question_px > cursor.charFormat().font().pixelSize()
