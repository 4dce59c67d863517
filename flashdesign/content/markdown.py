"""Turn the Markdown of cards into HTML that can run nothing, or into plain text."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from flashdesign.content import picture_masks
from flashdesign.content.formula_html import formula_html, formula_text
from flashdesign.domain.faces import GAP_CLOSE, GAP_OPEN

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

# Bitmaps only: an SVG could name files outside the deck.
IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
CodeRenderer = Callable[[str, str], str]
FormulaRenderer = Callable[[str], str]
_RULES = [
    "table", "list", "fence", "newline", "escape", "backticks", "emphasis", "link", "image",
    "entity",
]  # fmt: skip
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_IMAGE_NAME = re.compile(r"[\w][\w .()-]*\.[A-Za-z]+")
_REFUSED_IMAGE = re.compile(r"!\[[^\[\]]*\]\(<?([^<>()\s]+)")
_RAW_GAP = re.compile(r"\{\{c?\d+::(.*?)(?:::[^{}]*?)?\}\}", re.DOTALL)
_FORMULA = re.compile(r"\$(?=\S)((?:[^$\\\n]|\\.){1,400}?)(?<=\S)\$(?!\d)")
_GAP = re.compile(f"{GAP_OPEN}(.*?){GAP_CLOSE}", re.DOTALL)
_ELLIPSIS = re.compile(r"\[(?:\.\.\.|…)\]")
_TAGS = {
    "paragraph": "p", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "em": "em",
    "strong": "strong", "table": "table", "thead": "thead", "tbody": "tbody", "tr": "tr",
    "th": "th", "td": "td",
}  # fmt: skip
_CACHED_TEXTS = 512


@lru_cache(maxsize=_CACHED_TEXTS)
def to_html(
    text: str,
    *,
    told: bool = True,
    code: CodeRenderer | None = None,
    formula: FormulaRenderer = formula_html,
) -> str:
    """Return `text` as HTML of a few harmless tags; gaps show their content only when `told`."""
    return _HtmlWriter(told=told, code=code or _plain_code, formula=formula).write(_parse(text))


@lru_cache(maxsize=_CACHED_TEXTS)
def to_plain(text: str, *, told: bool = True) -> str:
    """Return `text` without any marks, one block a line; an untold gap reads `[…]`."""
    lines = _PlainWriter(told=told).write(_parse(text)).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def warm_up() -> None:
    """Load the parser now, so that the first card does not wait for it."""
    _parser()


def is_web_address(url: str) -> bool:
    """Tell whether `url` may be offered to open outside."""
    return _WEB.match(url) is not None


def is_image_name(name: str) -> bool:
    """Tell whether `name` is a plain file name of a picture, with no folder in it."""
    return (
        _IMAGE_NAME.fullmatch(name) is not None
        and name[name.rindex(".") :].lower() in IMAGE_SUFFIXES
    )


def _is_picture(source: str) -> bool:
    """Tell whether a link names a picture, of which parts may be hidden."""
    return is_image_name(picture_masks.split(source)[0])


def images(text: str) -> tuple[str, ...]:
    """Return what the text's images are called, those that will not be shown included."""
    inline = (child for token in _parse(text) for child in token.children or [])
    found: list[str] = []
    for token in inline:
        if token.type == "image":
            found.append(picture_masks.split(str(token.attrs.get("src", "")))[0])
        elif token.type == "text":
            # An image of a name that is not allowed stays text.
            found += _REFUSED_IMAGE.findall(token.content)
    return tuple(dict.fromkeys(found))


def _parse(text: str) -> list["Token"]:
    marked = _RAW_GAP.sub(lambda gap: f"{GAP_OPEN}{gap[1]}{GAP_CLOSE}", text)
    return _parser().parse(marked)


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    # Imported late: its 40 ms would delay the first window.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero", {"html": False, "maxNesting": 12}).enable(_RULES)
    parser.validateLink = lambda url: is_web_address(url) or _is_picture(url)  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    for mark in (GAP_OPEN, GAP_CLOSE):
        parser.inline.add_terminator_char(mark)
    parser.inline.ruler.before("text", "formula", _read_formula)
    parser.inline.ruler.before("text", "gap", _read_gap)
    parser.inline.ruler.before("link", "ellipsis", _read_ellipsis)
    return parser


def _read_formula(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001 (the parser's signature)
    found = _FORMULA.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("formula", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _read_gap(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001 (the parser's signature)
    found = _GAP.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("gap_open", "", 1)
        end, state.pos, state.posMax = state.posMax, *found.span(1)
        state.md.inline.tokenize(state)
        state.posMax = end
        state.push("gap_close", "", -1)
    state.pos = found.end()
    return True


def _read_ellipsis(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001 (the parser's signature)
    found = _ELLIPSIS.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("ellipsis", "", 0)
    state.pos = found.end()
    return True


def _plain_code(code: str, _language: str) -> str:
    return f"<pre>{escape(code)}</pre>"


class _HtmlWriter:
    """Writes tokens as HTML; what is not named here is not written."""

    def __init__(self, *, told: bool, code: CodeRenderer, formula: FormulaRenderer) -> None:
        self._told = told
        self._code = code
        self._formula = formula
        self._link_closers: list[str] = []

    def write(self, tokens: "Sequence[Token]") -> str:
        """Return the HTML of `tokens` and their children."""
        return "".join(self._one(token) for token in tokens)

    def _one(self, token: "Token") -> str:
        match token.type:
            case "inline":
                return self.write(token.children or [])
            case "text" | "text_special":
                return escape(token.content)
            case "code_inline":
                return f"<code>{escape(token.content)}</code>"
            case "fence":
                return self._code(token.content.rstrip("\n"), token.info.strip().lower())
            case "softbreak":
                return "\n"
            case "hardbreak":
                return "<br>"
            case "formula":
                return self._formula(token.content)
            case _:
                return self._special(token)

    def _special(self, token: "Token") -> str:
        match token.type:
            case "ellipsis":
                return '<span class="gap">[…]</span>'
            case "gap_open":
                return '<span class="gap">' + ("" if self._told else "[")
            case "gap_close":
                return ("" if self._told else "]") + "</span>"
            case "image":
                return _image(str(token.attrs.get("src", "")), token.content)
            case "link_open":
                return self._open_link(str(token.attrs.get("href", "")))
            case "link_close":
                return self._link_closers.pop()
            case _:
                return _tag(token)

    def _open_link(self, url: str) -> str:
        safe = is_web_address(url)
        self._link_closers.append("</a>" if safe else "")
        return f'<a href="{escape(url)}">' if safe else ""


class _PlainWriter:
    """Writes tokens as plain text."""

    def __init__(self, *, told: bool) -> None:
        self._told = told

    def write(self, tokens: "Sequence[Token]") -> str:
        """Return the text of `tokens` and their children."""
        return "".join(self._one(token) for token in tokens)

    def _one(self, token: "Token") -> str:
        match token.type:
            case "inline":
                return self.write(token.children or [])
            case "text" | "text_special" | "code_inline" | "fence" | "image":
                return token.content
            case "formula":
                return formula_text(token.content)
            case "ellipsis":
                return "[…]"
            case "gap_open" | "gap_close" if not self._told:
                return "[" if token.nesting > 0 else "]"
            case "softbreak" | "td_close" | "th_close":
                return " "
            case "hardbreak" | "paragraph_close" | "list_item_close" | "tr_close":
                return "\n"
            case _:
                return ""


def _tag(token: "Token") -> str:
    name, _, _side = token.type.rpartition("_")
    tag = _TAGS.get(name)
    if tag is None or token.hidden:
        return ""
    if token.nesting < 0:
        return f"</{tag}>"
    return f"<{tag}{_attributes(tag, token)}>"


def _attributes(tag: str, token: "Token") -> str:
    if tag == "table":
        return ' cellspacing="0" cellpadding="6"'
    if tag == "ol" and "start" in token.attrs:
        return f' start="{int(token.attrs["start"])}"'
    side = re.fullmatch(r"text-align:(left|right|center)", str(token.attrs.get("style", "")))
    return f' align="{side[1]}"' if side else ""


def _image(name: str, alt: str) -> str:
    if not _is_picture(name):
        return escape(alt)
    return f'<img src="{escape(name)}" alt="{escape(alt)}">'
