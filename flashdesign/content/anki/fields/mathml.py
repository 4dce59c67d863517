"""LaTeX of the formulas of web pages (MathML, KaTeX, MathJax, Wikipedia)."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from flashdesign.content.anki.fields.html_elements import BLOCKS, HIDDEN_VOID_TAGS, VOID_TAGS
from flashdesign.content.anki.fields.html_tokenizer import Attributes, Token
from flashdesign.content.anki.fields.superscripts import upright_latex

_HAS_MATH = re.compile(r"<(?:mml:|m:)?math\b", re.IGNORECASE)
_TEX = "tex"
_DISPLAY = re.compile(r"\{\\(?:display|text)style\s(.*)\}", re.DOTALL)
_BRACES = re.compile(r"([{}])(?=\1)")
_SPECIAL = re.compile(r"[{}$\\%#&_^~]")
_SPACE = re.compile(r"\s+")
_MAX_DEPTH = 60
_LEAVES = frozenset({"mi", "mn", "mo", "mtext", "ms"})
_NOT_SHOWN = frozenset({"annotation", "annotation-xml", "mphantom", "maligngroup"})
_PRE = "\0"
# The parts that these elements, which have no contents, add to the element around them.
_EMPTY: dict[str, tuple[str, ...]] = {"none": ("",), "mprescripts": (_PRE,), "mspace": ()}
_BARS = frozenset("¯‾―ˉ")
# MathML has these between factors and after names of functions; they are invisible.
_INVISIBLE = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064\u200b"), None)
_SCRIPTS = {
    "msup": "^", "mover": "^", "msub": "_", "munder": "_", "msubsup": "_^", "munderover": "_^",
}  # fmt: skip
_WRITTEN: dict[str, Callable[[str], str]] = {
    "msqrt": lambda inside: f"\\sqrt{{{inside}}}",
    "mtd": lambda inside: f"{inside}&",
    "mtr": lambda inside: f"{inside.removesuffix('&')}\\\\",
    "mtable": lambda inside: f"\\begin{{matrix}}{inside.removesuffix(_ROW_ENDS)}\\end{{matrix}}",
}
_ROW_ENDS = "\\\\"
_APPLIED = "\u2061"


def replace_formulas(html: str, tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens, with each formula of a web page written as <anki-mathjax> like in Anki."""
    return (
        _FormulaReplacer(tokens, has_assistive="MJX_Assistive_MathML" in html).all()
        if _HAS_MATH.search(html)
        else iter(tokens)
    )


class _FormulaReplacer:
    """Replaces formulas, and drops the second rendering of a formula."""

    def __init__(self, tokens: Iterable[Token], *, has_assistive: bool) -> None:
        self._tokens = iter(tokens)
        self._has_assistive = has_assistive
        self._last = ""

    def all(self) -> Iterator[Token]:
        while (token := next(self._tokens, None)) is not None:
            tag, text, attributes = token
            if tag is not None and _without_prefix(tag) == "math":
                self._last = self._read_formula(attributes)
                yield "anki-mathjax", "", {}
                yield None, self._last, {}
                yield "/anki-mathjax", "", {}
            elif tag is None or not self._skip_duplicate(tag, attributes):
                self._last = "" if text.strip() else self._last
                is_hidden = tag == "span" and "mwe-math-mathml" in attributes.get("class", "")
                yield ("span", "", {}) if is_hidden else token

    def _read_formula(self, attributes: Attributes) -> str:
        """Read a formula up to its end, and return its LaTeX."""
        reader = _MathReader(attributes.get("alttext", ""))
        depth = 1
        for tag, text, inner in self._tokens:
            name = _without_prefix(tag) if tag is not None else None
            depth += (name == "math") - (name == "/math")
            if not depth:
                break
            if name in BLOCKS or name == "br":
                # HTML inside an unclosed formula ends the formula, as in a browser.
                self._tokens = chain([(tag, text, inner)], self._tokens)
                break
            reader.add(name, text, inner)
        return reader.source()

    def _skip_duplicate(self, tag: str, attributes: Attributes) -> bool:
        """Return whether an element shows the last formula again; skip its contents if so."""
        if tag == "nobr" and self._has_assistive and attributes.get("aria-hidden") == "true":
            self._skip_element(tag)
            return True
        if not self._last:
            return False
        classes = attributes.get("class", "")
        is_picture = tag == "img" and "mwe-math-fallback-image" in classes
        is_text = tag == "span" and "katex-html" in classes.split()
        if is_text:
            self._skip_element(tag)
        if is_picture or is_text:
            self._last = ""
        return is_picture or is_text

    def _skip_element(self, tag: str) -> None:
        depth = 1
        for other, _text, _attributes in self._tokens:
            depth += (other == tag) - (other == f"/{tag}")
            if not depth:
                return


@dataclass(slots=True)
class _Open:
    """An open MathML element, and what was read inside it."""

    tag: str
    attributes: Attributes
    parts: list[str] = field(default_factory=list)


class _MathReader:
    """Writes MathML as LaTeX, or uses its LaTeX source where the page has it (`source_tex`)."""

    def __init__(self, source_tex: str) -> None:
        self._source_tex = source_tex
        self._open = [_Open("math", {})]

    def add(self, tag: str | None, text: str, attributes: Attributes) -> None:
        """Add a token inside a formula."""
        if tag is None:
            self._add_text(text)
        elif tag[0] == "/":
            self._end_tag(tag[1:])
        elif len(self._open) < _MAX_DEPTH and tag not in VOID_TAGS and tag not in HIDDEN_VOID_TAGS:
            if tag in _EMPTY:
                self._open[-1].parts += _EMPTY[tag]
                return
            self._open.append(_Open(tag, attributes))

    def source(self) -> str:
        """Return the formula on one line, without pairs of braces, which would end a gap."""
        while len(self._open) > 1:
            self._close()
        source = " ".join((self._source_tex or "".join(self._open[0].parts)).split())
        shown = _DISPLAY.fullmatch(source)
        return _BRACES.sub(r"\1 ", shown[1].strip() if shown else source)

    def _add_text(self, text: str) -> None:
        top = self._open[-1]
        if top.tag in _LEAVES or top.tag in _NOT_SHOWN or top.tag == "math":
            top.parts.append(text)
        elif text.strip():
            top.parts.append(_escape(text.strip()))

    def _end_tag(self, tag: str) -> None:
        if any(element.tag == tag for element in self._open[1:]):
            while self._open[-1].tag != tag:
                self._close()
            self._close()

    def _close(self) -> None:
        closed = self._open.pop()
        if closed.tag == "annotation" and _TEX in closed.attributes.get("encoding", "").lower():
            self._source_tex = "".join(closed.parts)
        elif closed.tag not in _NOT_SHOWN:
            self._open[-1].parts.append(_write_element(closed))


def _write_element(element: _Open) -> str:
    """Return an element as LaTeX."""
    tag, parts = element.tag, element.parts
    if tag in _LEAVES:
        return _write_leaf(tag, "".join(parts))
    if tag == "mfenced":
        return _write_fenced(element)
    if tag == "mmultiscripts":
        return _write_multiscripts(parts)
    if tag in _SCRIPTS:
        return _write_scripts(tag, parts)
    if tag in ("mfrac", "mroot"):
        first, second, *_ = (*parts, "", "")
        is_root = tag == "mroot"
        return f"\\sqrt[{second}]{{{first}}}" if is_root else f"\\frac{{{first}}}{{{second}}}"
    inside = "".join(parts)
    return _WRITTEN.get(tag, str)(inside)


def _write_scripts(tag: str, parts: list[str]) -> str:
    first, second, third = (*parts, "", "", "")[:3]
    if tag == "mover" and second in _BARS:
        return f"\\overline{{{first}}}"
    scripts = zip(_SCRIPTS[tag], (second, third), strict=False)
    return _group_base(first) + "".join(f"{sign}{{{text}}}" for sign, text in scripts if text)


def _write_multiscripts(parts: list[str]) -> str:
    """Return a base with scripts in pairs of lower and upper, those before it first."""
    at = parts.index(_PRE) if _PRE in parts else len(parts)
    base, *after = parts[:at] or [""]
    before = "".join(_write_pairs(parts[at + 1 :]))
    return f"{before}{_group_base(base)}{''.join(_write_pairs(after))}"


def _write_pairs(scripts: list[str]) -> Iterator[str]:
    for at, text in enumerate(scripts):
        if text and text != _PRE:
            yield f"{'_^'[at % 2]}{{{text}}}"


def _write_fenced(element: _Open) -> str:
    begin, end = element.attributes.get("open", "("), element.attributes.get("close", ")")
    signs = element.attributes.get("separators", ",").strip()
    return f"{_escape(begin)}{_escape(signs[:1]).join(element.parts)}{_escape(end)}"


def _group_base(written: str) -> str:
    return written if len(written) <= 1 or written.isdecimal() else f"{{{written}}}"


def _write_leaf(tag: str, text: str) -> str:
    if text.strip() == _APPLIED:
        return "\\ "
    text = text.translate(_INVISIBLE).strip(" \t\r\n\f")
    if tag == "mtext":
        # Space at its edges is shown, so it is kept.
        return upright_latex(_SPACE.sub(" ", text))
    words = " ".join(text.split())
    if tag == "ms" or (tag == "mi" and len(words) > 1):
        return upright_latex(words)
    return _escape(words)


def _escape(text: str) -> str:
    """Return text with the special characters of LaTeX escaped."""
    return _SPECIAL.sub(lambda sign: _escape_sign(sign[0]), text)


def _escape_sign(sign: str) -> str:
    return "\\backslash " if sign == "\\" else sign if sign in "^~" else f"\\{sign}"


def _without_prefix(tag: str) -> str:
    end = "/" if tag[0] == "/" else ""
    prefix, colon, name = tag.removeprefix("/").partition(":")
    return f"{end}{name}" if colon and prefix in ("m", "mml") else tag
