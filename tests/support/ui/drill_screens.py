"""The drill screens of an open window, found by their type, and right answers to drills."""

from PySide6.QtWidgets import QLabel, QWidget

from flashdesign.domain.drills.instance import instance_of
from flashdesign.domain.drills.template import Template
from flashdesign.services.drills.state import DrillPrompt
from flashdesign.ui.drills.practice_screen import PracticeScreen
from flashdesign.ui.drills.result_screen import DrillResultScreen
from flashdesign.ui.drills.sprint_screen import SprintScreen
from flashdesign.ui.drills.start_screen import DrillStartScreen
from flashdesign.ui.widgets.controls.markdown_label import MarkdownLabel
from tests.support.drills.templates import POSTS
from tests.support.ui.drill_decks import drill_deck
from tests.support.ui.driver import RETURN, Seat
from tests.ui.conftest import Sit


def page(seat: Seat, kind: type[QWidget]) -> QWidget:
    shown = seat.window.pages.currentWidget()
    assert isinstance(shown, kind), shown
    return shown


def home(seat: Seat) -> DrillStartScreen:
    shown = page(seat, DrillStartScreen)
    assert isinstance(shown, DrillStartScreen)
    return shown


def practice(seat: Seat) -> PracticeScreen:
    shown = page(seat, PracticeScreen)
    assert isinstance(shown, PracticeScreen)
    return shown


def sprint(seat: Seat) -> SprintScreen:
    shown = page(seat, SprintScreen)
    assert isinstance(shown, SprintScreen)
    return shown


def result(seat: Seat) -> DrillResultScreen:
    shown = page(seat, DrillResultScreen)
    assert isinstance(shown, DrillResultScreen)
    return shown


def practise(sit: Sit, *templates: Template) -> Seat:
    """Start practice by keys alone."""
    seat = sit(drill_deck(*templates or (POSTS,)))
    seat.press("3", ctrl=True)
    seat.press(RETURN)
    return seat


def right(drill: DrillPrompt) -> str:
    """Return the right answer to a question about posts, from its table of givens."""
    number, share, posts = (given.text.split(" ")[0] for given in drill.givens)
    given = {"mau": float(number) * 1e6, "share": float(share), "posts": float(posts)}
    (truth,) = {instance_of(POSTS, given).truth}
    return f"{truth:.0f}" if isinstance(truth, float) else ""


def asked(seat: Seat) -> DrillPrompt:
    drill = practice(seat).session.state.drill
    assert drill is not None
    return drill


def shown_texts(widget: QWidget) -> str:
    labels = [one for one in widget.findChildren(QLabel) if one.isVisible()]
    return "\n".join(
        one.accessibleName() if isinstance(one, MarkdownLabel) else one.text() for one in labels
    )
