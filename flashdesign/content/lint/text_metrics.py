"""Text metrics of cards: words, numbers, list items, answers given away by the question."""

import re
from collections.abc import Set
from functools import lru_cache

_MARKS = re.compile(r"[*_`$]+")
_WORD_CHARACTER = re.compile(r"\w")
_TOKEN = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
_BULLET = re.compile(r"^[^\S\n]*+(?:[-*+]|\d++[.)])\s", re.MULTILINE)
_NUMBER = r"\d++(?:[., ]\d++)*"
_POWER = rf"{_NUMBER}(?:\s*[×x*·]\s*10)?(?:\s*(?:\^|\*\*)\s*[-−]?\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
_ONE_NUMBER = re.compile(
    rf"(?<![\w.^-]){_POWER}(?:\s*(?:to|-|–|:|/|of|in)\s*{_POWER})?(?![\w^])", re.IGNORECASE
)
_LABEL = re.compile(r"\b(?:step|plan|phase)\s+\d+", re.IGNORECASE)
_CLAUSES = re.compile(r"(?<!\s)\s*+;\s*+|\.\s++(?=[A-Z])")
_PHRASE_WORDS = 4
_PHRASE_WORDS_AFTER_COMMA = 3
_VERDICT_WORDS = 2
_MIN_CHARACTERS = 3

STOPWORDS = frozenset(
    _TOKEN.findall(
        "a an the of to in on at by for from with as and or but is are be was were it its this that"
        " these those which what who when where why how do does did you your one there has have can"
        " may must should will would so than then if into per each every not no"
    )
)


def strip_markup(text: str) -> str:
    """Return the text without Markdown's emphasis, code and formula marks."""
    return _MARKS.sub("", text)


def count_words(text: str) -> int:
    """Return the number of words; a lone dash or symbol is not one."""
    return sum(_WORD_CHARACTER.search(part) is not None for part in strip_markup(text).split())


def tokens(text: str) -> tuple[str, ...]:
    """Return the words in lower case, without punctuation."""
    return tuple(_TOKEN.findall(strip_markup(text).casefold()))


def content_tokens(text: str) -> tuple[str, ...]:
    """Return the words other than stopwords, in order."""
    return tuple(token for token in tokens(text) if token not in STOPWORDS)


def count_numbers(text: str) -> int:
    """Return the number of numbers in a text; a power, a ratio or a range counts as one."""
    return len(_ONE_NUMBER.findall(_LABEL.sub("", strip_markup(text))))


def count_items(text: str) -> int:
    """Return the number of items in a list of bullets or between commas."""
    bullets = len(_BULLET.findall(text))
    commas = max(
        len(re.split(r",\s|\s(?:and|or)\s", part)) for part in _CLAUSES.split(strip_markup(text))
    )
    return max(bullets, commas)


def count_clauses(text: str) -> int:
    """Return the number of statements that a semicolon, a period or "and" joins.

    A verdict of a word or two before its reason ("None; sums get no slot") is not counted.
    """
    parts = [part for part in _CLAUSES.split(strip_markup(text).strip()) if part]
    if len(parts) > 1 and count_words(parts[0]) <= _VERDICT_WORDS:
        parts = parts[1:]
    return len(parts) + sum(_joins_phrases(part) for part in parts)


def contains_answer(question: str, answer: str) -> bool:
    """Return whether the question contains the words of the answer, in order."""
    answer_words = content_tokens(answer)
    if not answer_words or (len(answer_words) == 1 and len(answer_words[0]) < _MIN_CHARACTERS):
        return False
    return f" {' '.join(answer_words)} " in f" {_content_words(question)} "


@lru_cache(maxsize=8)  # A question is compared with each of its answers.
def _content_words(text: str) -> str:
    return " ".join(content_tokens(text))


def similarity(first: Set[str], second: Set[str]) -> float:
    """Return the share of words that two sets have in common, from 0 to 1."""
    return len(first & second) / len(first | second) if first | second else 0.0


def _joins_phrases(text: str) -> bool:
    """Return whether "and" joins two statements, not names; after a comma they may be shorter."""
    for comma, phrase_words in (
        (r",\s++", _PHRASE_WORDS_AFTER_COMMA),
        (r"(?<!\s)\s++", _PHRASE_WORDS),
    ):
        sides = re.split(rf"{comma}and\s+", text)
        if len(sides) > 1 and all(count_words(side) >= phrase_words for side in sides):
            return True
    return False
