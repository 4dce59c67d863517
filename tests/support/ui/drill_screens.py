"""The drill screens of an open window, found by their type, and right answers to drills."""

from PySide6.QtWidgets import QLabel, QWidget

from flashdesign.domain.drills.instance import instance_of
from flashdesign.domain.drills.template import Template
from flashdesign.services.drills.state import DrillPrompt
from flashdesign.ui.drills.history_screen import DrillHistoryScreen
from flashdesign.ui.drills.practice_screen import PracticeScreen
from flashdesign.ui.drills.result_screen import DrillResultScreen
from flashdesign.ui.drills.sprint_screen import SprintScreen
from flashdesign.ui.drills.start_screen import DrillStartScreen
from flashdesign.ui.widgets.controls.markdown_label import MarkdownLabel
from tests.support.drills.templates import POSTS
from tests.support.ui.drill_decks import drill_deck
from tests.support.ui.driver import RETURN, WindowDriver
from tests.ui.conftest import OpenWindow


def page(driver: WindowDriver, kind: type[QWidget]) -> QWidget:
    shown = driver.window.pages.currentWidget()
    assert isinstance(shown, kind), shown
    return shown


def home(driver: WindowDriver) -> DrillStartScreen:
    shown = page(driver, DrillStartScreen)
    assert isinstance(shown, DrillStartScreen)
    return shown


def practice(driver: WindowDriver) -> PracticeScreen:
    shown = page(driver, PracticeScreen)
    assert isinstance(shown, PracticeScreen)
    return shown


def sprint(driver: WindowDriver) -> SprintScreen:
    shown = page(driver, SprintScreen)
    assert isinstance(shown, SprintScreen)
    return shown


def history(driver: WindowDriver) -> DrillHistoryScreen:
    shown = page(driver, DrillHistoryScreen)
    assert isinstance(shown, DrillHistoryScreen)
    return shown


def result(driver: WindowDriver) -> DrillResultScreen:
    shown = page(driver, DrillResultScreen)
    assert isinstance(shown, DrillResultScreen)
    return shown


def practise(open_window: OpenWindow, *templates: Template) -> WindowDriver:
    """Start practice by keys alone."""
    driver = open_window(drill_deck(*templates or (POSTS,)))
    driver.press("3", ctrl=True)
    driver.press(RETURN)
    return driver


def right(drill: DrillPrompt) -> str:
    """Return the right answer to a question about posts, from its table of givens."""
    number, share, posts = (given.text.split(" ")[0] for given in drill.givens)
    given = {"mau": float(number) * 1e6, "share": float(share), "posts": float(posts)}
    (truth,) = {instance_of(POSTS, given).truth}
    return f"{truth:.0f}" if isinstance(truth, float) else ""


def asked(driver: WindowDriver) -> DrillPrompt:
    drill = practice(driver).session.state.drill
    assert drill is not None
    return drill


def shown_texts(widget: QWidget) -> str:
    labels = [label for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join(
        label.accessibleName() if isinstance(label, MarkdownLabel) else label.text()
        for label in labels
    )
