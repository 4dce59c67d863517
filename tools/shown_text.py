"""Whether a text in a module has words to translate, or is code, a style or a name."""

import ast
import re

VALUE = "\N{OBJECT REPLACEMENT CHARACTER}"
PROPER_NAMES = {
    "FlashDesign",
    "flashdesign",
    "Anki",
    "Obsidian",
    "Markdown",
    "YAML",
    "HTML",
    "JSON",
    "CSV",
    "URL",
}

_TAG = re.compile(r"<[^<>]*>")
_WORD = r"[^\W\d_]{2,}"
_SENTENCE = re.compile(
    rf"{_WORD}[,;:.!?…)”’\"]* [(“‘\"]*(?:[^\W\d_]|{VALUE})|{VALUE}[,;:.!?…)”’\"]* [(“‘\"]*{_WORD}"
)
_COLOR = re.compile(r"#[0-9a-f]{6}$")
_CODE = re.compile(
    r"^\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|WITH|BEGIN|VACUUM|ATTACH|AND|OR|CASE"
    r"|FROM|WHERE|ORDER BY|GROUP BY|JOIN|ON)\b"
    r"|\b(?:WHERE|ORDER BY|UNION ALL|SELECT|EXISTS)\b"
    r"|\bAND \w+\.\w+|\w\.\w+ IN \(|^\w+\.\w+, \w+\.\w"
    rf"|\b(?:COALESCE|CAST|replace|lower)\(|\bTEXT DEFAULT\b|\bLIMIT {VALUE}|\bOR \w+ : \""
    r"|^(?=.*_)\w+(?:, \w+)+$"
    r"|\(\?[:=!<>P]|\\[bswdWSD]|\[\^"
    r"|^\s*(?:[a-z-]+:[^;{}]+;\s*)+$|\{\{?\s*[a-z-]+:\s|\w=\""
)


def shown_words(node: ast.AST) -> str | None:
    """Return the text of a string or f-string with a sign for each value, or None."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(
                str(part.value) if isinstance(part, ast.Constant) else VALUE for part in values
            )
        case _:
            return None


def is_sentence(text: str) -> bool:
    """Return whether a text has two words in a row and is not SQL, a style sheet or a regex."""
    words = _TAG.sub("", text)
    if _CODE.search(text) or not _SENTENCE.search(words):
        return False
    return not PROPER_NAMES.issuperset(re.findall(_WORD, words))


def is_word(text: str) -> bool:
    """Return whether a text that is certainly shown has a word to translate."""
    words = _TAG.sub("", text).strip()
    return re.search(_WORD, words) is not None and not (
        words in PROPER_NAMES or _COLOR.match(words)
    )
