"""Texts of a language with longer words, and a mirrored layout: nothing cut, nothing overlaps."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from flashdesign.domain.notes.note import Deck
from flashdesign.domain.settings import ColorScheme
from flashdesign.i18n import translation
from flashdesign.ui.home.screen import LIMITS
from flashdesign.ui.theme.appearance import Appearance
from flashdesign.ui.widgets.layout.elided_label import ElidedLabel
from flashdesign.ui.window.sheet import Sheet
from flashdesign.ui.window.sidebar import SidebarEntry, SidebarItem
from tests.support.ui.cards import odd_deck
from tests.support.ui.catalogs import pseudo_language, shown_language, translated_texts
from tests.support.ui.checks.geometry import geometry_problems, settle
from tests.support.ui.drill_decks import drill_deck
from tests.support.ui.driver import WindowDriver
from tests.ui.conftest import OpenWindow
from tools import (
    browse_scenes,
    drill_scenes,
    edit_scenes,
    note_kind_scenes,
    review_scenes,
    screenshots,
    transfer_scenes,
)
from tools.messages import Project, make_pseudo

SIZES = ((1280, 800), (1024, 600))
SMALLEST = (560, 480)
# The last is a screen of 1920x1080 with two pixels for each.
ALL_SIZES, SCALES = (*SIZES, (960, 540)), (1.0, 1.5)
LEFT_TO_RIGHT, RIGHT_TO_LEFT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
DIRECTIONS = pytest.mark.parametrize(
    "direction",
    [
        pytest.param(LEFT_TO_RIGHT, id="pseudo"),
        pytest.param(RIGHT_TO_LEFT, id="mirrored", marks=pytest.mark.nightly),
    ],
)


def limits(driver: WindowDriver) -> None:
    """Show the limits of a deck."""
    driver.home.action_requested.emit(LIMITS, "odd")


def browsed(driver: WindowDriver) -> None:
    """Select a card."""
    browse_scenes.all_cards(driver)
    browse_scenes.page(driver).table.select_rows([0], 0)


SCREENS: dict[str, tuple[Callable[[], Deck], Callable[[WindowDriver], None]]] = {
    "home": (lambda: odd_deck("code"), screenshots.unchanged),
    "limits": (lambda: odd_deck("code"), limits),
    "an answer": (lambda: odd_deck("table"), review_scenes.revealed),
    "why": (lambda: odd_deck("table"), review_scenes.why),
    "options": (lambda: odd_deck("options"), review_scenes.chosen_wrong),
    "a wrong number": (lambda: odd_deck("number"), review_scenes.typing_nonsense),
    "a number": (lambda: odd_deck("number"), review_scenes.typed),
    "an order": (lambda: odd_deck("order"), note_kind_scenes.arranged_and_marked),
    "a list": (lambda: odd_deck("list"), note_kind_scenes.naming),
    "the end": (lambda: odd_deck("code"), review_scenes.some_missed),
    "drills": (drill_deck, drill_scenes.drills),
    "a drill": (drill_deck, drill_scenes.scratchpad),
    "a drill's verdict": (drill_deck, drill_scenes.answered),
    "a sprint": (drill_deck, drill_scenes.finished_sprint),
    "earlier answers": (drill_deck, drill_scenes.earlier_answers),
    "a new choice": (lambda: odd_deck("code"), edit_scenes.choice),
    "a new cloze": (lambda: odd_deck("code"), edit_scenes.cloze),
    "a note with suggestions": (lambda: odd_deck("code"), edit_scenes.suggestions),
    "all fields of a choice": (lambda: odd_deck("code"), edit_scenes.more),
    "errors": (lambda: odd_deck("code"), edit_scenes.with_errors),
    "browse": (odd_deck, browsed),
    "transfer": (lambda: odd_deck("code"), transfer_scenes.package),
    "a plan": (lambda: odd_deck("code"), transfer_scenes.plan),
    "a table": (lambda: odd_deck("code"), transfer_scenes.table),
    "settings": (lambda: odd_deck("code"), screenshots.settings),
    "settings of keys": (lambda: odd_deck("code"), screenshots.settings_section("keys")),
    "settings of data": (lambda: odd_deck("code"), screenshots.settings_section("data")),
    "about": (lambda: odd_deck("code"), screenshots.settings_section("about")),
    "keys": (lambda: odd_deck("code"), screenshots.keys),
    "a bug": (lambda: odd_deck("code"), screenshots.fault),
    "a failure": (lambda: odd_deck("code"), screenshots.missing),
}


@pytest.fixture(scope="session")
def pseudo_catalogs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the catalogs of the pseudo-languages."""
    folder = tmp_path_factory.mktemp("languages")
    make_pseudo(Project(), folder)
    return folder


@DIRECTIONS
@pytest.mark.parametrize("name", list(SCREENS))
def test_longer_texts_have_room_on_every_screen(
    pseudo_catalogs: Path, open_window: OpenWindow, name: str, direction: Qt.LayoutDirection
) -> None:
    make_deck, act = SCREENS[name]
    with pseudo_language(pseudo_catalogs, direction):
        driver = open_window(make_deck())
        act(driver)
        for size in SIZES:
            driver.window.resize(*size)
            settle(driver.window)
            assert (driver.window.width(), driver.window.height()) == size
            assert geometry_problems(driver.window) == []


@pytest.mark.nightly
@DIRECTIONS
@pytest.mark.parametrize("name", list(screenshots.SCENES))
def test_longer_texts_have_room_in_every_scene_of_the_screenshots(
    pseudo_catalogs: Path, qtbot: QtBot, tmp_path: Path, name: str, direction: Qt.LayoutDirection
) -> None:
    make_learner, act = screenshots.SCENES[name]
    with pseudo_language(pseudo_catalogs, direction):
        learner = make_learner(tmp_path)
        driver = screenshots.open_window(learner)
        qtbot.addWidget(driver.window)
        act(driver)
        found = []
        for size in SIZES:
            driver.window.resize(*size)
            settle(driver.window)
            found += geometry_problems(driver.window)
        driver.controller.leave()
        driver.window.close()
        learner.close()
    assert found == []


@pytest.mark.nightly
@pytest.mark.parametrize("scheme", [ColorScheme.LIGHT, ColorScheme.DARK])
@pytest.mark.parametrize("name", list(screenshots.SCENES))
def test_every_scene_has_room_in_small_windows_and_with_large_text(
    appearance: Appearance, qtbot: QtBot, tmp_path: Path, name: str, scheme: ColorScheme
) -> None:
    make_learner, act = screenshots.SCENES[name]
    learner = make_learner(tmp_path)
    driver = screenshots.open_window(learner)
    qtbot.addWidget(driver.window)
    act(driver)
    found = {}
    for scale in SCALES:
        appearance.apply(scheme, scale)
        for size in ALL_SIZES:
            driver.window.resize(*size)
            settle(driver.window)
            found[scale, size] = geometry_problems(driver.window)
    driver.controller.leave()
    driver.window.close()
    learner.close()
    assert {look: problems for look, problems in found.items() if problems} == {}


@pytest.mark.nightly
@pytest.mark.parametrize("code", translation.languages()[1:])
@pytest.mark.parametrize("name", list(SCREENS))
def test_a_translation_has_room_on_every_screen(
    open_window: OpenWindow, name: str, code: str
) -> None:
    make_deck, act = SCREENS[name]
    texts = translated_texts(code)
    with shown_language(code):
        driver = open_window(make_deck())
        act(driver)
        found = {}
        for size in (*SIZES, SMALLEST):
            driver.window.resize(*size)
            settle(driver.window)
            assert (driver.window.width(), driver.window.height()) == size
            found[size] = geometry_problems(driver.window, texts)
    assert {size: problems for size, problems in found.items() if problems} == {}


# ------------------------------------------------------------------------------ the check itself


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Return an empty window that tests put a widget into."""
    result = QWidget()
    qtbot.addWidget(result)
    result.resize(400, 300)
    return result


def problems(window: QWidget) -> list[str]:
    """Show a window and return what is wrong with it."""
    window.show()
    settle(window)
    return geometry_problems(window)


def combo(parent: QWidget) -> QComboBox:
    """Return a combo box with a long item."""
    box = QComboBox(parent)
    box.addItem("a rather long item")
    return box


def edit(parent: QWidget) -> QLineEdit:
    """Return a line edit with a long placeholder."""
    field = QLineEdit(parent)
    field.setPlaceholderText("a rather long placeholder")
    return field


def wrapped(parent: QWidget) -> QLabel:
    """Return a label that needs two lines in 80 pixels."""
    label = QLabel("two rather long lines of text", parent)
    label.setWordWrap(True)
    return label


def sidebar_item(parent: QWidget) -> QWidget:
    """Return a painted entry."""
    return SidebarItem(SidebarEntry("a", "a rather long entry", "home"), parent)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda parent: QLabel("a rather long label", parent), id="a label"),
        pytest.param(wrapped, id="a wrapped label"),
        pytest.param(lambda parent: QPushButton("a rather long button", parent), id="a button"),
        pytest.param(lambda parent: QCheckBox("a rather long check box", parent), id="a check box"),
        pytest.param(combo, id="a combo box"),
        pytest.param(edit, id="a placeholder"),
        pytest.param(sidebar_item, id="a painted text"),
    ],
)
def test_a_cut_text_is_found(window: QWidget, make: Callable[[QWidget], QWidget]) -> None:
    widget = make(window)
    widget.setGeometry(10, 10, 300, 60)
    assert problems(window) == []
    widget.setGeometry(10, 10, 80, 18)
    assert any("cut" in text or "elided" in text for text in problems(window))


def test_cut_headings_and_translated_cells_are_found(window: QWidget) -> None:
    table = QTableWidget(1, 2, window)
    table.setGeometry(0, 0, 400, 200)
    table.setHorizontalHeaderLabels(["a rather long heading", "short"])
    table.setItem(0, 0, QTableWidgetItem("the user's own text may be cut"))
    table.setItem(0, 1, QTableWidgetItem("[a text of the pseudo-language]"))
    table.setColumnWidth(0, 300)
    table.setColumnWidth(1, 300)
    assert problems(window) == []
    table.setColumnWidth(0, 60)
    table.setColumnWidth(1, 60)
    cell, heading = sorted(problems(window))
    assert cell.startswith("cut: cell '[a text")
    assert heading.startswith("cut: heading 'a rather")


def test_an_elided_label_is_found(window: QWidget) -> None:
    label = ElidedLabel("a rather long label", window)
    label.setGeometry(0, 0, 300, 20)
    assert problems(window) == []
    label.setGeometry(0, 0, 60, 20)
    assert problems(window) == ["elided: ElidedLabel 'a rather long label'"]


def test_widgets_that_overlap_are_found(window: QWidget) -> None:
    one, other = QLabel("one", window), QLabel("other", window)
    one.setGeometry(0, 0, 60, 20)
    other.setGeometry(60, 0, 60, 20)
    assert problems(window) == []
    other.setGeometry(59, 0, 60, 20)
    assert problems(window) == [
        "overlap: QLabel 'one' and QLabel 'other' at (0, 0, 60, 20) and (59, 0, 60, 20)"
    ]
    other.hide()
    assert problems(window) == []


def test_a_widget_outside_of_its_parent_is_found(window: QWidget) -> None:
    label = QLabel("label", window)
    label.setGeometry(300, 0, 100, 20)
    assert problems(window) == []
    label.move(301, 0)
    assert problems(window) == [
        "outside: QLabel 'label' (301, 0, 100, 20) in QWidget (0, 0, 400, 300)"
    ]


def test_the_content_of_a_scroll_area_may_be_higher_but_not_wider(window: QWidget) -> None:
    area, content = QScrollArea(window), QWidget()
    area.setGeometry(0, 0, 200, 200)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    content.resize(100, 2_000)
    assert problems(window) == []
    content.resize(300, 2_000)
    (found,) = problems(window)
    assert found.startswith("wider than its page: QWidget 300")


def test_an_open_sheet_is_checked_instead_of_what_it_covers(window: QWidget) -> None:
    covered = QLabel("a rather long label", window)
    covered.setGeometry(0, 0, 40, 20)
    sheet = Sheet(window)
    sheet.open_with("A title", QPushButton("Save"))
    assert problems(window) == []
    sheet.close_sheet()
    assert len(problems(window)) == 1
