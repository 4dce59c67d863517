"""Every command that can be parsed can be run."""

from io import StringIO

import pytest

from flashdesign.cli.commands import COMMAND_FUNCTIONS
from flashdesign.cli.parser import Arguments, parse


@pytest.mark.parametrize("verb", COMMAND_FUNCTIONS)
def test_each_command_is_known_to_the_parser(verb: str) -> None:
    needed = {
        "restore": ["x"],
        "archive": ["x"],
        "import": ["x"],
        "export": ["x", "y"],
        "new-deck": ["x"],
        "fix-ids": ["x"],
    }.get(verb, [])
    found = parse([verb, *needed], StringIO(), StringIO())
    assert isinstance(found, Arguments)
    assert found.command == verb


def test_every_command_of_the_parser_has_a_function() -> None:
    err = StringIO()
    assert parse(["nonsense"], StringIO(), err) == 2
    offered = err.getvalue().partition("choose from ")[2]
    assert {name.strip("'\" )\n") for name in offered.split(", ")} == set(COMMAND_FUNCTIONS)
