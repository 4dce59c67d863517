"""Small formulas as HTML and as plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.content.rendering.formula import formula_html, formula_text, is_supported
from flashdesign.domain.notes.cloze import GAP_CLOSE, GAP_OPEN


def body(source: str) -> str:
    html = formula_html(source)
    return html[html.index(">") + 1 : -len("</span>")].replace("&nbsp;", " ")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param("x^2", "<i>x</i><sup>2</sup>", id="a power"),
        pytest.param("10^{-3}", "10<sup>−3</sup>", id="a negative power"),
        pytest.param(r"a \times b", "<i>a</i> × <i>b</i>", id="times"),
        pytest.param(r"\log_2 n", "log<sub>2</sub><i>n</i>", id="a function name is upright"),
        pytest.param(r"\lambda \le \mu", "<i>λ</i> ≤ <i>μ</i>", id="greek"),
        pytest.param(r"\frac{a+b}{2}", "(<i>a</i> + <i>b</i>)/2", id="a fraction in one line"),
        pytest.param(r"\sqrt{n}", "√<i>n</i>", id="a root"),
        pytest.param(r"\text{peak QPS}", "peak QPS", id="words"),
        pytest.param("a < b", "<i>a</i> &lt; <i>b</i>", id="signs of HTML are escaped"),
        pytest.param(r"n \log n", "<i>n</i> log<i>n</i>", id="a function within"),
        pytest.param(r"\{a\}", "{<i>a</i>}", id="braces that are shown"),
        pytest.param("x - y", "<i>x</i> − <i>y</i>", id="minus between two"),
        pytest.param(r"50\%", "50%", id="an escaped sign"),
    ],
)
def test_formula_html(source: str, html: str) -> None:
    assert body(source) == html


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(r"\unknown", id="a command that is not known"),
        pytest.param(r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", id="a matrix"),
        pytest.param(r"a \\ b", id="two lines"),
        pytest.param("x^", id="a power of nothing"),
        pytest.param("{a", id="a brace that is not closed"),
        pytest.param("a}", id="a brace that was not opened"),
        pytest.param(r"\text{\frac{1}{2}}", id="a command among words"),
        pytest.param("{" * 30 + "}" * 30, id="nested too deep"),
        pytest.param(r"\hspace{1cm}x", id="a command with a value"),
    ],
)
def test_an_unsupported_formula_is_shown_as_its_source(source: str) -> None:
    shown = source.replace("&", "&amp;")
    assert formula_html(source) == f"<code>{shown}</code>"
    assert formula_text(source) == source
    assert not is_supported(source)


def test_a_gap_in_a_formula_keeps_its_marks() -> None:
    asked = rf"\frac{{ {GAP_OPEN}…{GAP_CLOSE} }}{{b}}"
    assert body(asked) == f"{GAP_OPEN}…{GAP_CLOSE}/<i>b</i>"
    assert GAP_OPEN not in formula_html(asked).partition(">")[0]
    assert is_supported(asked)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("10^{-3}", "10⁻³", id="raised digits"),
        pytest.param("x^{n+y}", "x^(n + y)", id="no superscript character"),
        pytest.param("x_i", "x_i", id="a lowered letter"),
        pytest.param(r"\log_2 n", "log₂n", id="lowered digits"),
        pytest.param(r"R \approx \frac{1}{2}", "R ≈ 1/2", id="a fraction"),
    ],
)
def test_formula_text(source: str, text: str) -> None:
    assert formula_text(source) == text


@given(st.text(alphabet=r"ab1{}^_\$ <>&frac", max_size=120))
def test_any_source_is_written_without_a_raw_tag(source: str) -> None:
    html = formula_html(source)
    for tag in ("i", "sup", "sub", "span", "code"):
        assert html.count(f"<{tag}>") + html.count(f"<{tag} ") == html.count(f"</{tag}>")
    assert "\n" not in formula_text(source)
