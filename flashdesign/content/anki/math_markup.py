"""Read the formulas of web pages (MathML, KaTeX, MathJax, Wikipedia) as LaTeX."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from flashdesign.content.anki.field_shifts import upright
from flashdesign.content.anki.html_tags import ALONE, BLOCKS, SILENT_ALONE
from flashdesign.content.anki.html_tokens import Attributes, Token

_HAS_MATH = re.compile(r"<(?:mml:|m:)?math\b", re.IGNORECASE)
_TEX = "tex"
_DISPLAY = re.compile(r"\{\\(?:display|text)style\s(.*)\}", re.DOTALL)
_BRACES = re.compile(r"([{}])(?=\1)")
_SPECIAL = re.compile(r"[{}$\\%#&_^~]")
_SPACE = re.compile(r"\s+")
_MOST_DEEP = 60
_LEAVES = frozenset({"mi", "mn", "mo", "mtext", "ms"})
_NOT_SHOWN = frozenset({"annotation", "annotation-xml", "mphantom", "maligngroup"})
_PRE = "\0"
# What these elements, which have no contents, are among the parts of the one around them.
_EMPTY: dict[str, tuple[str, ...]] = {"none": ("",), "mprescripts": (_PRE,), "mspace": ()}
_BARS = frozenset("¯‾―ˉ")
# MathML writes these between factors and after the names of functions; nothing is seen of them.
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


def with_formulas(html: str, tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens, each formula of a web page as Anki writes one: <anki-mathjax>."""
    return (
        _Replaced(tokens, has_assistive="MJX_Assistive_MathML" in html).all()
        if _HAS_MATH.search(html)
        else iter(tokens)
    )


class _Replaced:
    """Replaces formulas, and leaves out what shows the same a second time."""

    def __init__(self, tokens: Iterable[Token], *, has_assistive: bool) -> None:
        self._tokens = iter(tokens)
        self._has_assistive = has_assistive
        self._last = ""

    def all(self) -> Iterator[Token]:
        while (token := next(self._tokens, None)) is not None:
            tag, text, attributes = token
            if tag is not None and _without_prefix(tag) == "math":
                self._last = self._formula(attributes)
                yield "anki-mathjax", "", {}
                yield None, self._last, {}
                yield "/anki-mathjax", "", {}
            elif tag is None or not self._is_twin(tag, attributes):
                self._last = "" if text.strip() else self._last
                is_hidden = tag == "span" and "mwe-math-mathml" in attributes.get("class", "")
                yield ("span", "", {}) if is_hidden else token

    def _formula(self, attributes: Attributes) -> str:
        """Return the formula that has just begun, read up to its end."""
        reader = _MathReader(attributes.get("alttext", ""))
        depth = 1
        for tag, text, inner in self._tokens:
            name = _without_prefix(tag) if tag is not None else None
            depth += (name == "math") - (name == "/math")
            if not depth:
                break
            if name in BLOCKS or name == "br":
                # HTML within a formula that was not closed: as in a browser, it ends here.
                self._tokens = chain([(tag, text, inner)], self._tokens)
                break
            reader.take(name, text, inner)
        return reader.source()

    def _is_twin(self, tag: str, attributes: Attributes) -> bool:
        """Tell whether an element shows a formula once more; pass over its contents."""
        if tag == "nobr" and self._has_assistive and attributes.get("aria-hidden") == "true":
            self._pass_over(tag)
            return True
        if not self._last:
            return False
        classes = attributes.get("class", "")
        is_picture = tag == "img" and "mwe-math-fallback-image" in classes
        is_text = tag == "span" and "katex-html" in classes.split()
        if is_text:
            self._pass_over(tag)
        if is_picture or is_text:
            self._last = ""
        return is_picture or is_text

    def _pass_over(self, tag: str) -> None:
        depth = 1
        for other, _, _ in self._tokens:
            depth += (other == tag) - (other == f"/{tag}")
            if not depth:
                return


@dataclass(slots=True)
class _Open:
    """An element of MathML that is open, and what was read in it."""

    tag: str
    attributes: Attributes
    parts: list[str] = field(default_factory=list)


class _MathReader:
    """Writes MathML as LaTeX; the LaTeX that it was made of is taken where it is noted."""

    def __init__(self, noted: str) -> None:
        self._noted = noted
        self._open = [_Open("math", {})]

    def take(self, tag: str | None, text: str, attributes: Attributes) -> None:
        """Take a token between the tags of a formula."""
        if tag is None:
            self._text(text)
        elif tag[0] == "/":
            self._end(tag[1:])
        elif len(self._open) < _MOST_DEEP and tag not in ALONE and tag not in SILENT_ALONE:
            if tag in _EMPTY:
                self._open[-1].parts += _EMPTY[tag]
                return
            self._open.append(_Open(tag, attributes))

    def source(self) -> str:
        """Return the formula on one line; without pairs of braces, which would end a gap."""
        while len(self._open) > 1:
            self._close()
        source = " ".join((self._noted or "".join(self._open[0].parts)).split())
        shown = _DISPLAY.fullmatch(source)
        return _BRACES.sub(r"\1 ", shown[1].strip() if shown else source)

    def _text(self, text: str) -> None:
        top = self._open[-1]
        if top.tag in _LEAVES or top.tag in _NOT_SHOWN or top.tag == "math":
            top.parts.append(text)
        elif text.strip():
            top.parts.append(_escaped(text.strip()))

    def _end(self, tag: str) -> None:
        if any(one.tag == tag for one in self._open[1:]):
            while self._open[-1].tag != tag:
                self._close()
            self._close()

    def _close(self) -> None:
        closed = self._open.pop()
        if closed.tag == "annotation" and _TEX in closed.attributes.get("encoding", "").lower():
            self._noted = "".join(closed.parts)
        elif closed.tag not in _NOT_SHOWN:
            self._open[-1].parts.append(_written(closed))


def _written(element: _Open) -> str:
    """Return an element as LaTeX."""
    tag, parts = element.tag, element.parts
    if tag in _LEAVES:
        return _leaf(tag, "".join(parts))
    if tag == "mfenced":
        return _fenced(element)
    if tag == "mmultiscripts":
        return _with_many_scripts(parts)
    if tag in _SCRIPTS:
        return _with_scripts(tag, parts)
    if tag in ("mfrac", "mroot"):
        first, second, *_ = (*parts, "", "")
        is_root = tag == "mroot"
        return f"\\sqrt[{second}]{{{first}}}" if is_root else f"\\frac{{{first}}}{{{second}}}"
    inside = "".join(parts)
    return _WRITTEN.get(tag, str)(inside)


def _with_scripts(tag: str, parts: list[str]) -> str:
    first, second, third = (*parts, "", "", "")[:3]
    if tag == "mover" and second in _BARS:
        return f"\\overline{{{first}}}"
    scripts = zip(_SCRIPTS[tag], (second, third), strict=False)
    return _base(first) + "".join(f"{sign}{{{text}}}" for sign, text in scripts if text)


def _with_many_scripts(parts: list[str]) -> str:
    """Return a base with scripts in pairs, a lower and an upper one, those before it first."""
    at = parts.index(_PRE) if _PRE in parts else len(parts)
    base, *after = parts[:at] or [""]
    before = "".join(_pairs(parts[at + 1 :]))
    return f"{before}{_base(base)}{''.join(_pairs(after))}"


def _pairs(scripts: list[str]) -> Iterator[str]:
    for at, text in enumerate(scripts):
        if text and text != _PRE:
            yield f"{'_^'[at % 2]}{{{text}}}"


def _fenced(element: _Open) -> str:
    begin, end = element.attributes.get("open", "("), element.attributes.get("close", ")")
    signs = element.attributes.get("separators", ",").strip()
    return f"{_escaped(begin)}{_escaped(signs[:1]).join(element.parts)}{_escaped(end)}"


def _base(written: str) -> str:
    return written if len(written) <= 1 or written.isdecimal() else f"{{{written}}}"


def _leaf(tag: str, text: str) -> str:
    if text.strip() == _APPLIED:
        return "\\ "
    text = text.translate(_INVISIBLE).strip(" \t\r\n\f")
    if tag == "mtext":
        # Space at its edges that is shown is written as such.
        return upright(_SPACE.sub(" ", text))
    words = " ".join(text.split())
    if tag == "ms" or (tag == "mi" and len(words) > 1):
        return upright(words)
    return _escaped(words)


def _escaped(text: str) -> str:
    """Return signs as LaTeX shows them."""
    return _SPECIAL.sub(lambda sign: _sign(sign[0]), text)


def _sign(sign: str) -> str:
    return "\\backslash " if sign == "\\" else sign if sign in "^~" else f"\\{sign}"


def _without_prefix(tag: str) -> str:
    end = "/" if tag[0] == "/" else ""
    prefix, colon, name = tag.removeprefix("/").partition(":")
    return f"{end}{name}" if colon and prefix in ("m", "mml") else tag
