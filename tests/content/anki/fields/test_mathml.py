"""Formulas pasted from web pages are imported as formulas, each once."""

from time import process_time

import pytest

from flashdesign.content.anki.markdown.html_to_markdown import MAX_CHARACTERS, to_markdown
from flashdesign.content.rendering.formula import is_supported

KATEX = (
    '<span class="katex"><span class="katex-mathml"><math><semantics><mrow><msup><mi>x</mi>'
    '<mn>2</mn></msup></mrow><annotation encoding="application/x-tex">x^2</annotation></semantics>'
    '</math></span><span class="katex-html" aria-hidden="true"><span class="base"><span>x</span>'
    "<span>2</span></span></span></span>"
)
WIKIPEDIA = (
    '<span class="mwe-math-element"><span class="mwe-math-mathml-inline mwe-math-mathml-a11y"'
    ' style="display: none;"><math alttext="{\\displaystyle x^{2}}"><semantics><mrow></mrow>'
    '<annotation encoding="application/x-tex">{\\displaystyle x^{2}}</annotation></semantics>'
    '</math></span><img src="https://w.org/x.svg" class="mwe-math-fallback-image-inline"></span>'
)
POWER = "<msup><mi>x</mi><mn>2</mn></msup>"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param(f"a {KATEX} b", "a $x^2$ b", id="KaTeX"),
        pytest.param(f"{KATEX}{KATEX}", "$x^2$$x^2$", id="KaTeX twice"),
        pytest.param(
            KATEX[: KATEX.index('<span class="katex-mathml">')]
            + KATEX[KATEX.index('<span class="katex-html"') :],
            "x2",
            id="the text of KaTeX alone",
        ),
        pytest.param(f"a {WIKIPEDIA} b", "a $x^{2}$ b", id="Wikipedia"),
        pytest.param(f"{{{{c1::{KATEX}}}}}", "{{c1::$x^2$}}", id="in a gap"),
        pytest.param(
            "{{c1::<math><msup><mi>x</mi><msup><mi>y</mi><mn>2</mn></msup></msup></math>}} z",
            "{{c1::$x^{y^{2} }$}} z",
            id="braces in a gap",
        ),
        pytest.param(f"<math>{POWER}</math>", "$x^{2}$", id="a power"),
        pytest.param(
            "<m:math><m:msup><m:mi>x</m:mi><m:mn>2</m:mn></m:msup></m:math>",
            "$x^{2}$",
            id="a power as Word writes it",
        ),
        pytest.param("<math><msub><mi>a</mi><mi>i</mi></msub></math>", "$a_{i}$", id="an index"),
        pytest.param(
            f"<math><mfrac><mn>1</mn><mrow>{POWER}<mo>+</mo><mn>1</mn></mrow></mfrac></math>",
            r"$\frac{1}{x^{2}+1}$",
            id="a fraction",
        ),
        pytest.param(f"<math><msqrt>{POWER}</msqrt></math>", r"$\sqrt{x^{2} }$", id="a root"),
        pytest.param(
            "<math><munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover></math>",
            "$∑_{i}^{n}$",
            id="a sum",
        ),
        pytest.param(
            "<math><mi>sin</mi><mo>&#x2061;</mo><mi>x</mi></math>",
            r"$\text{sin}\ x$",
            id="a function",
        ),
        pytest.param("<math><mi>x</mi>=3</math>", "$x=3$", id="loose text"),
        pytest.param(
            "<math><mo>{</mo><mi>x</mi><mo>%</mo></math>", r"$\{x\%$", id="signs of LaTeX"
        ),
        pytest.param(
            "<math><mmultiscripts><mi>C</mi><mn>2</mn><none/><mprescripts/><mn>6</mn><mn>14</mn>"
            "</mmultiscripts></math>",
            "$_{6}^{14}C_{2}$",
            id="scripts on both sides",
        ),
        pytest.param(
            "<math><mi>x</mi><mtext>&nbsp;if</mtext></math>", r"$x\text{ if}$", id="space in text"
        ),
        pytest.param(
            '<span class="MathJax"><nobr aria-hidden="true">x<sup>2</sup></nobr>'
            f'<span class="MJX_Assistive_MathML"><math>{POWER}</math></span></span>',
            "$x^{2}$",
            id="MathJax",
        ),
        pytest.param("a<math><msup><mi>x", "a$x$", id="not closed"),
        pytest.param("a<math><mi>x<p>b</p>c", "a$x$\n\nb\n\nc", id="not closed before a block"),
        pytest.param("a<math></math>b", "ab", id="empty"),
    ],
)
def test_formulas_become_latex(html: str, text: str) -> None:
    found = to_markdown(html)
    assert (found.text, found.removed) == (text, ())
    assert all(is_supported(source) for source in found.text.split("$")[1::2])


def test_a_matrix_is_shown_as_its_source() -> None:
    row = "<mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr>"
    found = to_markdown(f"<math><mtable>{row}{row}</mtable></math>")
    assert found.text == r"$\begin{matrix}1&2\\1&2\end{matrix}$"


def test_text_that_does_not_repeat_a_formula_is_kept() -> None:
    html = f'<math>{POWER}</math> and <span class="katex-html">y3</span>'
    assert to_markdown(html).text == "$x^{2}$ and y3"


@pytest.mark.parametrize(
    "piece", ["<math>", "<msup><mi>x</mi>", "<mtable>", "<mrow>x", "</mi>", "<math><br>"]
)
def test_no_formula_takes_long(piece: str) -> None:
    begin = process_time()
    to_markdown("<math>" + piece * ((MAX_CHARACTERS - 10) // len(piece)))
    assert process_time() - begin < 5
