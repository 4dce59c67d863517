"""Runs commands as a shell does, on a real collection with a manual clock."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any, TextIO

from flashdesign.cli.environment import CliEnvironment
from flashdesign.cli.keyboard import Keys
from flashdesign.cli.main import run
from flashdesign.paths import AppPaths
from flashdesign.services.collection import built_in_decks
from flashdesign.services.collection.lifecycle import open_collection
from flashdesign.services.context import Context
from flashdesign.storage.connection.database import Database
from tests.support.learner import ManualClock

DECKS = Path(__file__).parents[1] / "cli" / "data" / "decks"


@dataclass(frozen=True, slots=True)
class CommandOutput:
    """The output of a command, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def json(self) -> Any:
        assert self.err == ""
        return json.loads(self.out)


class Shell:
    """A home folder and a clock; each call is one command from start to exit."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.clock = ManualClock()
        self.decks = DECKS
        self.environ: dict[str, str] = {"DISPLAY": ":0"}
        self._random = Random(7)
        self.held: Context | None = None

    @property
    def collection(self) -> Path:
        return self.paths(None).collection

    def paths(self, chosen: Path | None) -> AppPaths:
        return AppPaths(chosen or self.home / "collection.flashdesign")

    def open(self, paths: AppPaths) -> Context:
        return open_collection(paths, self.clock, self._random)

    def hold(self) -> Database:
        """Keep the collection open like a window."""
        context = self.held = self.open(self.paths(None))
        built_in_decks.update_built_in_decks(context, self.decks)
        return context.database

    def __call__(
        self,
        *arguments: str,
        typed: Sequence[str] = (),
        keys: Keys | None = None,
        columns: int | None = None,
        stdout: StringIO | None = None,
    ) -> CommandOutput:
        """Run a command; `typed` are the lines of its input."""
        environment = replace(
            self.environment(typed), keys=keys, columns=columns, stdout=stdout or StringIO()
        )
        code = run(arguments, environment)
        return CommandOutput(code, *map(_text, (environment.stdout, environment.stderr)))

    def environment(self, typed: Sequence[str] = ()) -> CliEnvironment:
        """Return the environment of a command."""
        return CliEnvironment(
            paths=self.paths,
            open_context=self.open,
            clock=self.clock,
            environ=self.environ,
            stdin=StringIO("".join(f"{line}\n" for line in typed)),
            stdout=StringIO(),
            stderr=StringIO(),
            decks=self.decks,
        )


def _text(stream: TextIO) -> str:
    assert isinstance(stream, StringIO)
    return stream.getvalue()
