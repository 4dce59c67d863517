"""Regular expressions that a user typed, with a limit of steps: none can stop the window.

Python's own engine has no limit and cannot be interrupted; that of Qt (PCRE2) has both.
"""

from collections.abc import Callable

from PySide6.QtCore import QRegularExpression

from flashdesign.domain.notes.find_replace import (
    PatternError,
    PatternTooSlowError,
    Replace,
    Substitution,
    expand_groups,
    replace_plain,
)
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_

# Two milliseconds; a usual expression needs some dozens of steps for a match.
MAX_STEPS = 1_000_000
_LIMIT = f"(*LIMIT_MATCH={MAX_STEPS})"
_SHOWN_CHARS = 40
_UTF16 = "utf-16-le"
_UNIT_BYTES = 2
# The high byte of the first of two units.
_FIRST_OF_TWO = frozenset({b"\xd8", b"\xd9", b"\xda", b"\xdb"})


class ReplacingCancelledError(FlashDesignError):
    """The user closed the sheet while texts were searched."""

    def __init__(self) -> None:
        super().__init__(N_("Canceled; nothing was replaced."))


def make_replace(substitution: Substitution, is_canceled: Callable[[], bool]) -> Replace:
    """Return the function that replaces `substitution` in a text; it raises if canceled meanwhile.

    Raises PatternError if the expression cannot be read.
    """
    replace = (
        _replace_pattern(substitution) if substitution.is_pattern else replace_plain(substitution)
    )

    def replace_unless_canceled(text: str) -> str:
        if is_canceled():
            raise ReplacingCancelledError
        return replace(text)

    return replace_unless_canceled


def _replace_pattern(substitution: Substitution) -> Replace:
    options = QRegularExpression.PatternOption.UseUnicodePropertiesOption
    if not substitution.matches_case:
        options |= QRegularExpression.PatternOption.CaseInsensitiveOption
    pattern = QRegularExpression(_LIMIT + substitution.find, options)
    if not pattern.isValid():
        at = max(0, pattern.patternErrorOffset() - len(_LIMIT)) + 1
        raise PatternError(pattern.errorString(), at)
    return lambda text: _replace_all(pattern, substitution.replacement, text)


def _replace_all(pattern: QRegularExpression, replacement: str, text: str) -> str:
    # Qt counts in units of UTF-16, of which some signs have two.
    units, place, start, result = text.encode(_UTF16, "surrogatepass"), 0, 0, []
    while start <= len(units) // _UNIT_BYTES:
        match = pattern.match(text, start)
        if not match.isValid():
            raise PatternTooSlowError(number(MAX_STEPS), text[:_SHOWN_CHARS])
        if not match.hasMatch():
            break
        result.append(_decode(units, place, match.capturedStart()))
        result.append(expand_groups(replacement, match.captured))
        place = start = match.capturedEnd()
        if match.capturedLength() == 0:
            start += _sign_length(units, place)
    result.append(_decode(units, place, len(units) // _UNIT_BYTES))
    return "".join(result)


def _sign_length(units: bytes, place: int) -> int:
    """Return how many units the sign at a place has."""
    is_first_of_two = units[place * _UNIT_BYTES + 1 : place * _UNIT_BYTES + 2] in _FIRST_OF_TWO
    return 2 if is_first_of_two else 1


def _decode(units: bytes, start: int, end: int) -> str:
    return units[start * _UNIT_BYTES : end * _UNIT_BYTES].decode(_UTF16, "surrogatepass")
