"""Rendering of small TeX formulas as HTML or plain text, without a typesetter.

A formula that needs a typesetter is shown as its whole source.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape

from flashdesign.domain.notes.cloze import GAP_CLOSE, GAP_OPEN

_MAX_DEPTH = 12
_LEXEME = re.compile(r"\\[A-Za-z]+|\\.|[A-Za-z]+|\d[\d.,]*|\s+|.", re.DOTALL)
# ruff: noqa: RUF001 (these letters are meant)
_SYMBOLS = {
    "times": "×", "cdot": "·", "div": "÷", "pm": "±", "mp": "∓", "le": "≤", "leq": "≤", "ge": "≥",
    "geq": "≥", "leqslant": "≤", "geqslant": "≥", "lt": "<", "gt": ">", "ne": "≠", "neq": "≠",
    "approx": "≈", "sim": "∼", "simeq": "≃", "cong": "≅", "equiv": "≡", "ll": "≪", "gg": "≫",
    "to": "→", "rightarrow": "→", "leftarrow": "←", "gets": "←", "Rightarrow": "⇒",
    "Leftarrow": "⇐", "implies": "⇒", "iff": "⇔", "Leftrightarrow": "⇔", "leftrightarrow": "↔",
    "longrightarrow": "→", "uparrow": "↑", "downarrow": "↓", "mapsto": "↦",
    "infty": "∞", "sum": "∑", "prod": "∏", "int": "∫", "oint": "∮", "partial": "∂", "nabla": "∇",
    "in": "∈", "ni": "∋", "notin": "∉", "subset": "⊂", "subseteq": "⊆", "supset": "⊃",
    "supseteq": "⊇", "cup": "∪", "cap": "∩", "setminus": "∖", "emptyset": "∅", "varnothing": "∅",
    "forall": "∀", "exists": "∃", "neg": "¬", "lnot": "¬", "land": "∧", "wedge": "∧", "lor": "∨",
    "vee": "∨", "oplus": "⊕", "otimes": "⊗", "top": "⊤", "bot": "⊥", "perp": "⊥", "vdash": "⊢",
    "models": "⊨", "therefore": "∴", "because": "∵", "ldots": "…", "dots": "…", "cdots": "⋯",
    "vdots": "⋮", "circ": "∘", "bullet": "•", "star": "⋆", "ast": "∗", "prime": "′",
    "degree": "°", "angle": "∠", "parallel": "∥", "Vert": "‖", "vert": "|", "mid": "|",
    "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "langle": "⟨", "rangle": "⟩",
    "lbrace": "{", "rbrace": "}", "backslash": "\\", "propto": "∝", "hbar": "ℏ", "ell": "ℓ",
    "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ", "quad": "  ", "qquad": "    ", "colon": ":",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "omicron": "ο", "pi": "π", "rho": "ρ",
    "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "ϕ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ",
    "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω",
    # Spaces, and characters that TeX needs escaped.
    " ": " ", ",": " ", ";": " ", ":": " ", "!": "", "{": "{", "}": "}", "%": "%", "$": "$",
    "#": "#", "&": "&", "_": "_", "|": "‖",
}  # fmt: skip
_FUNCTIONS = frozenset(
    {
        "arccos", "arcsin", "arctan", "arg", "argmax", "argmin", "cos", "cosh", "cot", "csc",
        "deg", "det", "dim", "exp", "gcd", "hom", "inf", "ker", "lg", "lim", "liminf", "limsup",
        "ln", "log", "max", "min", "mod", "Pr", "sec", "sin", "sinh", "sup", "tan", "tanh",
    }
)  # fmt: skip
_GREEK = frozenset("αβγδεζηθϑικλμνξοπρσςτυφϕχψω")
_IGNORED = frozenset(
    {
        "left", "right", "middle", "displaystyle", "textstyle", "limits", "nolimits", "mathit",
        "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr",
    }
)  # fmt: skip
_TEXTS = frozenset({"text", "textrm", "textbf", "textit", "mbox"})
_UPRIGHT = frozenset({"mathrm", "operatorname", "mathbf", "mathsf", "mathtt"})
_FRACTIONS = frozenset({"frac", "dfrac", "tfrac"})
_SPACED = frozenset("=<>≤≥≠≈∼≡≪≫→←⇒×÷±∈∉⊂∪∩∝")
_SUPERSCRIPTS = dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True))
_SUBSCRIPTS = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))


@dataclass(frozen=True, slots=True)
class _Style:
    """The functions that write the parts of a formula."""

    variable: Callable[[str], str]
    upright: Callable[[str], str]
    superscript: Callable[[str], str]
    subscript: Callable[[str], str]


class _UnsupportedError(Exception):
    """A formula has something that cannot be rendered."""


def formula_html(source: str) -> str:
    """Return a formula as HTML with superscripts and subscripts, and its source as the title.

    The marks of gaps are kept for the caller.
    """
    try:
        # Formulas have no line breaks.
        body = _Reader(source, _HTML).read().strip().replace(" ", "&nbsp;")
    except _UnsupportedError:
        return f"<code>{escape(source)}</code>"
    title = source.replace(GAP_OPEN, "").replace(GAP_CLOSE, "")
    return f'<span class="formula" title="{escape(title)}">{body}</span>'


def formula_text(source: str) -> str:
    """Return a formula as one line of plain text."""
    try:
        return re.sub(r"\s+", " ", _Reader(source, _TEXT).read()).strip()
    except _UnsupportedError:
        return source


def is_supported(source: str) -> bool:
    """Return whether a formula can be rendered, rather than shown as its source."""
    try:
        _Reader(source, _TEXT).read()
    except _UnsupportedError:
        return False
    return True


def superscript(exponent: str) -> str:
    """Return digits and signs as raised characters."""
    return _shift(exponent, _SUPERSCRIPTS, "^")


class _Reader:
    """Reads a formula once and writes it in one style."""

    def __init__(self, source: str, style: _Style) -> None:
        self._lexemes: Iterator[str] = iter(_LEXEME.findall(source))
        self._style = style
        self._depth = 0

    def read(self, *, closed_by: str = "") -> str:
        """Return everything up to `closed_by` as written."""
        parts: list[str] = []
        for lexeme in self._lexemes:
            if lexeme == closed_by:
                return "".join(parts)
            if lexeme in ("}", GAP_CLOSE):
                raise _UnsupportedError
            written = self._write(lexeme, after="".join(parts[-1:]))
            if written:
                parts.append(written)
        if closed_by:
            raise _UnsupportedError
        return "".join(parts)

    def _write(self, lexeme: str, after: str = "") -> str:
        if lexeme in {"+", "-"} and after and not after.endswith(" "):
            return f" {self._write_plain(lexeme)} "
        if lexeme in {"^", "_"}:
            shift = self._style.superscript if lexeme == "^" else self._style.subscript
            return shift(self._write_argument())
        if lexeme == "{":
            return self._write_group("}")
        if lexeme == GAP_OPEN:
            return f"{GAP_OPEN}{self._write_group(GAP_CLOSE)}{GAP_CLOSE}"
        if lexeme in {"&", "\\"}:
            raise _UnsupportedError
        if lexeme.startswith("\\"):
            return self._write_command(lexeme[1:])
        if lexeme.isalpha() and lexeme.isascii():
            return self._style.variable(lexeme)
        return self._write_plain(lexeme)

    def _write_plain(self, lexeme: str) -> str:
        if lexeme.isspace():
            return ""
        if lexeme == "~":
            return " "
        text = self._style.upright("−" if lexeme == "-" else lexeme)
        return f" {text} " if lexeme in _SPACED else text

    def _write_command(self, name: str) -> str:
        if name in _FRACTIONS:
            return f"{_bracket(self._write_argument())}/{_bracket(self._write_argument())}"
        if name == "sqrt":
            return f"√{_bracket(self._write_argument())}"
        if name in _TEXTS or name in _UPRIGHT:
            return self._write_text() if name in _TEXTS else self._write_upright_argument()
        if name in _IGNORED:
            return ""
        if name in _FUNCTIONS:
            return f" {self._style.upright(name)}"
        symbol = _SYMBOLS.get(name)
        if symbol is None:
            raise _UnsupportedError
        if symbol in _SPACED:
            return f" {self._style.upright(symbol)} "
        return self._style.variable(symbol) if symbol in _GREEK else self._style.upright(symbol)

    def _write_argument(self) -> str:
        lexeme = next(self._lexemes, "")
        while lexeme.isspace():
            lexeme = next(self._lexemes, "")
        if lexeme in {"", "^", "_", "}", GAP_CLOSE} or self._depth >= _MAX_DEPTH:
            raise _UnsupportedError
        self._depth += 1
        written = self._write(lexeme)
        self._depth -= 1
        return written.strip()

    def _write_group(self, closed_by: str) -> str:
        if self._depth >= _MAX_DEPTH:
            raise _UnsupportedError
        self._depth += 1
        written = self.read(closed_by=closed_by)
        self._depth -= 1
        return written

    def _write_upright_argument(self) -> str:
        style = self._style
        self._style = replace(style, variable=style.upright)
        written = self._write_argument()
        self._style = style
        return written

    def _write_text(self) -> str:
        lexeme = next(self._lexemes, "")
        if lexeme != "{":
            raise _UnsupportedError
        parts: list[str] = []
        for lexeme in self._lexemes:
            if lexeme == "}":
                return self._style.upright("".join(parts))
            if lexeme in {"{", "$"} or lexeme.startswith("\\"):
                raise _UnsupportedError
            parts.append(lexeme)
        raise _UnsupportedError


def _bracket(written: str) -> str:
    """Return an operand in brackets where it has several terms or factors."""
    return f"({written})" if re.search(r"[\s+−/·]", re.sub(r"<[^<>]*>", "", written)) else written


def _shift(written: str, characters: dict[str, str], mark: str) -> str:
    """Return plain text in shifted characters where Unicode has them all, else after `mark`."""
    plain = written.replace("−", "-").replace(" ", "")
    if plain and all(char in characters for char in plain):
        return "".join(characters[char] for char in plain)
    return f"{mark}{plain}" if len(plain) == 1 else f"{mark}({written})"


_HTML = _Style(
    variable=lambda text: f"<i>{escape(text)}</i>",
    upright=escape,
    superscript=lambda written: f"<sup>{written}</sup>",
    subscript=lambda written: f"<sub>{written}</sub>",
)
_TEXT = _Style(
    variable=str,
    upright=str,
    superscript=lambda written: _shift(written, _SUPERSCRIPTS, "^"),
    subscript=lambda written: _shift(written, _SUBSCRIPTS, "_"),
)
