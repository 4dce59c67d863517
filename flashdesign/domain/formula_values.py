"""Work out formulas: what each is worth for given values of its names."""

import math
from collections.abc import Mapping, Sequence
from typing import assert_never

from flashdesign.domain.formulas import (
    MAGNITUDE_LIMIT_LOG10,
    Call,
    Condition,
    Constant,
    Formula,
    FormulaError,
    Name,
    Negative,
    Operation,
    too_large,
)

CEIL_FORGIVES = 1e-9
"""So much above a whole number is dust of floating point, not a reason for one more."""

EXPONENT_LIMIT = 1_000
_EQUAL_RELATIVE = 1e-9


def evaluate(formula: Formula, values: Mapping[str, float]) -> float:
    """Return the value of `formula`; raise FormulaError where it has none, as by zero."""
    match formula:
        case Constant(value=value):
            return value
        case Name(name=name):
            return values[name]
        case Negative(operand=operand):
            return -evaluate(operand, values)
        case Operation(sign=sign, column=column):
            left, right = evaluate(formula.left, values), evaluate(formula.right, values)
            return _bounded(_joined(left, sign, right, column), column)
        case Call(function=function, arguments=arguments, column=column):
            return _called(function, [evaluate(one, values) for one in arguments], column)
        case _:
            assert_never(formula)


def holds(condition: Condition, values: Mapping[str, float]) -> bool:
    """Tell whether a comparison is true; what differs by dust only is equal."""
    left, right = evaluate(condition.left, values), evaluate(condition.right, values)
    equal = math.isclose(left, right, rel_tol=_EQUAL_RELATIVE)
    if condition.sign in ("==", "!="):
        return equal is (condition.sign == "==")
    if equal:
        return condition.sign in ("<=", ">=")
    return (left < right) is condition.sign.startswith("<")


def _joined(left: float, sign: str, right: float, column: int) -> float:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            if right == 0:
                raise _by_zero(column)
            return left / right
        case _:
            return _power(left, right, column)


def _power(base: float, exponent: float, column: int) -> float:
    """Raise to a power whose size is known before it is worked out."""
    if abs(exponent) > EXPONENT_LIMIT:
        problem = f"The exponent is beyond {EXPONENT_LIMIT}"
        raise FormulaError(column, problem, "Write a smaller one, such as 2 ** 32.")
    if base == 0:
        if exponent < 0:
            raise _by_zero(column)
        return float(exponent == 0)
    if base < 0 and not exponent.is_integer():
        problem = "A negative value is raised to a fraction"
        raise FormulaError(column, problem, "Keep what is raised above zero.")
    size_log10 = exponent * math.log10(abs(base))
    if abs(size_log10) > MAGNITUDE_LIMIT_LOG10:
        raise too_large(column) if size_log10 > 0 else _too_small(column)
    return float(base**exponent)


def _called(function: str, values: Sequence[float], column: int) -> float:
    first = values[0]
    match function:
        case "ceil":
            return float(math.ceil(first - CEIL_FORGIVES))
        case "floor":
            return float(math.floor(first))
        case "round":
            # Halves go up, as people round; Python's own goes to the even neighbour.
            return float(math.floor(first + 0.5))
        case "max":
            return max(values)
        case "min":
            return min(values)
        case _:
            return _logarithm(function, first, column)


def _logarithm(function: str, value: float, column: int) -> float:
    if value <= 0:
        problem = f"{function} of {value:g} does not exist"
        raise FormulaError(column, problem, "Keep its value above zero.")
    return math.log2(value) if function == "log2" else math.log10(value)


def _bounded(value: float, column: int) -> float:
    if abs(value) > 10.0**MAGNITUDE_LIMIT_LOG10:
        raise too_large(column)
    return value


def _by_zero(column: int) -> FormulaError:
    problem = "Something is divided by zero here"
    return FormulaError(column, problem, "Keep the divisor above zero, or add a constraint.")


def _too_small(column: int) -> FormulaError:
    problem = f"The value is below 10^-{MAGNITUDE_LIMIT_LOG10}"
    return FormulaError(column, problem, "Check the exponents and the units.")
