"""Terms of a search: writing one for a value, and adding one to a typed search."""

from flashdesign.domain.search.parser import QueryError, parse_search
from flashdesign.domain.search.query import AnyOf

_QUOTE = '"'
_BRACKETS = frozenset("()")


def filter_term(name: str, value: str) -> str:
    """Return the term `name:value`, quoted where the search needs it.

    A value that contains a quote is cut before it, since a term cannot contain one: decks and tags
    are found by their beginning. Return "" if nothing is left.
    """
    start = value.partition(_QUOTE)[0].strip()
    if not start:
        return ""
    is_quoted = any(sign.isspace() or sign in _BRACKETS for sign in start)
    return f'{name}:"{start}"' if is_quoted else f"{name}:{start}"


def add_term(text: str, term: str, *, either: bool = False) -> str:
    """Return the search `text` with `term` added: cards must match both, or with `either` one.

    An open quote or bracket at the end of `text` is closed. A term that is in `text` is not added
    again; it replaces a search that cannot be parsed.
    """
    kept = _closed(text.strip())
    try:
        query = parse_search(kept)
    except QueryError:
        return term
    if not kept:
        return term
    if f" {term} " in f" {kept} ":
        return kept
    if either:
        return f"{kept} or {term}"
    return f"({kept}) {term}" if isinstance(query, AnyOf) else f"{kept} {term}"


def _closed(text: str) -> str:
    if text.count(_QUOTE) % 2:
        text += _QUOTE
    unquoted = "".join(text.split(_QUOTE)[::2])
    return text + ")" * max(0, unquoted.count("(") - unquoted.count(")"))
