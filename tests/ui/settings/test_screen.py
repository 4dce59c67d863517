"""Settings: each control stores its setting at once."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QScrollArea, QSpinBox, QWidget

from flashdesign import __version__
from flashdesign.domain.settings import ColorScheme, GradeButtons, Settings
from flashdesign.services.collection import settings
from flashdesign.ui.settings import screen
from flashdesign.ui.settings.key_edit import KeyEdit
from flashdesign.ui.widgets.controls.setting_row import SettingRow
from flashdesign.ui.widgets.controls.switch import Switch
from flashdesign.ui.window.actions import ACTIONS
from tests.support.learner import basic_deck
from tests.support.ui.checks.geometry import settle
from tests.support.ui.driver import ESCAPE, SPACE, WindowDriver
from tests.ui.conftest import OpenWindow


def control(driver: WindowDriver, title: str) -> QWidget:
    """Return the control with the name `title`."""
    (control,) = [
        row.control
        for row in driver.settings.findChildren(SettingRow)
        if row.control.accessibleName() == title
    ]
    show_section_of(driver, control)
    return control


def show_section_of(driver: WindowDriver, control: QWidget) -> None:
    """Click the section that has a control."""
    (name,) = [
        name
        for name, panels in driver.settings.panels.items()
        if any(panel.isAncestorOf(control) for panel in panels)
    ]
    driver.click(driver.settings.buttons[name])
    assert control.isVisible()


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
    show_section_of(driver, edit)
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


def shown_actions(driver: WindowDriver) -> list[str]:
    """Return the ids of the actions that the table of keys shows."""
    return [id for id, edit in driver.settings.keys.edits.items() if edit.isVisible()]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("suspend", {"review.suspend", "browse.suspend"}, id="a name"),
        pytest.param("ctrl+j", {"browse.suspend"}, id="a key"),
        pytest.param("Practice and", {"drill.next", "drill.leave"}, id="a page"),
        pytest.param("zzz", set(), id="nothing"),
    ],
)
def test_a_search_finds_keys_by_action_key_and_page(
    open_window: OpenWindow, typed: str, found: set[str]
) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.show_settings()
    driver.click(driver.settings.buttons["keys"])
    assert len(shown_actions(driver)) == len(ACTIONS)
    driver.settings.keys.search.setFocus()
    driver.write(typed)
    assert set(shown_actions(driver)) == found
    driver.settings.keys.search.clear()
    assert len(shown_actions(driver)) == len(ACTIONS)


def test_all_keys_are_reset_at_once(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.show_settings()
    reset = driver.settings.keys.reset
    assert (reset.text(), reset.isEnabled()) == ("Reset to defaults", False)
    capture(driver, "Suspend", Qt.Key.Key_F7)
    capture(driver, "Start today's review", Qt.Key.Key_G)
    assert reset.text() == "Reset 2 keys to their defaults"
    driver.click(reset)
    assert stored(driver).keys == {}
    assert driver.settings.keys.edits["review.suspend"].key() == "S"
    driver.press("1", ctrl=True)
    driver.window.setFocus()
    driver.press(SPACE)
    assert driver.card == "q01?"


def test_each_section_shows_only_its_panels(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.show_settings()
    for name, button in driver.settings.buttons.items():
        driver.click(button)
        shown = [key for key, panels in driver.settings.panels.items() if panels[0].isVisible()]
        assert shown == [name]
        assert [key for key, one in driver.settings.buttons.items() if one.isChecked()] == [name]
    texts = " ".join(text.text() for text in driver.settings.findChildren(QLabel))
    assert f"Version {__version__}, " in texts


def test_the_settings_scroll_by_key_right_after_opening(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.window.resize(1024, 600)
    driver.controller.show_settings()
    settle(driver.window)
    (bar,) = (
        area.verticalScrollBar()
        for area in driver.settings.findChildren(QScrollArea)
        if area.isVisible()
    )
    assert bar.maximum() > 0
    driver.press(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    driver.press(Qt.Key.Key_Home)
    assert bar.value() == 0
    driver.click(driver.settings.buttons["keys"])
    settle(driver.window)
    driver.press(Qt.Key.Key_End)
    assert bar.value() == bar.maximum() > 600


@pytest.mark.parametrize(("width", "is_beside"), [(1280, True), (560, False)])
def test_the_sections_are_listed_beside_or_above_the_settings(
    open_window: OpenWindow, width: int, is_beside: bool
) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.show_settings()
    driver.window.resize(width, 600)
    settle(driver.window)
    panel, page = driver.settings.panels["study"][0], driver.settings
    left = panel.mapTo(page, QPoint(0, 0)).x()
    end = driver.settings.list.mapTo(page, driver.settings.list.rect().topRight()).x()
    assert (left > end) is is_beside


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


@pytest.mark.qt_log_ignore("No Icon set|systemTrayWindowChanged", extend=True)
def test_the_hour_of_the_reminder_waits_for_the_reminder(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.press(Qt.Key.Key_Comma, ctrl=True)
    hour = control(driver, "Remind me at")
    assert not hour.isEnabled()
    reminder = control(driver, "Daily reminder")
    reminder.setFocus()
    driver.press(SPACE)
    assert hour.isEnabled()
    pick(driver, hour, "20:00")
    assert stored(driver).reminder_h == 20
