"""Turn the small formulas of cards into HTML or plain text, without a typesetter."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

_MAX_DEPTH = 12
_LEXEME = re.compile(r"\\[A-Za-z]+|\\.|[A-Za-z]+|\d[\d.,]*|\s+|.", re.DOTALL)
# ruff: noqa: RUF001 (these letters are meant)
_SYMBOLS = {
    "times": "×", "cdot": "·", "div": "÷", "pm": "±", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥",
    "ne": "≠", "neq": "≠", "approx": "≈", "sim": "∼", "equiv": "≡", "ll": "≪", "gg": "≫",
    "to": "→", "rightarrow": "→", "leftarrow": "←", "Rightarrow": "⇒", "implies": "⇒",
    "infty": "∞", "sum": "∑", "prod": "∏", "int": "∫", "partial": "∂", "in": "∈", "notin": "∉",
    "subset": "⊂", "cup": "∪", "cap": "∩", "forall": "∀", "exists": "∃", "ldots": "…", "dots": "…",
    "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "propto": "∝", "mid": "|",
    "quad": "  ", "alpha": "α", "beta": "β",
    "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Pi": "Π", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
_GREEK = frozenset("αβγδεζηθκλμνξπρστφχψω")
_SILENT = frozenset({"left", "right", "displaystyle", "mathrm", "mathit", "big", "Big"})
_UPRIGHT = frozenset({"text", "mathrm", "operatorname", "mathbf"})
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


def formula_html(source: str) -> str:
    """Return a formula as HTML with raised and lowered parts; its source is kept as the title."""
    # A formula is not broken at the end of a line.
    body = _Reader(source, _HTML).read().strip().replace(" ", "&nbsp;")
    return f'<span class="formula" title="{escape(source)}">{body}</span>'


def formula_text(source: str) -> str:
    """Return a formula as one line of plain text."""
    return re.sub(r"\s+", " ", _Reader(source, _TEXT).read()).strip()


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
                break
            written = self._write(lexeme, after="".join(parts[-1:]))
            if written:
                parts.append(written)
        return "".join(parts)

    def _write(self, lexeme: str, after: str = "") -> str:
        if lexeme in {"+", "-"} and after and not after.endswith(" "):
            return f" {self._plain(lexeme)} "
        if lexeme in {"^", "_"}:
            return (self._style.high if lexeme == "^" else self._style.low)(self._argument())
        if lexeme == "{":
            return self._group()
        if lexeme.startswith("\\"):
            return self._command(lexeme[1:])
        if lexeme.isalpha() and lexeme.isascii():
            return self._style.variable(lexeme)
        return self._plain(lexeme)

    def _plain(self, lexeme: str) -> str:
        if lexeme.isspace() or lexeme == "}":
            return ""
        text = self._style.upright("−" if lexeme == "-" else lexeme)
        return f" {text} " if lexeme in _SPACED else text

    def _command(self, name: str) -> str:
        if name == "frac":
            return f"{_bracketed(self._argument())}/{_bracketed(self._argument())}"
        if name == "sqrt":
            return f"√{_bracketed(self._argument())}"
        if name in _UPRIGHT:
            return self._upright_argument()
        if name in _SILENT:
            return ""
        symbol = _SYMBOLS.get(name)
        if symbol is None:
            return self._style.upright(name if len(name) > 1 or not name.isspace() else " ")
        if symbol in _SPACED:
            return f" {symbol} "
        return self._style.variable(symbol) if symbol in _GREEK else symbol

    def _argument(self) -> str:
        lexeme = next(self._lexemes, "")
        while lexeme.isspace():
            lexeme = next(self._lexemes, "")
        if lexeme in {"^", "_"} or self._depth >= _MAX_DEPTH:
            return ""
        self._depth += 1
        written = self._write(lexeme) if lexeme else ""
        self._depth -= 1
        return written.strip()

    def _group(self) -> str:
        if self._depth >= _MAX_DEPTH:
            return ""
        self._depth += 1
        written = self.read(closed_by="}")
        self._depth -= 1
        return written

    def _upright_argument(self) -> str:
        parts: list[str] = []
        for lexeme in self._lexemes:
            if lexeme == "}":
                break
            if lexeme != "{":
                parts.append(lexeme)
        return self._style.upright("".join(parts))


def _bracketed(written: str) -> str:
    return f"({written})" if re.search(r"[\s+−/·]", re.sub(r"<[^>]*>", "", written)) else written


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
