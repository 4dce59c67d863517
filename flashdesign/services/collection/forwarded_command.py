"""Commands that are forwarded to the window that has the collection open, and their results."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import ENGLISH

# No slow imports here: the window imports this module at its start.
if TYPE_CHECKING:
    from flashdesign.services.context import Context

EXIT_FAILED = 1


@dataclass(frozen=True, slots=True)
class ForwardedCommand:
    """The command line of another process, and the properties of its terminal.

    Paths are relative to `folder`; `columns` is None if lines are not cut. A command that
    `is_changing` may change notes or answers; one that `is_large` may touch all of them. `language`
    is the code of the language that the caller reads.
    """

    arguments: tuple[str, ...]
    folder: str
    columns: int | None = None
    is_bold: bool = False
    encoding: str = "utf-8"
    is_changing: bool = False
    is_large: bool = False
    language: str = ENGLISH


@dataclass(frozen=True, slots=True)
class CommandResult:
    """The output and exit code of a command."""

    exit_code: int
    out: str = ""
    err: str = ""


# Runs a command on a collection that stays open; may be called in any thread.
RunCommand = Callable[["Context", ForwardedCommand], CommandResult]


class ForwardingError(FlashDesignError):
    """The window that has the collection open did not run the command."""


def call_to_json(call: ForwardedCommand) -> dict[str, Any]:
    """Return a call as JSON values."""
    return asdict(call)


def call_from_json(value: Any) -> ForwardedCommand | None:
    """Return the call that `value` represents, or None if it represents none."""
    if not isinstance(value, Mapping):
        return None
    arguments, columns = value.get("arguments"), value.get("columns")
    folder, encoding = value.get("folder"), value.get("encoding")
    if not isinstance(arguments, list) or not all(isinstance(item, str) for item in arguments):
        return None
    if not isinstance(folder, str) or not isinstance(encoding, str):
        return None
    if columns is not None and not isinstance(columns, int):
        return None
    return ForwardedCommand(
        tuple(arguments),
        folder,
        columns,
        is_bold=value.get("is_bold") is True,
        encoding=encoding,
        is_changing=value.get("is_changing") is True,
        is_large=value.get("is_large") is True,
        language=str(value.get("language", ENGLISH)),
    )
