"""Parser of typed searches; its errors suggest the closest valid search."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from flashdesign.domain.notes.question_kinds import kind_names
from flashdesign.domain.search.query import (
    EVERYTHING,
    MAX_FLAG,
    AllOf,
    AnyOf,
    CardProperty,
    CardStatus,
    Compared,
    Condition,
    Flagged,
    HasStatus,
    InDeck,
    Not,
    OfKind,
    Operator,
    Query,
    Tagged,
    Words,
)
from flashdesign.domain.search.text_folding import needed_signs
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, LazyText

_NAMES = ("deck", "tag", "is", "flag", "kind")
_PROPERTIES = tuple(card_property.value for card_property in CardProperty)
_LIKENESS = 0.5
_LONGEST_CHARS = 400
_DAYS = {"": 1.0, "d": 1.0, "w": 7.0, "mo": 30.44, "y": 365.25}
_IN_DAYS = frozenset({CardProperty.DUE, CardProperty.STABILITY})
_OPERATORS: dict[str, Operator] = {"<": "<", "<=": "<=", "=": "=", ":": "=", ">=": ">=", ">": ">"}
_NUMBER = re.compile(r"([+-]?\d{1,9}(?:\.\d{1,9})?)([a-z]*)")
# At this similarity or above, a name counts as a misspelled filter, not as text.
_MISSPELLED = 0.7
# Words are found by their prefix, so a star after a word is ignored.
_WILDCARD = re.compile(r"(?<=\w)\*$")
_WORD = re.compile(r'[^\s()"]*')
_TOKEN = re.compile(
    r"""(?P<minus>-(?=[^\s>=-]))?
    (?:(?P<bracket>[()])
    |(?:(?P<name>[A-Za-z]+)(?P<operator><=|>=|[:<>=]))?(?:"(?P<phrase>[^"]*)(?P<closed>"?)|(?P<word>[^\s()"]*)))""",
    re.VERBOSE,
)


class QueryError(FlashDesignError):
    """A search cannot be understood."""


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


def parse_search(text: str) -> Query:
    """Return the query of a typed search, or raise QueryError.

    A quote or bracket that is open at the end counts as closed, since the user is still typing.
    """
    if len(text) > _LONGEST_CHARS:
        limit = LazyText.counted(
            "A search can have at most {n} character.",
            "A search can have at most {n} characters.",
            _LONGEST_CHARS,
            n=number(_LONGEST_CHARS),
        )
        raise QueryError(limit)
    tokens = list(_tokens(text))
    query, end = _parse_either(tokens, 0)
    if end < len(tokens):
        raise QueryError(N_("There is a “)” without a “(” before it."))
    return query


def closest_match(wrong: str, right: Iterable[str], likeness: float = _LIKENESS) -> str | None:
    """Return the name in `right` that is most similar to `wrong`, or None if none is similar."""
    by_folded = {name.casefold(): name for name in right}
    near = get_close_matches(wrong.casefold(), by_folded, n=1, cutoff=likeness)
    return by_folded[near[0]] if near else None


def _tokens(text: str) -> Iterable[_Token]:
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        end = at if match is None else _end_of_call(text, match)
        if match is not None and end > at:
            yield _token(text, match, end)
        # No match means that there is a space.
        at = max(end, at + 1)


def _token(text: str, match: re.Match[str], end: int) -> _Token:
    minus, name, operator = match["minus"] or "", match["name"] or "", match["operator"] or ""
    source = text[match.start() + len(minus) : end]
    phrase = match["phrase"]
    return _Token(
        source[len(name) + len(operator) :] if phrase is None else phrase,
        source,
        name.lower(),
        operator,
        is_phrase=phrase is not None,
        is_open=not match["closed"],
        is_negated=bool(minus),
        is_bracket=match["bracket"] is not None,
    )


def _end_of_call(text: str, token: re.Match[str]) -> int:
    """Return the end of a token; brackets directly after a word belong to it, as in O(log n)."""
    word, end = token["word"], token.end()
    if not word or (word.lower() == "or" and not token["name"]):
        return end
    while text[end : end + 1] == "(":
        rest = _WORD.match(text, _end_of_bracket(text, end))
        end = rest.end() if rest else len(text)
    return end


def _end_of_bracket(text: str, at: int) -> int:
    """Return the index after the bracket that closes the one at `at`, or the end of the text."""
    depth = 0
    for place in range(at, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place + 1
    return len(text)


def _parse_either(tokens: Sequence[_Token], at: int) -> tuple[Query, int]:
    """Return the query from `at` up to a closing bracket, and the index of that bracket."""
    options: list[list[Query]] = [[]]
    while at < len(tokens) and not _is_bracket(tokens[at], ")"):
        token = tokens[at]
        at += 1
        if token.text.lower() == "or" and not (token.name or token.is_phrase or token.is_negated):
            options.append([])
            continue
        if _is_bracket(token, "("):
            query, at = _parse_either(tokens, at)
            at += 1
        else:
            query = _condition(token)
        if query != EVERYTHING:
            options[-1].append(Not(query) if token.is_negated else query)
    queries = [_combine(option) for option in options if option]
    if len(queries) > 1:
        return AnyOf(tuple(queries)), at
    return (queries[0] if queries else EVERYTHING), at


def _combine(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else AllOf(tuple(queries))


def _is_bracket(token: _Token, bracket: str) -> bool:
    return token.is_bracket and token.text == bracket


def _condition(token: _Token) -> Query:
    if token.name:
        return _filter(token)
    has_words = any(sign.isalnum() for sign in token.text)
    if has_words or (token.is_phrase and needed_signs(token.text)):
        is_phrase = token.is_phrase and not token.is_open
        return Words(token.text if is_phrase else _WILDCARD.sub("", token.text), is_phrase)
    if not token.text.strip("- "):
        return EVERYTHING
    if token.is_phrase:
        raise QueryError(N_("“{text}” has no letter or digit to search for."), text=token.text)
    raise QueryError(
        N_('“{text}” has no letter or digit to search for. To find it as it is, use "{text}".'),
        text=token.text,
    )


def _filter(token: _Token) -> Condition:
    if token.name in _PROPERTIES:
        return _comparison(token, CardProperty(token.name))
    if token.name not in _NAMES:
        return _unknown_filter(token)
    if token.operator not in (":", "="):
        message = N_("{name} is not a number. Write {name}:{value}.")
        raise QueryError(message, name=token.name, value=token.text or "…")
    match token.name:
        case "deck":
            return InDeck(_value_of(token, N_("Add the name of a deck after deck:.")))
        case "tag":
            return Tagged(_value_of(token, N_("Add a tag after tag:.")))
        case "is":
            return HasStatus(CardStatus(_one_of(token, tuple(CardStatus))))
        case "kind":
            return OfKind(_one_of(token, kind_names()))
        case _:
            return Flagged(int(_one_of(token, tuple(map(str, range(MAX_FLAG + 1))))))


def _comparison(token: _Token, card_property: CardProperty) -> Compared:
    match = _NUMBER.fullmatch(token.text.lower())
    units = _DAYS if card_property in _IN_DAYS else {"": 1.0}
    if match is None or match[2] not in units:
        raise _not_comparable(token, is_in_days=card_property in _IN_DAYS)
    return Compared(card_property, _OPERATORS[token.operator], float(match[1]) * units[match[2]])


def _not_comparable(token: _Token, *, is_in_days: bool) -> QueryError:
    filter_name = f"{token.name}{token.operator}"
    if not token.text:
        message = (
            N_("Add a number of days after {filter}, e.g. 7d, 2w, 3mo or 1y.")
            if is_in_days
            else N_("Add a number after {filter}, e.g. 3.")
        )
        return QueryError(message, filter=filter_name)
    message = (
        N_("“{text}” is not a number of days. Write e.g. {filter}7d; the units are d, w, mo and y.")
        if is_in_days
        else N_("“{text}” is not a number. Write e.g. {filter}3.")
    )
    return QueryError(message, text=token.text, filter=filter_name)


def _value_of(token: _Token, message: str) -> str:
    """Return the value of a filter; raise QueryError with `message` if it is empty."""
    if not token.text.strip():
        raise QueryError(message)
    return token.text.strip()


def _one_of(token: _Token, right: Sequence[str]) -> str:
    value = token.text.lower()
    if value in right:
        return value
    values = LazyText(N_("{values} or {last}"), values=", ".join(right[:-1]), last=right[-1])
    if not value:
        raise QueryError(N_("Add {values} after {name}:."), name=token.name, values=values)
    if near := closest_match(value, right):
        raise QueryError(
            N_("Unknown filter {name}:{value}. Did you mean {name}:{near}?"),
            name=token.name,
            value=token.text,
            near=near,
        )
    raise QueryError(
        N_("Unknown filter {name}:{value}. Use {values}."),
        name=token.name,
        value=token.text,
        values=values,
    )


def _unknown_filter(token: _Token) -> Words:
    """Return the token as text, or raise QueryError if it looks like a filter."""
    names = (*_NAMES, *_PROPERTIES)
    is_text = token.operator != ":" or token.text.startswith(":")
    if is_text and closest_match(token.name, names, _MISSPELLED) is None:
        return Words(token.source.replace('"', ""))
    filter_name, quoted = f"{token.name}{token.operator}", token.source.replace('"', "")
    if near := closest_match(token.name, names):
        sign = token.operator if near in _PROPERTIES else ":"
        raise QueryError(
            N_('Unknown filter “{filter}”. Did you mean {near}? To search for text, use "{text}".'),
            filter=filter_name,
            near=f"{near}{sign}{token.text}",
            text=quoted,
        )
    raise QueryError(
        N_('Unknown filter “{filter}”. Use {filters}. To search for text, use "{text}".'),
        filter=filter_name,
        filters=", ".join([f"{name}:" for name in _NAMES] + list(_PROPERTIES)),
        text=quoted,
    )
