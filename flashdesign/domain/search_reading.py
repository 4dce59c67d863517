"""Read a search as a person types it; what is wrong is told with the nearest right thing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import get_args

from flashdesign.domain.faces import Face
from flashdesign.domain.search_query import (
    EVERYTHING,
    Both,
    Compared,
    Condition,
    Either,
    Flagged,
    InDeck,
    Is,
    Measure,
    Not,
    OfKind,
    Operator,
    Query,
    Standing,
    Tagged,
    Words,
)
from flashdesign.domain.search_text import needed_signs
from flashdesign.errors import FlashDesignError

KINDS = tuple(face.__name__.lower() for face in get_args(Face))
_NAMES = ("deck", "tag", "is", "flag", "kind")
_MEASURES = tuple(measure.value for measure in Measure)
_MOST_FLAGS = 7
_LIKENESS = 0.5
_LONGEST_CHARS = 400
_DAYS = {"": 1.0, "d": 1.0, "w": 7.0, "mo": 30.44, "y": 365.25}
_IN_DAYS = frozenset({Measure.DUE, Measure.STABILITY})
_OPERATORS: dict[str, Operator] = {"<": "<", "<=": "<=", "=": "=", ":": "=", ">=": ">=", ">": ">"}
_NUMBER = re.compile(r"([+-]?\d{1,9}(?:\.\d{1,9})?)([a-z]*)")
# From here on a name is taken for a misspelled one rather than for text.
_MISSPELLED = 0.7
# Any word is found by its beginning: a star behind it says no more.
_WILDCARD = re.compile(r"(?<=\w)\*$")
_WORD = re.compile(r'[^\s()"]*')
_TOKEN = re.compile(
    r"""(?P<minus>-(?=[^\s>=-]))?
    (?:(?P<bracket>[()])
    |(?:(?P<name>[A-Za-z]+)(?P<operator><=|>=|[:<>=]))?(?:"(?P<phrase>[^"]*)(?P<closed>"?)|(?P<word>[^\s()"]*)))""",
    re.VERBOSE,
)


class QueryError(FlashDesignError):
    """A search that says nothing that can be looked for."""


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    source: str
    name: str = ""
    operator: str = ""
    is_phrase: bool = False
    is_open: bool = False
    is_negated: bool = False
    is_bracket: bool = False


def read(text: str) -> Query:
    """Return what a search asks for, or raise QueryError.

    What is still open at the end, a quote or a bracket, is taken as closed: a person is typing.
    """
    if len(text) > _LONGEST_CHARS:
        message = f"A search can have {_LONGEST_CHARS} signs at most."
        raise QueryError(message)
    tokens = list(_tokens(text))
    query, end = _either(tokens, 0)
    if end < len(tokens):
        message = "There is a “)” without a “(” before it."
        raise QueryError(message)
    return query


def nearest(wrong: str, right: Iterable[str], likeness: float = _LIKENESS) -> str | None:
    """Return what was likely meant, if anything is like it."""
    by_folded = {one.casefold(): one for one in right}
    near = get_close_matches(wrong.casefold(), by_folded, n=1, cutoff=likeness)
    return by_folded[near[0]] if near else None


def _tokens(text: str) -> Iterable[_Token]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        end = at if found is None else _end_of_call(text, found)
        if found is not None and end > at:
            yield _token(text, found, end)
        # Else there is a space.
        at = max(end, at + 1)


def _token(text: str, found: re.Match[str], end: int) -> _Token:
    minus, name, operator = found["minus"] or "", found["name"] or "", found["operator"] or ""
    source = text[found.start() + len(minus) : end]
    phrase = found["phrase"]
    return _Token(
        source[len(name) + len(operator) :] if phrase is None else phrase,
        source,
        name.lower(),
        operator,
        is_phrase=phrase is not None,
        is_open=not found["closed"],
        is_negated=bool(minus),
        is_bracket=found["bracket"] is not None,
    )


def _end_of_call(text: str, token: re.Match[str]) -> int:
    """Return where a token ends: brackets right behind a word belong to it, as in O(log n)."""
    word, end = token["word"], token.end()
    if not word or (word.lower() == "or" and not token["name"]):
        return end
    while text[end : end + 1] == "(":
        rest = _WORD.match(text, _behind_bracket(text, end))
        end = rest.end() if rest else len(text)
    return end


def _behind_bracket(text: str, at: int) -> int:
    """Return the place behind the bracket that closes the one at `at`, or the end of the text."""
    depth = 0
    for place in range(at, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place + 1
    return len(text)


def _either(tokens: Sequence[_Token], at: int) -> tuple[Query, int]:
    """Return what stands from a place on, up to a closing bracket, and where that is."""
    options: list[list[Query]] = [[]]
    while at < len(tokens) and not _is(tokens[at], ")"):
        token = tokens[at]
        at += 1
        if token.text.lower() == "or" and not (token.name or token.is_phrase or token.is_negated):
            options.append([])
            continue
        if _is(token, "("):
            found, at = _either(tokens, at)
            at += 1
        else:
            found = _condition(token)
        if found != EVERYTHING:
            options[-1].append(Not(found) if token.is_negated else found)
    several = [_joined(option) for option in options if option]
    if len(several) > 1:
        return Either(tuple(several)), at
    return (several[0] if several else EVERYTHING), at


def _joined(several: list[Query]) -> Query:
    return several[0] if len(several) == 1 else Both(tuple(several))


def _is(token: _Token, bracket: str) -> bool:
    return token.is_bracket and token.text == bracket


def _condition(token: _Token) -> Query:
    if token.name:
        return _named(token)
    has_words = any(sign.isalnum() for sign in token.text)
    if has_words or (token.is_phrase and needed_signs(token.text)):
        is_phrase = token.is_phrase and not token.is_open
        return Words(token.text if is_phrase else _WILDCARD.sub("", token.text), is_phrase)
    if not token.text.strip("- "):
        return EVERYTHING
    hint = "" if token.is_phrase else f' In quotes it is found as it is: "{token.text}".'
    message = f"“{token.text}” has no letter and no digit to look for.{hint}"
    raise QueryError(message)


def _named(token: _Token) -> Condition:
    if token.name in _MEASURES:
        return _compared(token, Measure(token.name))
    if token.name not in _NAMES:
        return _unknown(token)
    if token.operator not in (":", "="):
        message = f"{token.name} is no number: write {token.name}:{token.text or '…'}."
        raise QueryError(message)
    match token.name:
        case "deck":
            return InDeck(_given(token, "the name of a deck"))
        case "tag":
            return Tagged(_given(token, "a tag"))
        case "is":
            return Is(Standing(_one_of(token, tuple(Standing))))
        case "kind":
            return OfKind(_one_of(token, KINDS))
        case _:
            return Flagged(int(_one_of(token, tuple(map(str, range(_MOST_FLAGS + 1))))))


def _compared(token: _Token, measure: Measure) -> Compared:
    found = _NUMBER.fullmatch(token.text.lower())
    units = _DAYS if measure in _IN_DAYS else {"": 1.0}
    if found is None or found[2] not in units:
        sample = "7d, 2w, 3mo or 1y" if measure in _IN_DAYS else "3"
        what = "a number of days" if measure in _IN_DAYS else "a number"
        message = f"{token.name}{token.operator} wants {what}, such as {sample}."
        if token.text:
            message = f"“{token.text}” is not {what}; write {token.name}{token.operator}{sample}."
        raise QueryError(message)
    return Compared(measure, _OPERATORS[token.operator], float(found[1]) * units[found[2]])


def _given(token: _Token, what: str) -> str:
    if not token.text.strip():
        message = f"{token.name}: wants {what} behind it."
        raise QueryError(message)
    return token.text.strip()


def _one_of(token: _Token, right: Sequence[str]) -> str:
    given = token.text.lower()
    if given in right:
        return given
    offered = f"{', '.join(right[:-1])} or {right[-1]}"
    if not given:
        message = f"{token.name}: wants one of {offered}."
        raise QueryError(message)
    near = nearest(given, right)
    hint = f"Did you mean {token.name}:{near}?" if near else f"It can be {offered}."
    message = f"There is no {token.name}:{token.text}. {hint}"
    raise QueryError(message)


def _unknown(token: _Token) -> Words:
    """Return a term with a sign in it as text, or raise QueryError if a search by it was meant."""
    said, names = f"{token.name}{token.operator}", (*_NAMES, *_MEASURES)
    is_text = token.operator != ":" or token.text.startswith(":")
    if is_text and nearest(token.name, names, _MISSPELLED) is None:
        return Words(token.source.replace('"', ""))
    known = ", ".join([f"{name}:" for name in _NAMES] + list(_MEASURES))
    hint = f"There is {known}."
    if near := nearest(token.name, names):
        sign = token.operator if near in _MEASURES else ":"
        hint = f"Did you mean {near}{sign}{token.text}?"
    quoted = token.source.replace('"', "")
    message = f'There is no search by “{said}”. {hint} In quotes it is text: "{quoted}".'
    raise QueryError(message)
