"""Settings: each control stores its preference at once."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QSpinBox, QWidget

from flashdesign.domain.preferences import ColorScheme, GradeButtons, Preferences
from flashdesign.services.collection import preferences
from flashdesign.ui.settings import screen
from flashdesign.ui.settings.key_edit import KeyEdit
from flashdesign.ui.widgets.controls.setting_row import SettingRow
from flashdesign.ui.widgets.controls.switch import Switch
from tests.support.collection import basic_deck
from tests.support.ui.driver import ESCAPE, SPACE, Seat
from tests.ui.conftest import Sit


def control(seat: Seat, title: str) -> QWidget:
    """Return the control with the name `title`."""
    (control,) = [
        row.control
        for row in seat.settings.findChildren(SettingRow)
        if row.control.accessibleName() == title
    ]
    return control


def stored(seat: Seat) -> Preferences:
    """Return the stored preferences."""
    return preferences.load(seat.learner.context)


def type_number(seat: Seat, box: QWidget, number: str) -> None:
    """Type a number into a field and leave the field."""
    assert isinstance(box, QSpinBox)
    box.setFocus()
    box.selectAll()
    seat.write(number)
    seat.press(Qt.Key.Key_Tab)


def pick(seat: Seat, box: QWidget, text: str) -> None:
    """Choose an entry of a list with the down key."""
    assert isinstance(box, QComboBox)
    box.setFocus()
    while box.currentText() != text:
        before = box.currentIndex()
        seat.press(Qt.Key.Key_Down)
        assert box.currentIndex() != before


def capture(seat: Seat, label: str, key: Qt.Key) -> KeyEdit:
    """Give an action another key."""
    (edit,) = [
        key_edit
        for key_edit in seat.settings.findChildren(KeyEdit)
        if key_edit.button.accessibleName().startswith(f"Key for {label}:")
    ]
    edit.button.setFocus()
    seat.press(SPACE, key)
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
    sit: Sit, title: str, typed: str, read: Callable[[Preferences], object], expected: object
) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.press(Qt.Key.Key_Comma, ctrl=True)
    type_number(seat, control(seat, title), typed)
    assert read(stored(seat)) == expected


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
    sit: Sit, title: str, picked: str, read: Callable[[Preferences], object], expected: object
) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.desk.show_settings()
    changes: list[Preferences] = []
    seat.desk.preferences_changed.connect(changes.append)
    pick(seat, control(seat, title), picked)
    assert read(stored(seat)) == expected
    assert changes[-1] == stored(seat)


@pytest.mark.parametrize(
    ("title", "read"),
    [
        pytest.param("Mix topics", lambda p: p.mix_topics, id="mixing"),
        pytest.param("Show next interval on grade buttons", lambda p: p.show_intervals, id="waits"),
        pytest.param("Reduce motion", lambda p: p.reduced_motion, id="motion"),
    ],
)
def test_a_switch_is_stored_by_key_and_by_mouse(
    sit: Sit, title: str, read: Callable[[Preferences], bool]
) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.desk.show_settings()
    switch = control(seat, title)
    assert isinstance(switch, Switch)
    before = read(stored(seat))
    seat.click(switch)
    assert read(stored(seat)) is not before
    switch.setFocus()
    seat.press(SPACE)
    assert read(stored(seat)) is before


def test_a_changed_key_works_at_once(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.desk.show_settings()
    capture(seat, "Start today's review", Qt.Key.Key_G)
    assert stored(seat).keys == {"home.start": "G"}
    seat.press("1", ctrl=True)
    seat.window.setFocus()
    seat.press(SPACE)
    assert seat.home.isVisible()
    seat.press("g")
    assert seat.card == "q01?"


def test_the_default_key_is_not_stored(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.desk.show_settings()
    capture(seat, "Start today's review", Qt.Key.Key_G)
    capture(seat, "Start today's review", SPACE)
    assert stored(seat).keys == {}


@pytest.mark.parametrize(
    ("key", "other"),
    [
        pytest.param(Qt.Key.Key_1, "Again (Missed), or the first option", id="of the same page"),
        pytest.param(Qt.Key.Key_Question, "Show keyboard shortcuts", id="of every page"),
    ],
)
def test_a_key_in_use_is_refused_and_the_old_one_stays(sit: Sit, key: Qt.Key, other: str) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.desk.show_settings()
    edit = capture(seat, "Why this card?", key)
    assert edit.conflict().endswith(f"is already used by “{other}”.")
    assert edit.key() == "W"
    assert stored(seat).keys == {}


def test_escape_keeps_the_key(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.desk.show_settings()
    edit = capture(seat, "Suspend", ESCAPE)
    assert edit.key() == "S"
    assert stored(seat).keys == {}


def test_a_key_can_be_cleared(sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.desk.show_settings()
    capture(seat, "Suspend", Qt.Key.Key_Backspace)
    assert stored(seat).keys == {"review.suspend": ""}
    seat.press("1", ctrl=True)
    seat.press(SPACE, "s")
    assert seat.card == "q01?"


def test_the_wheel_scrolls_the_page_and_changes_nothing(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.desk.show_settings()
    before = stored(seat)
    for title in ("New cards per day", "Theme", "New day starts at"):
        box = control(seat, title)
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
    assert stored(seat) == before


def test_a_text_size_between_two_shows_the_nearer_one(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.learner.prefer(text_scale=1.27)
    seat.desk.leave()
    seat = sit()
    seat.desk.show_settings()
    box = control(seat, "Text size")
    assert isinstance(box, QComboBox)
    assert box.currentText() == "130 %"


def test_languages_are_offered_by_their_own_names(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "languages", lambda: ("en", "de", "pt_BR"))
    seat = sit(basic_deck(1, parent=None))
    seat.desk.show_settings()
    box = control(seat, "Language")
    assert isinstance(box, QComboBox)
    names = [box.itemText(position) for position in range(box.count())]
    assert names == ["System", "English", "Deutsch", "Português (Brasil)"]
    assert "next time FlashDesign starts" in " ".join(
        label.text() for label in seat.settings.findChildren(QLabel)
    )
    pick(seat, box, "Deutsch")
    assert stored(seat).language == "de"


def test_a_language_without_a_catalog_is_shown_as_that_of_the_system(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    preferences.change(seat.learner.context, language="xx")
    seat.desk.show_settings()
    box = control(seat, "Language")
    assert isinstance(box, QComboBox)
    seat.settings.render_preferences(stored(seat))
    assert box.currentText() == "System"
    assert stored(seat).language == "xx"
