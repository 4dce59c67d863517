"""Rendering of the Markdown of cards as safe HTML or as plain text."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from flashdesign.content.rendering import picture_masks
from flashdesign.content.rendering.formula import formula_html, formula_text
from flashdesign.domain.notes.cloze import GAP_CLOSE, GAP_OPEN

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    Rule = Callable[[StateInline, bool], bool]

# Bitmaps only: an SVG could refer to files outside the deck.
PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
CodeRenderer = Callable[[str, str], str]
FormulaRenderer = Callable[[str], str]
WordRenderer = Callable[[str], str]
_RULES = [
    "table", "list", "fence", "newline", "escape", "backticks", "strikethrough", "emphasis",
    "link", "image", "entity",
]  # fmt: skip
# Lists nested deeper than this are shown as their source text.
_MAX_LEVELS = 24
_MAX_NESTING = _MAX_LEVELS + 16
_MAX_BRACKETS = 6
# The search for the end of each unclosed bracket runs to the end of the text; this is the limit
# of all characters searched.
_MAX_SEARCHED = 300_000
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_PICTURE_NAME = re.compile(r"[\w][\w .()-]*\.[A-Za-z]+")
_REFUSED_IMAGE = re.compile(r"!\[[^\[\]]*\]\(<?([^<>()\s]+)")
# These patterns never backtrack: a text may have thousands of unclosed gaps.
_RAW_GAP = re.compile(r"\{\{c?\d{1,9}::((?>[^{}]+|\{(?!\{)|\}(?!\}))*+)\}\}")
_FORMULA = re.compile(r"\$(?=\S)((?:[^$\\\n]|\\.){1,400}?)(?<=\S)\$(?!\d)")
_GAP = re.compile(f"{GAP_OPEN}([^{GAP_OPEN}{GAP_CLOSE}]*+){GAP_CLOSE}")
_ELLIPSIS = re.compile(r"\[(?:\.\.\.|…)\]")
_TAGS = {
    "paragraph": "p", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "em": "em",
    "strong": "strong", "table": "table", "thead": "thead", "tbody": "tbody", "tr": "tr",
    "th": "th", "td": "td", "s": "s",
}  # fmt: skip
_PLAIN_TEXTS = {
    "softbreak": " ", "td_close": " ", "th_close": " ", "hardbreak": "\n", "paragraph_close": "\n",
    "list_item_close": "\n", "tr_close": "\n", "ellipsis": "[…]",
    # Without marks, struck-out text would mean the opposite.
    "s_open": "~~", "s_close": "~~",
}  # fmt: skip
_TAG = re.compile("</?")
# The marks of gaps, and those that replace them during the export to a package.
_GAP_OPENS, _GAP_CLOSES = (GAP_OPEN, "⸢"), (GAP_CLOSE, "⸥")
_CACHED_TEXTS = 512


@lru_cache(maxsize=_CACHED_TEXTS)
def to_html(
    text: str,
    *,
    is_revealed: bool = True,
    code: CodeRenderer | None = None,
    formula: FormulaRenderer = formula_html,
    words: WordRenderer = str,
) -> str:
    """Return `text` as HTML with a few safe tags; gaps are filled if `is_revealed`.

    `words` changes plain text, which is neither code nor a formula.
    """
    writer = _HtmlWriter(
        is_revealed=is_revealed, code=code or plain_code, formula=formula, words=words
    )
    return writer.write(parse(text))


@lru_cache(maxsize=_CACHED_TEXTS)
def to_plain(text: str, *, is_revealed: bool = True, words: WordRenderer = str) -> str:
    """Return `text` without markup, one block per line; an asked gap is `[…]`.

    `words` changes plain text, which is neither code nor a formula.
    """
    lines = PlainWriter(is_revealed=is_revealed, words=words).write(parse(text)).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def warm_up() -> None:
    """Load the parser, so that the first card does not wait for it."""
    _parser()


def is_web_address(url: str) -> bool:
    """Return whether `url` may be opened in a browser."""
    return _WEB.match(url) is not None


def is_picture_name(name: str) -> bool:
    """Return whether `name` is a file name of a picture, without a folder."""
    return (
        _PICTURE_NAME.fullmatch(name) is not None
        and name[name.rindex(".") :].lower() in PICTURE_SUFFIXES
    )


def _is_picture(source: str) -> bool:
    """Return whether the target of a link is a picture, with or without masks."""
    return is_picture_name(picture_masks.split_masks(source)[0])


def image_names(text: str) -> tuple[str, ...]:
    """Return the names of the text's images, including those that are not allowed."""
    inline = (child for token in parse(text) for child in token.children or [])
    names: list[str] = []
    for token in inline:
        if token.type == "image":
            names.append(picture_masks.split_masks(str(token.attrs.get("src", "")))[0])
        elif token.type == "text":
            # The parser leaves an image with a forbidden name as text.
            names += _REFUSED_IMAGE.findall(token.content)
    return tuple(dict.fromkeys(names))


def parse(text: str) -> list["Token"]:
    """Return the tokens of Markdown, gaps and formulas among them."""
    return _parser().parse(text)


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    # Imported late: its 40 ms would delay the first window.
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import emphasis, image, link, strikethrough

    parser = MarkdownIt("zero", {"html": False, "maxNesting": _MAX_NESTING}).enable(_RULES)
    parser.validateLink = lambda url: is_web_address(url) or _is_picture(url)  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    for mark in (GAP_OPEN, GAP_CLOSE):
        parser.inline.add_terminator_char(mark)
    parser.inline.ruler.before("text", "formula", _read_formula)
    parser.inline.ruler.before("text", "gap", _read_gap)
    parser.inline.ruler.before("text", "raw_gap", _read_raw_gap)
    parser.inline.ruler.before("link", "ellipsis", _read_ellipsis)
    for name, in_brackets in (("link", link), ("image", image)):
        parser.inline.ruler.at(name, _limit_depth(in_brackets))
    for name, rule in (("emphasis", emphasis), ("strikethrough", strikethrough)):
        parser.inline.ruler.at(name, _allow_next_to_gaps(rule.tokenize))
    parser.block.ruler.at("list", _read_list, {"alt": ["paragraph", "reference", "blockquote"]})
    return parser


def _read_list(state: "StateBlock", start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    from markdown_it.rules_block import list_block

    return state.level < _MAX_LEVELS and list_block(state, start, end, silent)


def _limit_depth(rule: "Rule") -> "Rule":
    """Return a rule for links or images that fails fast for deep nesting or without a target."""

    def read(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001
        if state.src[state.pos] not in "[!" or state.level >= _MAX_BRACKETS:
            return False
        searched = state.env.get("searched", 0)
        if _last_link(state.src) <= state.pos or searched > _MAX_SEARCHED:
            return False
        if rule(state, silent):
            return True
        state.env["searched"] = searched + len(state.src) - state.pos
        return False

    return read


@lru_cache(maxsize=4)
def _last_link(text: str) -> int:
    return text.rfind("](")


def _allow_next_to_gaps(rule: "Rule") -> "Rule":
    """Return a rule for style marks that treats a gap next to a mark like a letter."""

    def read(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001
        count_before, start = len(state.delimiters), state.pos
        if not rule(state, silent):
            return False
        can_open = state.src.startswith(_GAP_OPENS, state.pos)
        can_close = state.src[start - 1 : start] in _GAP_CLOSES
        for mark in state.delimiters[count_before:]:
            mark.open, mark.close = mark.open or can_open, mark.close or can_close
        return True

    return read


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
    _push_gap(state, *found.span(1), found.end(), silent=silent)
    return True


def _read_raw_gap(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001 (the parser's signature)
    found = _RAW_GAP.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    # A hint has no braces: it begins at the first "::" after the last brace.
    start, end = found.span(1)
    brace = max(state.src.rfind("{", start, end), state.src.rfind("}", start, end), start)
    hint = state.src.find("::", brace, end)
    _push_gap(state, start, end if hint < 0 else hint, found.end(), silent=silent)
    return True


def _push_gap(state: "StateInline", start: int, end: int, after: int, *, silent: bool) -> None:
    if not silent:
        state.push("gap_open", "", 1)
        whole, state.pos, state.posMax = state.posMax, start, end
        state.md.inline.tokenize(state)
        state.posMax = whole
        state.push("gap_close", "", -1)
    state.pos = after


def _read_ellipsis(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001 (the parser's signature)
    found = _ELLIPSIS.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("ellipsis", "", 0)
    state.pos = found.end()
    return True


def plain_code(code: str, _language: str) -> str:
    """Return code as HTML without colors."""
    return f"<pre>{escape(code)}</pre>"


def _is_nested(html: str) -> bool:
    """Return whether all tags in a piece of HTML are opened and closed in it."""
    depth = 0
    for tag in _TAG.findall(html):
        depth += -1 if tag == "</" else 1
        if depth < 0:
            return False
    return depth == 0


class _HtmlWriter:
    """Writes tokens as HTML; unknown tokens are dropped."""

    def __init__(
        self,
        *,
        is_revealed: bool,
        code: CodeRenderer,
        formula: FormulaRenderer,
        words: WordRenderer,
    ) -> None:
        self._is_revealed = is_revealed
        self._code, self._formula, self._words = code, formula, words
        self._link_closers: list[str] = []

    def write(self, tokens: "Sequence[Token]") -> str:
        """Return the HTML of `tokens` and their children."""
        return "".join(self._write_one(token) for token in tokens)

    def _write_one(self, token: "Token") -> str:
        match token.type:
            case "inline":
                return self.write(token.children or [])
            case "text" | "text_special":
                return escape(self._words(token.content))
            case "code_inline" | "fence" | "formula":
                return self._show_gaps(self._write_verbatim(token))
            case "softbreak" | "hardbreak":
                return "\n" if token.type == "softbreak" else "<br>"
            case _:
                return self._write_special(token)

    def _write_verbatim(self, token: "Token") -> str:
        if token.type == "formula":
            return self._formula(token.content)
        if token.type == "fence":
            return self._code(token.content.rstrip("\n"), token.info.strip().lower())
        return f"<code>{escape(token.content)}</code>"

    def _show_gaps(self, html: str) -> str:
        """Return the HTML of code or of a formula with its gaps as tags."""
        if GAP_OPEN not in html:
            return html
        opening, closing = ("", "") if self._is_revealed else ("[", "]")

        def write_gap(gap: re.Match[str]) -> str:
            inside = gap[1]
            if not _is_nested(inside):
                return gap[0]
            return f'<span class="gap">{opening}{inside}{closing}</span>'

        # The innermost gaps first, then those around them.
        for _level in range(_MAX_NESTING):
            html, before = _GAP.sub(write_gap, html), html
            if html == before:
                break
        return html

    def _write_special(self, token: "Token") -> str:
        match token.type:
            case "ellipsis":
                return '<span class="gap">[…]</span>'
            case "gap_open":
                return '<span class="gap">' + ("" if self._is_revealed else "[")
            case "gap_close":
                return ("" if self._is_revealed else "]") + "</span>"
            case "image":
                return _write_image(str(token.attrs.get("src", "")), token.content)
            case "link_open":
                return self._open_link(str(token.attrs.get("href", "")))
            case "link_close":
                return self._link_closers.pop()
            case _:
                return _write_tag(token)

    def _open_link(self, url: str) -> str:
        is_allowed = is_web_address(url)
        self._link_closers.append("</a>" if is_allowed else "")
        return f'<a href="{escape(url)}">' if is_allowed else ""


class PlainWriter:
    """Writes tokens as plain text."""

    def __init__(self, *, is_revealed: bool, words: WordRenderer = str) -> None:
        self._is_revealed, self._words = is_revealed, words

    def write(self, tokens: "Sequence[Token]") -> str:
        """Return the text of `tokens` and their children."""
        return "".join(self.write_one(token) for token in tokens)

    def write_one(self, token: "Token") -> str:
        """Return the text of one token."""
        match token.type:
            case "inline":
                return self.write(token.children or [])
            case "text":
                return self._words(token.content)
            case "text_special" | "image":
                return token.content
            case "code_inline" | "fence" | "formula":
                is_formula = token.type == "formula"
                return self._show_gaps(formula_text(token.content) if is_formula else token.content)
            case "gap_open" | "gap_close" if not self._is_revealed:
                return "[" if token.nesting > 0 else "]"
            case _:
                return _PLAIN_TEXTS.get(token.type, "")

    def _show_gaps(self, text: str) -> str:
        opening, closing = ("", "") if self._is_revealed else ("[", "]")
        return text.replace(GAP_OPEN, opening).replace(GAP_CLOSE, closing)


def _write_tag(token: "Token") -> str:
    name, _separator, _side = token.type.rpartition("_")
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


def _write_image(name: str, alt: str) -> str:
    if not _is_picture(name):
        return escape(alt)
    return f'<img src="{escape(name)}" alt="{escape(alt)}">'
