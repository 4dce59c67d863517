"""The reminder: its sentence, when it is due, and that it is off by default."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from flashdesign.domain.settings import Settings
from flashdesign.ui.home.tray_reminder import TrayReminder
from tests.support.learner import ManualClock

# Offscreen there is no tray, and Qt reports that.
NO_TRAY = pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)


@pytest.fixture
def clock() -> ManualClock:
    """A clock at Monday noon."""
    return ManualClock()


@pytest.fixture
def reminder(qtbot: QtBot, clock: ManualClock) -> Iterator[TrayReminder]:
    """The reminder of a window with an icon."""
    window = QWidget()
    qtbot.addWidget(window)
    picture = QPixmap(16, 16)
    picture.fill()
    window.setWindowIcon(picture)
    reminder = TrayReminder(window, clock)
    yield reminder
    reminder.leave()


@pytest.mark.parametrize(
    ("left", "sentence"),
    [
        (0, "FlashDesign: done for today"),
        (1, "FlashDesign: 1 card left today"),
        (1200, "FlashDesign: 1,200 cards left today"),
    ],
)
def test_the_sentence(reminder: TrayReminder, left: int, sentence: str) -> None:
    reminder.set_left(left)
    assert reminder.format_sentence() == sentence


@pytest.mark.parametrize(
    ("hour", "left", "zone_min", "due"),
    [
        pytest.param(12, 3, 0, True, id="at its hour"),
        pytest.param(13, 3, 0, False, id="before its hour"),
        pytest.param(12, 0, 0, False, id="with nothing left"),
        pytest.param(13, 3, 60, True, id="by local time"),
        pytest.param(12, 3, -60, False, id="in a zone where it is earlier"),
    ],
)
def test_the_reminder_is_due(
    reminder: TrayReminder, clock: ManualClock, hour: int, left: int, zone_min: int, due: bool
) -> None:
    clock.zone = lambda _: zone_min
    reminder.set_settings(Settings(reminder_h=hour))
    reminder.set_left(left)
    assert reminder.is_due() is due


@NO_TRAY
def test_it_reminds_once_a_day(reminder: TrayReminder, clock: ManualClock) -> None:
    reminder.set_settings(Settings(reminder=True, reminder_h=12))
    reminder.set_left(3)
    assert reminder.is_due()
    reminder.remind_if_due()
    assert not reminder.is_due()
    clock.advance(hours=3)
    assert not reminder.is_due()
    clock.advance(days=1)
    assert reminder.is_due()


@NO_TRAY
def test_it_is_off_by_default(reminder: TrayReminder) -> None:
    reminder.set_settings(Settings())
    assert not reminder.is_on
    reminder.set_left(3)
    reminder.remind_if_due()
    reminder.set_settings(Settings(reminder=True))
    assert reminder.is_on
    reminder.set_settings(Settings(reminder=False))
    assert not reminder.is_on
