"""Settings: each control stores its setting at once."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QSpinBox, QWidget

from flashdesign.domain.settings import ColorScheme, GradeButtons, Settings
from flashdesign.services.collection import settings
from flashdesign.ui.settings import screen
from flashdesign.ui.settings.key_edit import KeyEdit
from flashdesign.ui.widgets.controls.setting_row import SettingRow
from flashdesign.ui.widgets.controls.switch import Switch
from tests.support.collection import basic_deck
from tests.support.ui.driver import ESCAPE, SPACE, WindowDriver
from tests.ui.conftest import OpenWindow


def control(driver: WindowDriver, title: str) -> QWidget:
    """Return the control with the name `title`."""
    (control,) = [
        row.control
        for row in driver.settings.findChildren(SettingRow)
        if row.control.accessibleName() == title
    ]
    return control


def stored(driver: WindowDriver) -> Settings:
    """Return the stored settings."""
    return settings.load(driver.learner.context)


def type_number(driver: WindowDriver, box: QWidget, number: str) -> None:
    """Type a number into a field and leave the field."""
    assert isinstance(box, QSpinBox)
    box.setFocus()
    box.selectAll()
    driver.write(number)
    driver.press(Qt.Key.Key_Tab)


def pick(driver: WindowDriver, box: QWidget, text: str) -> None:
    """Choose an entry of a list with the down key."""
    assert isinstance(box, QComboBox)
    box.setFocus()
    while box.currentText() != text:
        before = box.currentIndex()
        driver.press(Qt.Key.Key_Down)
        assert box.currentIndex() != before


def capture(driver: WindowDriver, label: str, key: Qt.Key) -> KeyEdit:
    """Give an action another key."""
    (edit,) = [
        key_edit
        for key_edit in driver.settings.findChildren(KeyEdit)
        if key_edit.button.accessibleName().startswith(f"Key for {label}:")
    ]
    edit.button.setFocus()
    driver.press(SPACE, key)
    return edit


@pytest.mark.parametrize(
    ("title", "typed", "read", "expected"),
    [
        pytest.param("New cards per day", "25", lambda p: p.new_per_day, 25, id="new cards"),
        pytest.param("Reviews per day", "1000", lambda p: p.reviews_per_day, 1000, id="reviews"),
        pytest.param("Desired retention", "85", lambda p: p.retention, 0.85, id="retention"),
    ],
)
def test_a_number_is_stored(
    open_window: OpenWindow,
    title: str,
    typed: str,
    read: Callable[[Settings], object],
    expected: object,
) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.press(Qt.Key.Key_Comma, ctrl=True)
    type_number(driver, control(driver, title), typed)
    assert read(stored(driver)) == expected


@pytest.mark.parametrize(
    ("title", "picked", "read", "expected"),
    [
        pytest.param("New day starts at", "7:00", lambda p: p.rollover_h, 7, id="rollover"),
        pytest.param("Remind me at", "20:00", lambda p: p.reminder_h, 20, id="reminder"),
        pytest.param(
            "Grades", "Missed, Got it", lambda p: p.buttons, GradeButtons.TWO, id="grades"
        ),
        pytest.param("Theme", "Dark", lambda p: p.scheme, ColorScheme.DARK, id="theme"),
        pytest.param("Text size", "130 %", lambda p: p.text_scale, 1.3, id="text size"),
    ],
)
def test_a_choice_is_stored(
    open_window: OpenWindow,
    title: str,
    picked: str,
    read: Callable[[Settings], object],
    expected: object,
) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.show_settings()
    changes: list[Settings] = []
    driver.controller.settings_changed.connect(changes.append)
    pick(driver, control(driver, title), picked)
    assert read(stored(driver)) == expected
    assert changes[-1] == stored(driver)


@pytest.mark.parametrize(
    ("title", "read"),
    [
        pytest.param("Mix topics", lambda p: p.mix_topics, id="mixing"),
        pytest.param("Show next interval on grade buttons", lambda p: p.show_intervals, id="waits"),
        pytest.param("Reduce motion", lambda p: p.reduced_motion, id="motion"),
    ],
)
def test_a_switch_is_stored_by_key_and_by_mouse(
    open_window: OpenWindow, title: str, read: Callable[[Settings], bool]
) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.show_settings()
    switch = control(driver, title)
    assert isinstance(switch, Switch)
    before = read(stored(driver))
    driver.click(switch)
    assert read(stored(driver)) is not before
    switch.setFocus()
    driver.press(SPACE)
    assert read(stored(driver)) is before


def test_a_changed_key_works_at_once(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.show_settings()
    capture(driver, "Start today's review", Qt.Key.Key_G)
    assert stored(driver).keys == {"home.start": "G"}
    driver.press("1", ctrl=True)
    driver.window.setFocus()
    driver.press(SPACE)
    assert driver.home.isVisible()
    driver.press("g")
    assert driver.card == "q01?"


def test_the_default_key_is_not_stored(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.show_settings()
    capture(driver, "Start today's review", Qt.Key.Key_G)
    capture(driver, "Start today's review", SPACE)
    assert stored(driver).keys == {}


@pytest.mark.parametrize(
    ("key", "other"),
    [
        pytest.param(Qt.Key.Key_1, "Again (Missed), or the first option", id="of the same page"),
        pytest.param(Qt.Key.Key_Question, "Show keyboard shortcuts", id="of every page"),
    ],
)
def test_a_key_in_use_is_refused_and_the_old_one_stays(
    open_window: OpenWindow, key: Qt.Key, other: str
) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.show_settings()
    edit = capture(driver, "Why this card?", key)
    assert edit.conflict().endswith(f"is already used by “{other}”.")
    assert edit.key() == "W"
    assert stored(driver).keys == {}


def test_escape_keeps_the_key(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.show_settings()
    edit = capture(driver, "Suspend", ESCAPE)
    assert edit.key() == "S"
    assert stored(driver).keys == {}


def test_a_key_can_be_cleared(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.controller.show_settings()
    capture(driver, "Suspend", Qt.Key.Key_Backspace)
    assert stored(driver).keys == {"review.suspend": ""}
    driver.press("1", ctrl=True)
    driver.press(SPACE, "s")
    assert driver.card == "q01?"


def test_the_wheel_scrolls_the_page_and_changes_nothing(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.show_settings()
    before = stored(driver)
    for title in ("New cards per day", "Theme", "New day starts at"):
        box = control(driver, title)
        middle = QPointF(box.rect().center())
        event = QWheelEvent(
            middle,
            box.mapToGlobal(middle),
            QPoint(0, -120),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,  # noqa: FBT003 - Qt takes it by position only
        )
        QApplication.sendEvent(box, event)
    assert stored(driver) == before


def test_a_text_size_between_two_shows_the_nearer_one(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.learner.prefer(text_scale=1.27)
    driver.controller.leave()
    driver = open_window()
    driver.controller.show_settings()
    box = control(driver, "Text size")
    assert isinstance(box, QComboBox)
    assert box.currentText() == "130 %"


def test_languages_are_offered_by_their_own_names(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "languages", lambda: ("en", "de", "pt_BR"))
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.show_settings()
    box = control(driver, "Language")
    assert isinstance(box, QComboBox)
    names = [box.itemText(position) for position in range(box.count())]
    assert names == ["System", "English", "Deutsch", "Português (Brasil)"]
    assert "next time FlashDesign starts" in " ".join(
        label.text() for label in driver.settings.findChildren(QLabel)
    )
    pick(driver, box, "Deutsch")
    assert stored(driver).language == "de"


def test_a_language_without_a_catalog_is_shown_as_that_of_the_system(
    open_window: OpenWindow,
) -> None:
    driver = open_window(basic_deck(1, parent=None))
    settings.change(driver.learner.context, language="xx")
    driver.controller.show_settings()
    box = control(driver, "Language")
    assert isinstance(box, QComboBox)
    driver.settings.render_settings(stored(driver))
    assert box.currentText() == "System"
    assert stored(driver).language == "xx"
