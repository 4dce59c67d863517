"""Turn the small formulas of cards into HTML or plain text, without a typesetter.

A formula that needs one is shown as its source, whole: never as the bare names of its commands.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape

from flashdesign.domain.cloze_gaps import GAP_CLOSE, GAP_OPEN

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
    # Space, and signs that are written with a stroke before them.
    " ": " ", ",": " ", ";": " ", ":": " ", "!": "", "{": "{", "}": "}", "%": "%", "$": "$",
    "#": "#", "&": "&", "_": "_", "|": "‖",
}  # fmt: skip
_NAMES = frozenset(
    {
        "arccos", "arcsin", "arctan", "arg", "argmax", "argmin", "cos", "cosh", "cot", "csc",
        "deg", "det", "dim", "exp", "gcd", "hom", "inf", "ker", "lg", "lim", "liminf", "limsup",
        "ln", "log", "max", "min", "mod", "Pr", "sec", "sin", "sinh", "sup", "tan", "tanh",
    }
)  # fmt: skip
_GREEK = frozenset("αβγδεζηθϑικλμνξοπρσςτυφϕχψω")
_SILENT = frozenset(
    {
        "left", "right", "middle", "displaystyle", "textstyle", "limits", "nolimits", "mathit",
        "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr",
    }
)  # fmt: skip
_TEXTS = frozenset({"text", "textrm", "textbf", "textit", "mbox"})
_UPRIGHT = frozenset({"mathrm", "operatorname", "mathbf", "mathsf", "mathtt"})
_FRACTIONS = frozenset({"frac", "dfrac", "tfrac"})
_SPACED = frozenset("=<>≤≥≠≈∼≡≪≫→←⇒×÷±∈∉⊂∪∩∝")
_HIGH = dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True))
_LOW = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))


@dataclass(frozen=True, slots=True)
class _Style:
    """How the parts of a formula are written."""

    variable: Callable[[str], str]
    upright: Callable[[str], str]
    high: Callable[[str], str]
    low: Callable[[str], str]


class _UnknownError(Exception):
    """A formula has something that cannot be written here."""


def formula_html(source: str) -> str:
    """Return a formula as HTML with raised and lowered parts; its source is kept as the title.

    The marks of gaps stay where they are, for the caller.
    """
    try:
        # A formula is not broken at the end of a line.
        body = _Reader(source, _HTML).read().strip().replace(" ", "&nbsp;")
    except _UnknownError:
        return f"<code>{escape(source)}</code>"
    title = source.replace(GAP_OPEN, "").replace(GAP_CLOSE, "")
    return f'<span class="formula" title="{escape(title)}">{body}</span>'


def formula_text(source: str) -> str:
    """Return a formula as one line of plain text."""
    try:
        return re.sub(r"\s+", " ", _Reader(source, _TEXT).read()).strip()
    except _UnknownError:
        return source


def can_be_set(source: str) -> bool:
    """Tell whether a formula is shown as one, not as its source."""
    try:
        _Reader(source, _TEXT).read()
    except _UnknownError:
        return False
    return True


class _Reader:
    """Reads a formula once, writing it in one style."""

    def __init__(self, source: str, style: _Style) -> None:
        self._lexemes: Iterator[str] = iter(_LEXEME.findall(source))
        self._style = style
        self._depth = 0

    def read(self, *, closed_by: str = "") -> str:
        """Write everything up to `closed_by`."""
        parts: list[str] = []
        for lexeme in self._lexemes:
            if lexeme == closed_by:
                return "".join(parts)
            if lexeme in ("}", GAP_CLOSE):
                raise _UnknownError
            written = self._write(lexeme, after="".join(parts[-1:]))
            if written:
                parts.append(written)
        if closed_by:
            raise _UnknownError
        return "".join(parts)

    def _write(self, lexeme: str, after: str = "") -> str:
        if lexeme in {"+", "-"} and after and not after.endswith(" "):
            return f" {self._plain(lexeme)} "
        if lexeme in {"^", "_"}:
            return (self._style.high if lexeme == "^" else self._style.low)(self._argument())
        if lexeme == "{":
            return self._group("}")
        if lexeme == GAP_OPEN:
            return f"{GAP_OPEN}{self._group(GAP_CLOSE)}{GAP_CLOSE}"
        if lexeme in {"&", "\\"}:
            raise _UnknownError
        if lexeme.startswith("\\"):
            return self._command(lexeme[1:])
        if lexeme.isalpha() and lexeme.isascii():
            return self._style.variable(lexeme)
        return self._plain(lexeme)

    def _plain(self, lexeme: str) -> str:
        if lexeme.isspace():
            return ""
        if lexeme == "~":
            return " "
        text = self._style.upright("−" if lexeme == "-" else lexeme)
        return f" {text} " if lexeme in _SPACED else text

    def _command(self, name: str) -> str:
        if name in _FRACTIONS:
            return f"{_bracketed(self._argument())}/{_bracketed(self._argument())}"
        if name == "sqrt":
            return f"√{_bracketed(self._argument())}"
        if name in _TEXTS or name in _UPRIGHT:
            return self._words() if name in _TEXTS else self._upright_argument()
        if name in _SILENT:
            return ""
        if name in _NAMES:
            return f" {self._style.upright(name)}"
        symbol = _SYMBOLS.get(name)
        if symbol is None:
            raise _UnknownError
        if symbol in _SPACED:
            return f" {self._style.upright(symbol)} "
        return self._style.variable(symbol) if symbol in _GREEK else self._style.upright(symbol)

    def _argument(self) -> str:
        lexeme = next(self._lexemes, "")
        while lexeme.isspace():
            lexeme = next(self._lexemes, "")
        if lexeme in {"", "^", "_", "}", GAP_CLOSE} or self._depth >= _MAX_DEPTH:
            raise _UnknownError
        self._depth += 1
        written = self._write(lexeme)
        self._depth -= 1
        return written.strip()

    def _group(self, closed_by: str) -> str:
        if self._depth >= _MAX_DEPTH:
            raise _UnknownError
        self._depth += 1
        written = self.read(closed_by=closed_by)
        self._depth -= 1
        return written

    def _upright_argument(self) -> str:
        style = self._style
        self._style = replace(style, variable=style.upright)
        written = self._argument()
        self._style = style
        return written

    def _words(self) -> str:
        lexeme = next(self._lexemes, "")
        if lexeme != "{":
            raise _UnknownError
        parts: list[str] = []
        for lexeme in self._lexemes:
            if lexeme == "}":
                return self._style.upright("".join(parts))
            if lexeme in {"{", "$"} or lexeme.startswith("\\"):
                raise _UnknownError
            parts.append(lexeme)
        raise _UnknownError


def _bracketed(written: str) -> str:
    return f"({written})" if re.search(r"[\s+−/·]", re.sub(r"<[^<>]*>", "", written)) else written


def _shifted(written: str, table: dict[str, str], mark: str) -> str:
    plain = written.replace("−", "-").replace(" ", "")
    if plain and all(char in table for char in plain):
        return "".join(table[char] for char in plain)
    return f"{mark}{plain}" if len(plain) == 1 else f"{mark}({written})"


_HTML = _Style(
    variable=lambda text: f"<i>{escape(text)}</i>",
    upright=escape,
    high=lambda written: f"<sup>{written}</sup>",
    low=lambda written: f"<sub>{written}</sub>",
)
_TEXT = _Style(
    variable=str,
    upright=str,
    high=lambda written: _shifted(written, _HIGH, "^"),
    low=lambda written: _shifted(written, _LOW, "_"),
)
