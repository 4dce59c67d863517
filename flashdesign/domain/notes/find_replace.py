"""Finding and replacing in texts: what to find, and the matcher of plain text."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import N_

Replace = Callable[[str], str]
"""Returns a text with all matches replaced; raises PatternError or PatternTooSlowError."""


class PatternError(FlashDesignError):
    """A regular expression cannot be read."""

    def __init__(self, problem: str, at: int) -> None:
        super().__init__(
            N_("The expression cannot be read, at character {n}: {problem}"), n=at, problem=problem
        )


class PatternTooSlowError(FlashDesignError):
    """A regular expression needs more steps than are allowed for one text."""

    def __init__(self, steps: str, start: str) -> None:
        super().__init__(
            N_(
                "The expression needs more than {steps} steps on the text “{start}”, so nothing "
                "was replaced. Simplify it, e.g. avoid one repeat inside another."
            ),
            steps=steps,
            start=start,
        )


@dataclass(frozen=True, slots=True)
class Substitution:
    """What to find, and what to put in its place.

    With `is_pattern`, `find` is a regular expression and `replacement` may refer to its groups.
    """

    find: str
    replacement: str
    is_pattern: bool = False
    matches_case: bool = True


def replace_plain(substitution: Substitution) -> Replace:
    """Return the function that replaces a plain text; its time is linear in the text's length."""
    flags = re.NOFLAG if substitution.matches_case else re.IGNORECASE
    found = re.compile(re.escape(substitution.find), flags)

    def replace(text: str) -> str:
        return found.sub(lambda _match: substitution.replacement, text)

    return replace


def expand_groups(replacement: str, groups: Callable[[int], str]) -> str:
    r"""Return a replacement with `\1` to `\9` and `\0`, the whole match, filled in.

    `\\` is a backslash, `\n` a new line and `\t` a tab; another backslash stays as it is.
    """
    signs = {"\\": "\\", "n": "\n", "t": "\t"}
    result, place = [], 0
    while place < len(replacement):
        sign, following = replacement[place], replacement[place + 1 : place + 2]
        if sign == "\\" and following.isascii() and following.isdigit():
            result.append(groups(int(following)))
        elif sign == "\\" and following in signs:
            result.append(signs[following])
        else:
            result.append(sign)
            place -= 1
        place += 2
    return "".join(result)
