"""Read and work out arithmetic over names, and nothing else: "dau * posts / 86400"."""

import ast
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from flashdesign.errors import FlashDesignError

LENGTH_LIMIT_CHARACTERS = 500
DEPTH_LIMIT_LEVELS = 40
NODE_LIMIT = 200
MAGNITUDE_LIMIT_LOG10 = 80
"""Values beyond 10^80 are refused: no estimate comes near them."""

FUNCTIONS: Mapping[str, tuple[int, int]] = {
    "ceil": (1, 1),
    "floor": (1, 1),
    "log2": (1, 1),
    "log10": (1, 1),
    "max": (2, 20),
    "min": (2, 20),
    "round": (1, 1),
}
"""The functions, with the fewest and the most arguments of each."""


class FormulaError(FlashDesignError):
    """A text is no formula, or has no value; says what is wrong, where, and what would be right."""

    def __init__(self, column: int, problem: str, suggestion: str) -> None:
        super().__init__(f"{problem} (character {column}). {suggestion}")
        self.column, self.problem, self.suggestion = column, problem, suggestion


@dataclass(frozen=True, slots=True)
class Constant:
    """A number; `column` counts from 1, here and below."""

    value: float
    column: int


@dataclass(frozen=True, slots=True)
class Name:
    """A parameter or an earlier step."""

    name: str
    column: int


@dataclass(frozen=True, slots=True)
class Negative:
    """A minus before a value."""

    operand: "Formula"
    column: int


@dataclass(frozen=True, slots=True)
class Operation:
    """Two values joined by + - * / or **; `column` is that of the right one."""

    sign: str
    left: "Formula"
    right: "Formula"
    column: int


@dataclass(frozen=True, slots=True)
class Call:
    """One of the few functions."""

    function: str
    arguments: tuple["Formula", ...]
    column: int


Formula = Constant | Name | Negative | Operation | Call


@dataclass(frozen=True, slots=True)
class Condition:
    """Two formulas that are compared."""

    left: Formula
    sign: str
    right: Formula


_TOKEN = re.compile(
    r"[ \t\r\n]+"
    r"|(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?P<letter>[A-Za-z_])?)"
    r"|[A-Za-z_][A-Za-z0-9_]*"
    r"|(?P<open>\()|(?P<close>\))"
    r"|[-+*/,]"
)
_COMPARISON = re.compile(r"<=|>=|==|!=|<|>")
_BLANKS = str.maketrans("\t\r\n", "   ")
_SIGNS: Mapping[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
}
_ALLOWED = (
    f"Allowed are numbers, names, + - * / ** ( ) and {', '.join(sorted(FUNCTIONS))}, "
    "such as dau * posts / 86400."
)
_INSTEAD = {
    "^": "Write ** for a power.",
    "%": "Divide by 100.",
    "×": "Write * for times.",
    "÷": "Write / for divided by.",
    "−": "Write - for minus.",
    "=": "Give a name to a value in a step of its own.",
}


def parse(text: str, known: Collection[str]) -> Formula:
    """Read a formula over the `known` names; raise FormulaError where it is none."""
    _check_signs(text)
    line = text.translate(_BLANKS)
    shift = len(line) - len(line.lstrip())
    if shift == len(line):
        raise FormulaError(1, "There is no formula", "Write one such as dau * posts / 86400.")
    try:
        tree = ast.parse(line[shift:], mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        column = (getattr(error, "offset", None) or 1) + shift
        raise FormulaError(column, "The formula cannot be understood here", _ALLOWED) from error
    return _Reader(known, shift).read(tree.body, DEPTH_LIMIT_LEVELS)


def parse_condition(text: str, known: Collection[str]) -> Condition:
    """Read two formulas with one of < <= > >= == != between them."""
    signs = list(_COMPARISON.finditer(text))
    if len(signs) != 1:
        column = signs[1].start() + 1 if signs else 1
        problem = "A constraint compares two formulas, with one of < <= > >= == !="
        raise FormulaError(column, problem, "Write one such as data * copies > disk.")
    sign = signs[0]
    # Spaces in place of the left side: a column of the right one is a column of the whole.
    right = " " * sign.end() + text[sign.end() :]
    return Condition(parse(text[: sign.start()], known), sign[0], parse(right, known))


def _check_signs(text: str) -> None:
    """Refuse what is too long, too deep or foreign before Python's own parser sees it."""
    if len(text) > LENGTH_LIMIT_CHARACTERS:
        problem = f"A formula has at most {LENGTH_LIMIT_CHARACTERS} characters, not {len(text)}"
        raise FormulaError(LENGTH_LIMIT_CHARACTERS + 1, problem, "Split it into steps.")
    opened: list[int] = []
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            advice = _INSTEAD.get(text[at], _ALLOWED)
            raise FormulaError(at + 1, f"{text[at]!r} cannot stand in a formula", advice)
        if token["letter"]:
            advice = "Write * between a number and a name, and 1000000 or 1e6 for a million."
            raise FormulaError(at + 1, f"{token[0]!r} is neither a number nor a name", advice)
        _follow_brackets(token, opened)
        at = token.end()
    if opened:
        raise FormulaError(opened[-1], "This bracket is never closed", "Write a ) for it.")


def _follow_brackets(token: re.Match[str], opened: list[int]) -> None:
    column = token.start() + 1
    if token["open"]:
        opened.append(column)
    elif token["close"]:
        if not opened:
            raise FormulaError(column, "This bracket was never opened", "Write a ( for it.")
        opened.pop()
    if len(opened) > DEPTH_LIMIT_LEVELS:
        raise _too_deep(column)


def _too_deep(column: int) -> FormulaError:
    problem = f"The formula is nested more than {DEPTH_LIMIT_LEVELS} deep"
    return FormulaError(column, problem, "Split it into steps.")


class _Reader:
    """Turns Python's tree into one that can hold arithmetic only."""

    def __init__(self, known: Collection[str], shift: int) -> None:
        self._known, self._shift = known, shift
        self._nodes = 0

    def read(self, node: ast.expr, levels: int) -> Formula:
        """Return `node` as a formula of at most so many levels."""
        column = self._column(node)
        self._nodes += 1
        if not levels:
            raise _too_deep(column)
        if self._nodes > NODE_LIMIT:
            problem = f"The formula has more than {NODE_LIMIT} parts"
            raise FormulaError(column, problem, "Split it into steps.")
        match node:
            case ast.Constant(value=value):
                return self._constant(value, column)
            case ast.Name(id=name):
                return self._name(name, column)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
                inner = self.read(operand, levels - 1)
                return Negative(inner, column) if isinstance(node.op, ast.USub) else inner
            case ast.BinOp(op=op, left=left, right=right) if type(op) in _SIGNS:
                first, second = self.read(left, levels - 1), self.read(right, levels - 1)
                return Operation(_SIGNS[type(op)], first, second, self._column(right))
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                self._check_call(name, len(arguments), column)
                return Call(name, tuple(self.read(a, levels - 1) for a in arguments), column)
            case _:
                raise _refusal(node, column)

    def _column(self, node: ast.expr) -> int:
        return node.col_offset + self._shift + 1

    def _constant(self, value: object, column: int) -> Constant:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise FormulaError(column, f"{value!r} is not a number", _ALLOWED)
        if not value < 10.0**MAGNITUDE_LIMIT_LOG10:
            raise too_large(column)
        return Constant(float(value), column)

    def _name(self, name: str, column: int) -> Name:
        if name in self._known:
            return Name(name, column)
        near = get_close_matches(name, self._known, n=1, cutoff=0.5)
        names = ", ".join(sorted(self._known)) or "none"
        advice = f"Did you mean {near[0]}?" if near else f"The names known here: {names}."
        raise FormulaError(column, f"There is no name {name!r} here", advice)

    def _check_call(self, name: str, given: int, column: int) -> None:
        if name not in FUNCTIONS:
            near = get_close_matches(name, FUNCTIONS, n=1, cutoff=0.5)
            advice = f"Did you mean {near[0]}?" if near else _ALLOWED
            raise FormulaError(column, f"There is no function {name!r}", advice)
        least, most = FUNCTIONS[name]
        if not least <= given <= most:
            wanted = f"{least}" if least == most else f"{least} to {most}"
            problem = f"{name} takes {wanted} value{'s' * (most > 1)}, not {given}"
            raise FormulaError(column, problem, _ALLOWED)


def _refusal(node: ast.expr, column: int) -> FormulaError:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv):
        return FormulaError(column, "// cannot be used", "Write floor(a / b).")
    return FormulaError(column, "This is not arithmetic", _ALLOWED)


def too_large(column: int) -> FormulaError:
    """Return the error of a value that no estimate comes near."""
    problem = f"The value is beyond 10^{MAGNITUDE_LIMIT_LOG10}"
    return FormulaError(column, problem, "Check the exponents and the units.")
