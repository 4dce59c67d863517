"""Commands of a terminal run in the window, on its open collection."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from flashdesign.cli.run_forwarded import run_forwarded
from flashdesign.services.collection.forwarded_command import CommandResult, ForwardedCommand
from flashdesign.services.context import Context
from flashdesign.ui.app.command_runner import CommandQueue
from flashdesign.ui.browse.screen import BrowseScreen
from tests.support.learner import Learner, basic_deck
from tests.support.ui.driver import WindowDriver
from tests.ui.conftest import OpenWindow

Hand = Callable[..., CommandResult]
TABLE = "front,back\nWhat is CAP?,Three wishes of which two hold\n"


@pytest.fixture
def driver(open_window: OpenWindow) -> WindowDriver:
    """An open window with three cards."""
    return open_window(basic_deck(3, parent=None))


@pytest.fixture
def run(learner: Learner) -> Callable[[Context, ForwardedCommand], CommandResult]:
    """Run a command as the program does."""
    return lambda context, call: run_forwarded(context, call, learner.clock, {})


@pytest.fixture
def commands(
    driver: WindowDriver, run: Callable[[Context, ForwardedCommand], CommandResult]
) -> Iterator[CommandQueue]:
    """The command runner of this window."""
    parent = QObject()
    queue = CommandQueue(driver.window, run, parent)
    queue.set_controller(driver.controller)
    yield queue
    queue.finish()


@pytest.fixture
def hand(qtbot: QtBot, commands: CommandQueue, tmp_path: Path) -> Hand:
    """Return a function that forwards a command and waits for its output."""

    def hand_over(*arguments: str, changes: bool = False) -> CommandResult:
        answers: list[CommandResult] = []
        call = ForwardedCommand(arguments, str(tmp_path), is_changing=changes)
        commands.enqueue(call, answers.append)
        qtbot.waitUntil(lambda: bool(answers), timeout=30_000)
        return answers[0]

    return hand_over


def test_due_cards_are_listed(hand: Hand) -> None:
    assert hand("due") == CommandResult(
        0,
        "DECK    NEW  LEARNING  DUE  TITLE\nbasics    3         0    0  Basics\n\n"
        "Today: 3 new; about 2 minutes.\n",
    )


def test_the_collection_stays_open(hand: Hand, driver: WindowDriver) -> None:
    for verb in ("decks", "cards", "log", "backup"):
        assert hand(verb, "--json").exit_code == 0
    driver.press(" ", " ", "3")
    assert len(driver.learner.log()) == 1


def test_relative_paths_are_those_of_the_caller(hand: Hand, tmp_path: Path) -> None:
    done = hand("export", "basics", "out.csv")
    assert done == CommandResult(0, "3 notes saved to out.csv.\n")
    assert (tmp_path / "out.csv").is_file()
    assert hand("archive", "all.zip").exit_code == 0
    assert (tmp_path / "all.zip").is_file()


def test_an_error_is_written_as_usual(hand: Hand) -> None:
    done = hand("export", "nothing", "out.csv")
    assert (done.exit_code, done.out) == (1, "")
    assert done.err == "flashdesign: There is no deck 'nothing'.\n"


@pytest.mark.parametrize("verb", ["review", "drill", "restore"])
def test_a_command_that_needs_the_closed_collection_is_refused(hand: Hand, verb: str) -> None:
    more = ("copy.flashdesign",) if verb == "restore" else ()
    done = hand(verb, *more)
    assert done.exit_code == 1
    assert "cannot run while the window has the collection open" in done.err


def test_a_dry_run_changes_nothing(hand: Hand, tmp_path: Path) -> None:
    (tmp_path / "cap.csv").write_text(TABLE, encoding="utf-8")
    assert hand("import", "cap.csv", "--dry-run").out.endswith("Nothing was changed.\n")
    assert len(hand("cards").out.splitlines()) == 4


def test_an_import_is_shown_at_once_and_can_be_undone(
    qtbot: QtBot, hand: Hand, driver: WindowDriver, tmp_path: Path
) -> None:
    (tmp_path / "cap.csv").write_text(TABLE, encoding="utf-8")
    done = hand("import", "cap.csv", changes=True)
    assert done.out.startswith("Imported: 1 new note, 1 new card")
    assert driver.toast == "Done from a terminal: Import of cap.csv (1 added)"
    assert not driver.window.is_busy
    driver.click(driver.window.toast.action)
    qtbot.waitUntil(lambda: "Undone: " in driver.toast)
    assert len(hand("cards").out.splitlines()) == 4


def test_a_session_continues_with_the_imported_cards(
    hand: Hand, driver: WindowDriver, tmp_path: Path
) -> None:
    driver.press(" ")
    shown, before = driver.card, driver.review.session.state.left.total
    (tmp_path / "cap.csv").write_text(TABLE, encoding="utf-8")
    hand("import", "cap.csv", changes=True)
    assert driver.card == shown
    assert driver.review.session.state.left.total == before + 1
    driver.press(" ", "3")
    assert len(driver.learner.log()) == 1
    driver.press("1", ctrl=True)
    assert driver.home.isVisible()


def test_in_a_session_the_import_is_undone_not_the_last_answer(
    qtbot: QtBot, hand: Hand, driver: WindowDriver, tmp_path: Path
) -> None:
    driver.press(" ", " ", "3")
    (tmp_path / "cap.csv").write_text(TABLE, encoding="utf-8")
    left = driver.review.session.state.left.total
    hand("import", "cap.csv", changes=True)
    driver.click(driver.window.toast.action)
    qtbot.waitUntil(lambda: "Undone: " in driver.toast)
    assert driver.review.session.state.left.total == left
    assert len(driver.learner.log()) == 1
    assert len(hand("cards").out.splitlines()) == 4


def test_browse_finds_imported_cards(
    qtbot: QtBot, hand: Hand, driver: WindowDriver, tmp_path: Path
) -> None:
    driver.press("4", ctrl=True)
    screen = driver.window.pages.currentWidget()
    assert isinstance(screen, BrowseScreen)
    qtbot.waitUntil(lambda: len(screen.model.rows) == 3)
    (tmp_path / "cap.csv").write_text(TABLE, encoding="utf-8")
    hand("import", "cap.csv", changes=True)
    qtbot.waitUntil(lambda: len(screen.model.rows) == 4)


def test_commands_wait_while_the_window_is_busy(
    qtbot: QtBot, commands: CommandQueue, driver: WindowDriver
) -> None:
    answers: list[CommandResult] = []
    driver.window.set_busy(busy=True)
    commands.enqueue(ForwardedCommand(("due",), ""), answers.append)
    driver.window.set_busy(busy=False)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers[0].exit_code == 0


def test_a_command_whose_caller_left_is_not_run(
    qtbot: QtBot, commands: CommandQueue, driver: WindowDriver
) -> None:
    answers: list[str] = []
    call = ForwardedCommand(("due",), "")
    driver.window.set_busy(busy=True)
    commands.enqueue(call, lambda _: answers.append("first"), lambda: False)
    commands.enqueue(call, lambda _: answers.append("second"))
    driver.window.set_busy(busy=False)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["second"]


def test_commands_wait_for_the_collection_to_be_open(
    qtbot: QtBot, commands: CommandQueue, driver: WindowDriver
) -> None:
    commands.set_controller(None)
    answers: list[CommandResult] = []
    commands.enqueue(ForwardedCommand(("due",), ""), answers.append)
    assert answers == []
    commands.set_controller(driver.controller)
    qtbot.waitUntil(lambda: bool(answers))


def test_a_collection_that_cannot_be_opened_is_reported(commands: CommandQueue) -> None:
    answers: list[CommandResult] = []
    commands.set_controller(None)
    commands.enqueue(ForwardedCommand(("due",), ""), answers.append)
    commands.refuse_all()
    commands.enqueue(ForwardedCommand(("due",), ""), answers.append)
    assert [answer.exit_code for answer in answers] == [1, 1]
    assert "could not open this collection" in answers[0].err


def test_a_running_command_ends_before_the_window_closes(driver: WindowDriver) -> None:
    goes_on, answers = Event(), list[CommandResult]()

    def run(_context: Context, call: ForwardedCommand) -> CommandResult:
        goes_on.wait(60)
        return CommandResult(7, call.folder)

    parent = QObject()
    commands = CommandQueue(driver.window, run, parent)
    commands.set_controller(driver.controller)
    call = ForwardedCommand(("backup",), "first")
    commands.enqueue(call, answers.append)
    commands.enqueue(replace(call, folder="second"), answers.append)
    goes_on.set()
    commands.finish()
    assert sorted(answer.exit_code for answer in answers) == [1, 7]
    commands.enqueue(call, answers.append)
    assert "is being closed" in answers[-1].err


def test_a_bug_is_reported_to_the_caller(qtbot: QtBot, driver: WindowDriver) -> None:
    def run(_context: Context, _call: ForwardedCommand) -> CommandResult:
        raise LookupError

    parent, answers = QObject(), list[CommandResult]()
    commands = CommandQueue(driver.window, run, parent)
    commands.set_controller(driver.controller)
    commands.enqueue(ForwardedCommand(("due",), ""), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers[0].exit_code == 1
    assert "LookupError" in answers[0].err


@pytest.mark.parametrize("changes", [False, True])
def test_a_collection_closed_in_the_meantime_is_reported(
    hand: Hand, driver: WindowDriver, *, changes: bool
) -> None:
    driver.learner.context.database.close()
    assert hand("due", changes=changes).err == (
        "flashdesign: collection.flashdesign: the collection was closed in the meantime. "
        "Try again.\n"
    )
