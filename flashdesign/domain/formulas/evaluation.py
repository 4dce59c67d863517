"""Evaluation of formulas with given values of their names."""

import math
from collections.abc import Mapping, Sequence
from typing import assert_never

from flashdesign.domain.formulas.formula import (
    MAGNITUDE_LIMIT_LOG10,
    Call,
    Condition,
    Constant,
    Formula,
    FormulaError,
    Name,
    Negative,
    Operation,
    value_too_large_error,
)
from flashdesign.i18n.formatting import number as number_text
from flashdesign.i18n.formatting import plain_number
from flashdesign.i18n.translation import N_, LazyText

CEIL_FORGIVES = 1e-9
"""Floating-point tolerance for `ceil`."""

EXPONENT_LIMIT = 1_000
_EQUAL_RELATIVE = 1e-9


def evaluate(formula: Formula, values: Mapping[str, float]) -> float:
    """Return the value of `formula`; raise FormulaError if it has none, e.g. division by zero."""
    match formula:
        case Constant(value=value):
            return value
        case Name(name=name):
            return values[name]
        case Negative(operand=operand):
            return -evaluate(operand, values)
        case Operation(sign=sign, column=column):
            left, right = evaluate(formula.left, values), evaluate(formula.right, values)
            return _check_bounds(_apply(left, sign, right, column), column)
        case Call(function=function, arguments=arguments, column=column):
            return _call(function, [evaluate(a, values) for a in arguments], column)
        case _:
            assert_never(formula)


def is_met(condition: Condition, values: Mapping[str, float]) -> bool:
    """Return whether a comparison is true; values within the tolerance are equal."""
    left, right = evaluate(condition.left, values), evaluate(condition.right, values)
    is_equal = math.isclose(left, right, rel_tol=_EQUAL_RELATIVE)
    if condition.sign in ("==", "!="):
        return is_equal is (condition.sign == "==")
    if is_equal:
        return condition.sign in ("<=", ">=")
    return (left < right) is condition.sign.startswith("<")


def _apply(left: float, sign: str, right: float, column: int) -> float:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            if right == 0:
                raise _division_by_zero(column)
            return left / right
        case _:
            return _power(left, right, column)


def _power(base: float, exponent: float, column: int) -> float:
    """Return a power after a check of its size."""
    if abs(exponent) > EXPONENT_LIMIT:
        problem = LazyText(N_("The exponent is above {limit}"), limit=number_text(EXPONENT_LIMIT))
        raise FormulaError(column, problem, N_("Write a smaller one, e.g. 2 ** 32."))
    if base == 0:
        if exponent < 0:
            raise _division_by_zero(column)
        return float(exponent == 0)
    if base < 0 and not exponent.is_integer():
        problem = LazyText(N_("A negative value is raised to a fraction"))
        raise FormulaError(column, problem, N_("Keep the base above zero."))
    size_log10 = exponent * math.log10(abs(base))
    if abs(size_log10) > MAGNITUDE_LIMIT_LOG10:
        raise value_too_large_error(column) if size_log10 > 0 else _too_small(column)
    return float(base**exponent)


def _call(function: str, values: Sequence[float], column: int) -> float:
    first = values[0]
    match function:
        case "ceil":
            return float(math.ceil(first - CEIL_FORGIVES))
        case "floor":
            return float(math.floor(first))
        case "round":
            # Halves round up; Python's `round` goes to the even neighbor.
            return float(math.floor(first + 0.5))
        case "max":
            return max(values)
        case "min":
            return min(values)
        case _:
            return _logarithm(function, first, column)


def _logarithm(function: str, value: float, column: int) -> float:
    if value <= 0:
        problem = LazyText(
            N_("{function} of {value} does not exist"), function=function, value=plain_number(value)
        )
        raise FormulaError(column, problem, N_("Keep its value above zero."))
    return math.log2(value) if function == "log2" else math.log10(value)


def _check_bounds(value: float, column: int) -> float:
    if abs(value) > 10.0**MAGNITUDE_LIMIT_LOG10:
        raise value_too_large_error(column)
    return value


def _division_by_zero(column: int) -> FormulaError:
    advice = N_("Keep the divisor above zero, or add a constraint.")
    return FormulaError(column, N_("Division by zero"), advice)


def _too_small(column: int) -> FormulaError:
    problem = LazyText(N_("The value is below {limit}"), limit=f"10^-{MAGNITUDE_LIMIT_LOG10}")
    return FormulaError(column, problem, N_("Check the exponents and the units."))
