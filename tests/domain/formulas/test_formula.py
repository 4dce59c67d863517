"""Formulas: which are parsed, and how others are rejected with their column, in a short time."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.formulas.evaluation import evaluate, is_met
from flashdesign.domain.formulas.formula import (
    DEPTH_LIMIT_LEVELS,
    Constant,
    FormulaError,
    Name,
    Operation,
    parse,
    parse_condition,
)

NAMES = {"dau": 150e6, "posts": 2.0, "n": 0.0, "a": 99.9}
# Measuring coverage makes everything slower, some of it six times.
# Far above the usual time, far below a hang.
SLOWEST_S = 2.0


def value(text: str) -> float:
    return evaluate(parse(text, NAMES), NAMES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("86400", 86_400, id="a whole number"),
        pytest.param("1.5e3", 1_500, id="a number with an exponent"),
        pytest.param(".5 + 5.", 5.5, id="a point at either end"),
        pytest.param("dau * posts / 86400", 3472.222, id="names, times, by"),
        pytest.param("  dau*posts\n / 86400\t", 3472.222, id="blanks and line ends do not matter"),
        pytest.param("1 + 2 * 3 - 4", 3, id="times before plus"),
        pytest.param("(1 + 2) * 3", 9, id="brackets first"),
        pytest.param("2 ** 3 ** 2", 512, id="powers from right to left"),
        pytest.param("-2 ** 2", -4, id="power before minus"),
        pytest.param("+posts", 2, id="a plus sign has no effect"),
        pytest.param("(a / 100) ** 5", 0.99501, id="availability of five in a row"),
        pytest.param("2 ** -1", 0.5, id="a negative exponent"),
        pytest.param("(0 - 2) ** 3", -8, id="a negative base with a whole exponent"),
        pytest.param("n ** 2", 0, id="zero to a power"),
        pytest.param("n ** 0", 1, id="anything to the power of zero"),
        pytest.param("ceil(2.1)", 3, id="ceil rounds up"),
        pytest.param("ceil(0.1 * 3 / 0.1)", 3, id="ceil tolerates floating-point error"),
        pytest.param("floor(2.9)", 2, id="floor rounds down"),
        pytest.param("round(2.5)", 3, id="round takes a half up"),
        pytest.param("round(2.4)", 2, id="round goes to the nearest number"),
        pytest.param("log2(8)", 3, id="the power of two"),
        pytest.param("log10(1000)", 3, id="the power of ten"),
        pytest.param("max(posts, 3, 1)", 3, id="the largest of several"),
        pytest.param("min(posts, 3)", 2, id="the smallest"),
        pytest.param("2**31", 2**31, id="half of 32 bits"),
    ],
)
def test_value_of_a_formula(text: str, expected: float) -> None:
    assert value(text) == pytest.approx(expected, rel=1e-5)


def test_a_formula_is_a_frozen_tree_with_columns() -> None:
    expected = Operation("/", Name("dau", 1), Constant(86_400, 7), 7)
    assert parse("dau / 86400", NAMES) == expected


REFUSED = [
    pytest.param("", 1, "formula is empty", "dau * posts", id="nothing"),
    pytest.param(" \n ", 1, "formula is empty", "dau * posts", id="only blanks"),
    pytest.param("1 + pots", 5, "no name 'pots'", "Did you mean posts?", id="a misspelled name"),
    pytest.param("  xyzzy", 3, "no name 'xyzzy'", "a, dau, n, posts", id="an unknown name"),
    pytest.param(
        "cel(2)", 1, "no function 'cel'", "Did you mean ceil?", id="a misspelled function"
    ),
    pytest.param("open(2)", 1, "no function 'open'", "Allowed:", id="a function of Python's"),
    pytest.param("__import__(2)", 1, "no function", "Allowed:", id="an import"),
    pytest.param("ceil(1, 2)", 1, "takes 1 value,", "Allowed:", id="too many values"),
    pytest.param("min(1)", 1, "takes 2 to 20 values,", "Allowed:", id="too few values"),
    pytest.param("2 ^ 3", 3, "'^' is not allowed", "** for a power", id="a caret"),
    pytest.param("5 %", 3, "'%' is not allowed", "Divide by 100", id="a percent sign"),
    pytest.param("2 × 3", 3, "'×' is not allowed", "* for times", id="a printed times"),
    pytest.param("7 // 2", 1, "// is not supported", "floor(a / b)", id="whole division"),
    pytest.param("3dau", 1, "'3d' is neither", "Write *", id="a times left out"),
    pytest.param("0x10", 1, "'0x' is neither", "Write *", id="a hexadecimal number"),
    pytest.param("1_000", 1, "'1_' is neither", "1000000", id="digits in groups"),
    pytest.param("10j", 1, "'10j' is neither", "Write *", id="a complex number"),
    pytest.param("True", 1, "True is not a number", "Allowed", id="a truth value"),
    pytest.param("None + 1", 1, "None is not a number", "Allowed", id="nothing at all"),
    pytest.param("dau.real", 4, "'.' is not allowed", "Allowed", id="an attribute"),
    pytest.param("().__class__", 3, "'.' is not allowed", "Allowed", id="access to all classes"),
    pytest.param("[1][0]", 1, "'[' is not allowed", "Allowed", id="an index"),
    pytest.param("'a' * 9", 1, "is not allowed", "Allowed", id="a text"),
    pytest.param("(x := 3)", 4, "':' is not allowed", "Allowed", id="an assignment inside"),
    pytest.param("x = 3", 3, "'=' is not allowed", "separate step", id="an assignment"),
    pytest.param("max(1, key=2)", 11, "'=' is not allowed", "step", id="a named argument"),
    pytest.param("max(**dau)", 1, "not arithmetic", "Allowed", id="arguments unpacked by name"),
    pytest.param("max(*dau, 1)", 5, "not arithmetic", "Allowed", id="arguments unpacked"),
    pytest.param("1 if dau else 2", 1, "not arithmetic", "Allowed", id="a choice"),
    pytest.param("dau or 1", 1, "not arithmetic", "Allowed", id="a word of logic"),
    pytest.param("not dau", 1, "not arithmetic", "Allowed", id="a negation"),
    pytest.param("(dau for dau in dau)", 1, "not arithmetic", "Allowed", id="a generator"),
    pytest.param("dau, 2", 1, "not arithmetic", "Allowed", id="two values"),
    pytest.param("ceil(2)(3)", 1, "not arithmetic", "Allowed", id="a call of a value"),
    pytest.param(
        "lambda", None, "syntax of the formula is wrong", "Allowed", id="a word of Python's"
    ),
    pytest.param(
        "  1 +", None, "syntax of the formula is wrong", "Allowed", id="a sign without its value"
    ),
    pytest.param(
        "1 2", None, "syntax of the formula is wrong", "Allowed", id="two numbers side by side"
    ),
    pytest.param("017", None, "syntax of the formula is wrong", "Allowed", id="a leading zero"),
    pytest.param("(1 + 2", 1, "never closed", "Add a ).", id="a bracket left open"),
    pytest.param("1 + 2)", 6, "never opened", "Add a (.", id="a bracket too many"),
    pytest.param("(1) + 2) * (3", 8, "never opened", "Add a (.", id="brackets the wrong way"),
    pytest.param("1e81", 1, "above 10^80", "exponents", id="a number without end"),
    pytest.param("1e999", 1, "above 10^80", "exponents", id="an infinite number"),
    pytest.param("9" * 400, 1, "above 10^80", "exponents", id="a long literal"),
    pytest.param("9 " * 300, 501, "the limit is 500", "steps", id="a long text"),
    pytest.param("(" * 300 + ")" * 100, 41, "40 levels deep", "steps", id="many brackets"),
    pytest.param("-" * 400 + "1", 41, "40 levels deep", "steps", id="many minuses"),
    pytest.param("+".join("1" * 60), 1, "40 levels deep", "steps", id="a long sum"),
    pytest.param("**".join("9" * 99), 118, "40 levels deep", "steps", id="a tower of powers"),
    pytest.param(
        "+".join(["max(1" + ",1" * 18 + ")"] * 11), 410, "more than 200", "steps", id="many parts"
    ),
]


@pytest.mark.parametrize(("text", "column", "problem", "advice"), REFUSED)
def test_invalid_formulas_are_rejected(
    text: str, column: int | None, problem: str, advice: str
) -> None:
    start = time.process_time()
    with pytest.raises(FormulaError) as refusal:
        parse(text, NAMES)
    assert time.process_time() - start < SLOWEST_S
    error = refusal.value
    assert problem in error.problem
    assert advice in error.suggestion
    # The limit of Python's own parser depends on its version.
    assert column in (None, error.column)
    assert str(error) == f"{error.problem} (character {error.column}). {error.suggestion}"


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        pytest.param("dau / n", 7, "Division by zero", id="a zero divisor"),
        pytest.param("n ** -1", 6, "Division by zero", id="zero to a negative power"),
        pytest.param("9 ** 9 ** 9 ** 9", 11, "exponent is above", id="a tower"),
        pytest.param("2 ** 1001", 6, "exponent is above", id="a large exponent"),
        pytest.param("10 ** 81", 7, "above 10^80", id="a large power"),
        pytest.param("10 ** -81", 7, "below 10^-80", id="a tiny power"),
        pytest.param("1e50 * 1e50", 8, "above 10^80", id="a large product"),
        pytest.param("(0 - 2) ** 0.5", 12, "raised to a fraction", id="a root of a negative"),
        pytest.param("log10(n)", 1, "log10 of 0 does not exist", id="the logarithm of zero"),
        pytest.param("1 + log2(0 - 4)", 5, "log2 of -4", id="the logarithm of a negative number"),
    ],
)
def test_a_formula_without_a_value_has_a_column(text: str, column: int, problem: str) -> None:
    formula = parse(text, NAMES)
    start = time.process_time()
    with pytest.raises(FormulaError, match=r"character \d+") as refusal:
        evaluate(formula, NAMES)
    assert time.process_time() - start < SLOWEST_S
    assert problem in refusal.value.problem
    assert refusal.value.column == column


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("posts < 3", True, id="less"),
        pytest.param("posts < 2", False, id="not less than itself"),
        pytest.param("posts <= 2", True, id="at most itself"),
        pytest.param("posts > 1", True, id="more"),
        pytest.param("posts > 2", False, id="not more than itself"),
        pytest.param("posts >= 2.1", False, id="not at least more"),
        pytest.param("0.1 * 3 == 0.3", True, id="equal within floating-point error"),
        pytest.param("0.1 * 3 < 0.3", False, id="floating-point error is not less"),
        pytest.param("posts == 3", False, id="not equal"),
        pytest.param("posts != 3", True, id="different"),
        pytest.param("posts != 2", False, id="not different from itself"),
    ],
)
def test_constraints(text: str, expected: bool) -> None:
    assert is_met(parse_condition(text, NAMES), NAMES) is expected


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        pytest.param("posts", 1, "compares two formulas", id="no comparison"),
        pytest.param("1 < posts < 3", 11, "compares two formulas", id="two comparisons"),
        pytest.param("posts <", 1, "formula is empty", id="nothing on the right"),
        pytest.param("posts < dua", 9, "no name 'dua'", id="a misspelled name on the right"),
    ],
)
def test_invalid_constraints_are_rejected(text: str, column: int, problem: str) -> None:
    with pytest.raises(FormulaError) as refusal:
        parse_condition(text, NAMES)
    assert problem in refusal.value.problem
    assert refusal.value.column == column


@given(st.text(alphabet="0123456789.eE+-*/(), daunposlgcimxr^%<=\n_", max_size=120))
def test_any_text_is_a_number_or_a_named_error(text: str) -> None:
    start = time.process_time()
    with suppress(FormulaError):
        assert abs(value(text)) <= 10.0**80
    assert time.process_time() - start < SLOWEST_S


@pytest.mark.parametrize("opening", ["(", "ceil(", "min(1,", "-(", "(1+", "1**("])
def test_unfinished_nesting_is_parsed_fast(opening: str) -> None:
    """The parser of Python takes exponential time for some unfinished texts."""
    for depth in range(1, DEPTH_LIMIT_LEVELS):
        text = (opening * depth)[:400]
        closing = ")" * text.count("(")
        for end in ("", closing, "1" + closing, "1 1" + closing, "for" + closing):
            start = time.process_time()
            with suppress(FormulaError):
                parse(text + end, NAMES)
            assert time.process_time() - start < SLOWEST_S


def test_where_no_names_are_available_that_is_said() -> None:
    with pytest.raises(FormulaError, match="No names are available here"):
        parse("dau", ())
