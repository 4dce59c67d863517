"""The collection of a command: built-in decks are updated, and it is always closed."""

import shutil
from dataclasses import replace
from io import StringIO

import pytest

from flashdesign.cli.open_collection import open_collection
from flashdesign.paths import AppPaths
from tests.support.shell import DECKS, Shell


def test_the_built_in_decks_are_updated(shell: Shell) -> None:
    shell.decks = shell.home / "decks"
    shutil.copytree(DECKS, shell.decks)
    assert len(shell("cards", "--json").json) == 5
    traffic = shell.decks / "traffic.yaml"
    kept = [line for line in traffic.read_text().splitlines() if "day-seconds, kind" not in line]
    traffic.write_text("\n".join(kept).replace(", related: [day-seconds]", "") + "\n")
    assert [card["key"] for card in shell("cards", "--json", "--deck", "traffic").json] == [
        "traffic/read-heavy"
    ]


def test_the_collection_is_closed_after_a_failure(shell: Shell) -> None:
    environment = shell.environment()
    with pytest.raises(LookupError), open_collection(environment, None):
        raise LookupError
    assert shell("due").code == 0


def test_an_unreadable_record_of_the_place_is_reported(shell: Shell) -> None:
    assert shell("due").code == 0
    environment = shell.environment()
    here = shell.paths(None).collection
    unread = AppPaths(here, location_problem="The note of the place is not UTF-8 text.")
    asked = replace(environment, paths=lambda _: unread)
    with open_collection(asked, None):
        pass
    assert isinstance(asked.stderr, StringIO)
    assert asked.stderr.getvalue() == (
        "flashdesign: The note of the place is not UTF-8 text. "
        f"So the collection at {here} was opened.\n"
    )
