"""Parser of arithmetic formulas over names: "dau * posts / 86400"."""

import ast
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import assert_never

from flashdesign.errors import FlashDesignError
from flashdesign.i18n.formatting import number as number_text
from flashdesign.i18n.translation import N_, LazyText, as_lazy_text

LENGTH_LIMIT_CHARACTERS = 500
DEPTH_LIMIT_LEVELS = 40
NODE_LIMIT = 200
MAGNITUDE_LIMIT_LOG10 = 80
"""Values above 10^80 are rejected; no estimate is that large."""

FUNCTIONS: Mapping[str, tuple[int, int]] = {
    "ceil": (1, 1),
    "floor": (1, 1),
    "log2": (1, 1),
    "log10": (1, 1),
    "max": (2, 20),
    "min": (2, 20),
    "round": (1, 1),
}
"""The functions, with the minimum and maximum number of arguments of each."""


class FormulaError(FlashDesignError):
    """A formula cannot be parsed or has no value: what is wrong, where, and what to write instead.

    `problem` has no period; `suggestion` is a sentence. Constants are marked with `N_`.
    """

    def __init__(self, column: int, problem: str | LazyText, suggestion: str | LazyText) -> None:
        self._problem, self._suggestion = as_lazy_text(problem), as_lazy_text(suggestion)
        super().__init__(
            N_("{problem} (character {column}). {suggestion}"),
            problem=self._problem,
            column=column,
            suggestion=self._suggestion,
        )
        self.column = column

    @property
    def problem(self) -> str:
        """Return what is wrong, without a period."""
        return str(self._problem)

    @property
    def suggestion(self) -> str:
        """Return what to write instead, as a sentence."""
        return str(self._suggestion)


@dataclass(frozen=True, slots=True)
class Constant:
    """A number; `column` counts from 1 in all nodes."""

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
    """Two values joined by + - * / or **; `column` is that of the right value."""

    sign: str
    left: "Formula"
    right: "Formula"
    column: int


@dataclass(frozen=True, slots=True)
class Call:
    """A call of one of `FUNCTIONS`."""

    function: str
    arguments: tuple["Formula", ...]
    column: int


Formula = Constant | Name | Negative | Operation | Call


def names_of(formula: Formula) -> frozenset[str]:
    """Return the names that a formula uses."""
    match formula:
        case Constant():
            return frozenset()
        case Name(name=name):
            return frozenset({name})
        case Negative(operand=operand):
            return names_of(operand)
        case Operation(left=left, right=right):
            return names_of(left) | names_of(right)
        case Call(arguments=arguments):
            return frozenset().union(*map(names_of, arguments))
        case _:
            assert_never(formula)


@dataclass(frozen=True, slots=True)
class Condition:
    """A comparison of two formulas."""

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
_ALLOWED = LazyText(
    N_("Allowed: numbers, names, + - * / ** ( ) and {functions}, e.g. dau * posts / 86400."),
    functions=", ".join(sorted(FUNCTIONS)),
)
_SPLIT = N_("Split it into steps.")
_REPLACEMENTS = {
    "^": N_("Write ** for a power."),
    "%": N_("Divide by 100."),
    "×": N_("Write * for times."),
    "÷": N_("Write / for divided by."),
    "−": N_("Write - for minus."),
    "=": N_("Name a value in a separate step."),
}


def parse(text: str, known: Collection[str]) -> Formula:
    """Parse a formula over the `known` names; raise FormulaError if it is invalid."""
    _check_signs(text)
    line = text.translate(_BLANKS)
    shift = len(line) - len(line.lstrip())
    if shift == len(line):
        problem, advice = N_("The formula is empty"), N_("Write one, e.g. dau * posts / 86400.")
        raise FormulaError(1, problem, advice)
    try:
        tree = ast.parse(line[shift:], mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        column = (getattr(error, "offset", None) or 1) + shift
        problem = N_("The syntax of the formula is wrong here")
        raise FormulaError(column, problem, _ALLOWED) from error
    return _Reader(known, shift).read(tree.body, DEPTH_LIMIT_LEVELS)


def parse_condition(text: str, known: Collection[str]) -> Condition:
    """Parse two formulas with one of < <= > >= == != between them."""
    signs = list(_COMPARISON.finditer(text))
    if len(signs) != 1:
        column = signs[1].start() + 1 if signs else 1
        problem = N_("A constraint compares two formulas with one of < <= > >= == !=")
        raise FormulaError(column, problem, N_("Write one, e.g. data * copies > disk."))
    sign = signs[0]
    # Spaces replace the left side, so that columns of the right side count from the start of both.
    right = " " * sign.end() + text[sign.end() :]
    return Condition(parse(text[: sign.start()], known), sign[0], parse(right, known))


def _check_signs(text: str) -> None:
    """Reject text that is too long, too deep or has other signs before `ast` parses it."""
    if len(text) > LENGTH_LIMIT_CHARACTERS:
        problem = LazyText.counted(
            "The formula has {n} character; the limit is {limit}",
            "The formula has {n} characters; the limit is {limit}",
            len(text),
            n=number_text(len(text)),
            limit=number_text(LENGTH_LIMIT_CHARACTERS),
        )
        raise FormulaError(LENGTH_LIMIT_CHARACTERS + 1, problem, _SPLIT)
    opened: list[int] = []
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            problem = LazyText(N_("{sign!r} is not allowed in a formula"), sign=text[at])
            raise FormulaError(at + 1, problem, _REPLACEMENTS.get(text[at], _ALLOWED))
        if token["letter"]:
            problem = LazyText(N_("{text!r} is neither a number nor a name"), text=token[0])
            advice = N_("Write * between a number and a name, and 1000000 or 1e6 for a million.")
            raise FormulaError(at + 1, problem, advice)
        _follow_brackets(token, opened)
        at = token.end()
    if opened:
        raise FormulaError(opened[-1], N_("This parenthesis is never closed"), N_("Add a )."))


def _follow_brackets(token: re.Match[str], opened: list[int]) -> None:
    column = token.start() + 1
    if token["open"]:
        opened.append(column)
    elif token["close"]:
        if not opened:
            raise FormulaError(column, N_("This parenthesis was never opened"), N_("Add a (."))
        opened.pop()
    if len(opened) > DEPTH_LIMIT_LEVELS:
        raise _too_deep(column)


def _too_deep(column: int) -> FormulaError:
    problem = LazyText.counted(
        "The formula is nested more than {n} level deep",
        "The formula is nested more than {n} levels deep",
        DEPTH_LIMIT_LEVELS,
        n=number_text(DEPTH_LIMIT_LEVELS),
    )
    return FormulaError(column, problem, _SPLIT)


class _Reader:
    """Converts a tree of `ast` into a Formula, which has arithmetic only."""

    def __init__(self, known: Collection[str], shift: int) -> None:
        self._known, self._shift = known, shift
        self._nodes = 0

    def read(self, node: ast.expr, levels: int) -> Formula:
        """Return `node` as a formula of at most `levels` levels."""
        column = self._column(node)
        self._nodes += 1
        if not levels:
            raise _too_deep(column)
        if self._nodes > NODE_LIMIT:
            problem = LazyText.counted(
                "The formula has more than {n} part",
                "The formula has more than {n} parts",
                NODE_LIMIT,
                n=number_text(NODE_LIMIT),
            )
            raise FormulaError(column, problem, _SPLIT)
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
                raise _not_arithmetic(node, column)

    def _column(self, node: ast.expr) -> int:
        return node.col_offset + self._shift + 1

    def _constant(self, value: object, column: int) -> Constant:
        if isinstance(value, bool) or not isinstance(value, int | float):
            problem = LazyText(N_("{text} is not a number"), text=repr(value))
            raise FormulaError(column, problem, _ALLOWED)
        if not value < 10.0**MAGNITUDE_LIMIT_LOG10:
            raise value_too_large_error(column)
        return Constant(float(value), column)

    def _name(self, name: str, column: int) -> Name:
        if name in self._known:
            return Name(name, column)
        problem = LazyText(N_("There is no name {name!r} here"), name=name)
        raise FormulaError(column, problem, self._suggest_name(name))

    def _suggest_name(self, name: str) -> LazyText:
        near = get_close_matches(name, self._known, n=1, cutoff=0.5)
        if near:
            return LazyText(N_("Did you mean {name}?"), name=near[0])
        if not self._known:
            return LazyText(N_("No names are available here."))
        return LazyText(N_("Available names: {names}."), names=", ".join(sorted(self._known)))

    def _check_call(self, name: str, given: int, column: int) -> None:
        if name not in FUNCTIONS:
            near = get_close_matches(name, FUNCTIONS, n=1, cutoff=0.5)
            advice = LazyText(N_("Did you mean {name}?"), name=near[0]) if near else _ALLOWED
            problem = LazyText(N_("There is no function {name!r}"), name=name)
            raise FormulaError(column, problem, advice)
        least, most = FUNCTIONS[name]
        if not least <= given <= most:
            raise FormulaError(column, _wrong_argument_count(name, given), _ALLOWED)


def _wrong_argument_count(function: str, given: int) -> LazyText:
    least, most = FUNCTIONS[function]
    if most == 1:
        return LazyText(N_("{name} takes 1 value, not {given}"), name=function, given=given)
    return LazyText(
        N_("{name} takes {least} to {most} values, not {given}"),
        name=function,
        least=least,
        most=most,
        given=given,
    )


def _not_arithmetic(node: ast.expr, column: int) -> FormulaError:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv):
        return FormulaError(column, N_("// is not supported"), N_("Write floor(a / b)."))
    return FormulaError(column, N_("This is not arithmetic"), _ALLOWED)


def value_too_large_error(column: int) -> FormulaError:
    """Return the error for a value above the limit."""
    problem = LazyText(N_("The value is above {limit}"), limit=f"10^{MAGNITUDE_LIMIT_LOG10}")
    return FormulaError(column, problem, N_("Check the exponents and the units."))
