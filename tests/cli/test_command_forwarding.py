"""Commands that are forwarded to the window that has the collection open."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from flashdesign.cli.command_forwarding import can_be_forwarded
from flashdesign.cli.commands import COMMAND_FUNCTIONS
from flashdesign.cli.environment import AskWindow
from flashdesign.cli.main import run
from flashdesign.cli.parser import parse
from flashdesign.cli.run_forwarded import run_forwarded
from flashdesign.i18n.translation import in_language
from flashdesign.paths import AppPaths
from flashdesign.services.collection.forwarded_command import (
    ForwardedCommand,
    ForwardingError,
    call_from_json,
    call_to_json,
)
from tests.support.shell import CommandOutput, Shell

OPEN = "open in another window or command"


def window(shell: Shell, calls: list[ForwardedCommand]) -> AskWindow:
    """Return a window in this process that has the shell's collection open."""

    def ask(where: AppPaths, call: ForwardedCommand, write: Callable[[str, str], None]) -> int:
        assert where == shell.paths(None)
        calls.append(call)
        assert shell.held is not None
        done = run_forwarded(shell.held, call, shell.clock, shell.environ)
        write("out", done.out)
        write("err", done.err)
        return done.exit_code

    return ask


def call(shell: Shell, ask: AskWindow | None, *arguments: str) -> CommandOutput:
    """Run a command while a window is open."""
    stdout, stderr = StringIO(), StringIO()
    environment = replace(shell.environment(), stdout=stdout, stderr=stderr, ask_window=ask)
    code = run(arguments, environment)
    return CommandOutput(code, stdout.getvalue(), stderr.getvalue())


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["due"], id="due"),
        pytest.param(["decks", "--json"], id="decks"),
        pytest.param(["cards"], id="cards"),
        pytest.param(["log"], id="log"),
        pytest.param(["doctor"], id="doctor"),
        pytest.param(["drill", "attempts"], id="attempts"),
        pytest.param(["drill", "regrade", "--dry-run"], id="regrade"),
        pytest.param(["export", "nothing", "x.csv"], id="an error"),
    ],
)
def test_the_output_with_a_window_is_the_same_as_without(
    shell: Shell, arguments: list[str]
) -> None:
    alone = shell(*arguments)
    calls: list[ForwardedCommand] = []
    with closing(shell.hold()):
        beside = call(shell, window(shell, calls), *arguments)
    assert beside == alone
    assert [call.arguments for call in calls] == [tuple(arguments)]


def test_no_window_is_asked_while_the_collection_is_free(shell: Shell) -> None:
    calls: list[ForwardedCommand] = []
    assert call(shell, window(shell, calls), "due").code == 0
    assert calls == []


@pytest.mark.parametrize("verb", ["review", "drill"])
def test_commands_that_need_the_collection_for_themselves_are_refused(
    shell: Shell, verb: str
) -> None:
    calls: list[ForwardedCommand] = []
    with closing(shell.hold()):
        result = call(shell, window(shell, calls), verb)
    assert (result.code, calls) == (1, [])
    assert OPEN in result.err


def test_an_unreachable_window_is_reported(shell: Shell) -> None:
    with closing(shell.hold()):
        assert OPEN in call(shell, lambda *_: None, "due").err
        doctor = call(shell, lambda *_: None, "doctor")
    assert OPEN in doctor.out
    assert doctor.out.startswith("FlashDesign")


def test_a_window_that_closed_in_between_does_no_harm(shell: Shell) -> None:
    held = shell.hold()

    def close(*_: object) -> None:
        held.close()

    assert call(shell, close, "due").code == 0


def test_a_window_that_does_not_answer_is_reported_in_one_line(shell: Shell) -> None:
    def hang(*_: object) -> int:
        problem = "It hangs."
        raise ForwardingError(problem)

    with closing(shell.hold()):
        result = call(shell, hang, "due")
    assert (result.code, result.out, result.err) == (1, "", "flashdesign: It hangs.\n")


def test_the_call_says_whether_anything_may_change(shell: Shell, tmp_path: Path) -> None:
    calls: list[ForwardedCommand] = []
    (tmp_path / "cap.csv").write_text("front,back\nCAP?,three\n", encoding="utf-8")
    file = str(tmp_path / "cap.csv")
    with closing(shell.hold()):
        for more in (["--dry-run"], []):
            assert call(shell, window(shell, calls), "import", file, *more).code == 0
        call(shell, window(shell, calls), "cards")
    assert [call.is_changing for call in calls] == [False, True, False]


def test_characters_that_the_callers_terminal_lacks_are_replaced(shell: Shell) -> None:
    with closing(shell.hold()):
        asked = ForwardedCommand(("cards", "--json"), "", encoding="ascii")
        assert shell.held is not None
        assert run_forwarded(shell.held, asked, shell.clock, {}).out.isascii()


def test_each_command_is_forwarded_or_listed_as_local() -> None:
    alone = {"review", "restore", "check", "new-deck", "fix-ids", "drill", "new-collection"}
    more = {"export": ["d", "f.csv"], "import": ["f"], "restore": ["f"], "archive": ["f"]}
    more |= {"new-deck": ["f"], "fix-ids": ["f"]}
    for verb in COMMAND_FUNCTIONS:
        parsed = parse([verb, *more.get(verb, [])], StringIO(), StringIO())
        assert not isinstance(parsed, int)
        assert can_be_forwarded(parsed) is (verb not in alone)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(None, id="nothing"),
        pytest.param({}, id="an empty one"),
        pytest.param({"arguments": "due", "folder": "", "encoding": ""}, id="a text for a list"),
        pytest.param({"arguments": [1], "folder": "", "encoding": ""}, id="a number in it"),
        pytest.param({"arguments": [], "folder": 1, "encoding": ""}, id="a number for a folder"),
        pytest.param({"arguments": [], "folder": "", "encoding": "", "columns": ""}, id="a width"),
    ],
)
def test_invalid_json_is_no_call(value: object) -> None:
    assert call_from_json(value) is None


def test_a_call_survives_json() -> None:
    forwarded = ForwardedCommand(
        ("import", "x"),
        "/home",
        80,
        is_bold=True,
        encoding="ascii",
        is_changing=True,
        language="de",
    )
    plain = call_to_json(forwarded)
    assert call_from_json(plain | {"arguments": list(forwarded.arguments)}) == forwarded


@pytest.mark.usefixtures("_german")
@pytest.mark.parametrize(
    ("language", "expected"),
    [
        pytest.param("de", "Keine Karten gefunden.", id="one with a catalog"),
        pytest.param("xx", "No cards match.", id="an unknown one"),
    ],
)
def test_the_window_answers_in_the_language_of_the_caller(
    shell: Shell, language: str, expected: str
) -> None:
    asked = ForwardedCommand(("cards", "--search", "zzz"), "", language=language)
    with closing(shell.hold()):
        assert shell.held is not None
        assert run_forwarded(shell.held, asked, shell.clock, {}).out == f"{expected}\n"


@pytest.mark.usefixtures("_german")
def test_the_call_has_the_language_of_the_caller(shell: Shell) -> None:
    calls: list[ForwardedCommand] = []
    with closing(shell.hold()), in_language("de"):
        result = call(shell, window(shell, calls), "export", "nothing", "x.csv")
    assert [call.language for call in calls] == ["de"]
    assert result.err == "flashdesign: Es gibt keinen Stapel 'nothing'.\n"
