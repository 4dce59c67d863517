"""A toy command that is added to two tables is listed in the help, parsed and run."""

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path

import pytest

from flashdesign.cli import commands, parser
from flashdesign.cli.command_forwarding import can_be_forwarded
from flashdesign.cli.environment import OK, CliEnvironment
from flashdesign.cli.open_collection import open_collection
from flashdesign.cli.parser import Arguments, Command, WindowAccess
from flashdesign.cli.terminal import Terminal
from flashdesign.services.decks import overview
from tests.support.shell import Shell


def titles(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """List the titles of the decks that contain a word."""
    with open_collection(environment, arguments.collection) as context:
        found = [title for _deck, title in overview.titles(context)]
    shown = [title for title in found if (arguments.search or "") in title]
    if arguments.json:
        terminal.print_json(shown)
    else:
        terminal.print("\n".join(shown))
    return OK


def _add_search(found: ArgumentParser) -> None:
    found.add_argument("--search", help="only titles with this text")


def _limit() -> Mapping[str, str]:
    return {"most": "99"}


TITLES = Command(
    "list the titles",
    "List the titles of at most {most} decks.",
    _add_search,
    _limit,
    in_window=WindowAccess.READING,
)


@pytest.fixture(autouse=True)
def _titles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "COMMANDS", {**parser.COMMANDS, "titles": TITLES})
    monkeypatch.setattr(
        commands, "COMMAND_FUNCTIONS", {**commands.COMMAND_FUNCTIONS, "titles": titles}
    )


def test_it_is_listed_in_the_help(shell: Shell) -> None:
    assert any(
        line.split() == ["titles", "list", "the", "titles"] for line in shell("--help").lines
    )
    described = shell("titles", "--help").out
    assert "List the titles of at most 99 decks." in described
    assert "only titles with this text" in described


def test_it_is_run(shell: Shell) -> None:
    assert len(shell("titles", "--json").json) > 1
    (one,) = shell("titles", "--search", "ach").lines
    assert "ach" in one


def test_a_wrong_call_is_refused(shell: Shell) -> None:
    assert shell("titles", "--colour").code == 2


def test_it_takes_a_collection_of_its_own(shell: Shell, tmp_path: Path) -> None:
    other = tmp_path / "other" / "collection.flashdesign"
    assert (
        shell("titles", "--collection", str(other), "--json").json == shell("titles", "--json").json
    )


def test_a_window_that_has_the_collection_open_may_run_it() -> None:
    assert can_be_forwarded(Arguments("titles"))
