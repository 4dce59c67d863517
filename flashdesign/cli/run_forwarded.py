"""Execution of a command that was handed to the open window."""

from collections.abc import Mapping
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from flashdesign.cli.command_forwarding import NotForwardedError
from flashdesign.cli.environment import CliEnvironment
from flashdesign.i18n.translation import ENGLISH, in_language, languages
from flashdesign.services.collection.forwarded_command import CommandResult, ForwardedCommand

if TYPE_CHECKING:
    from flashdesign.paths import AppPaths
    from flashdesign.services.context import Clock, Context


def run_forwarded(
    context: "Context", call: ForwardedCommand, clock: "Clock", environ: Mapping[str, str]
) -> CommandResult:
    """Run another process's command on the open collection; return its output.

    The output is in the caller's language where this version has it, else in English.
    """
    from flashdesign.cli.main import run

    def refuse(_paths: "AppPaths") -> "Context":
        raise NotForwardedError(call.arguments[0])

    out, err = _Capture(call.encoding), _Capture(call.encoding)
    environment = CliEnvironment(
        paths=lambda _chosen: context.paths,
        open_context=refuse,
        clock=clock,
        environ=environ,
        stdin=StringIO(),
        stdout=out.stream,
        stderr=err.stream,
        columns=call.columns,
        bold=call.is_bold,
        folder=Path(call.folder),
        context=context,
    )
    with in_language(call.language if call.language in languages() else ENGLISH):
        code = run(call.arguments, environment)
    return CommandResult(code, out.text(), err.text())


class _Capture:
    """A stream that keeps only what the other process's terminal can show."""

    def __init__(self, encoding: str) -> None:
        self._bytes, self._encoding = BytesIO(), encoding
        self.stream = TextIOWrapper(self._bytes, encoding, errors="replace", newline="")

    def text(self) -> str:
        """Return what was written."""
        self.stream.flush()
        return self._bytes.getvalue().decode(self._encoding)
