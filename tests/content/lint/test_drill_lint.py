"""The rules for drills, each with a drill that breaks it."""

from dataclasses import replace

import pytest

from flashdesign.content.lint.note_lint import lint_note
from flashdesign.domain.drills.template import Mistake, OneOf, Param, RoundNumber, Step, Template
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, Drill
from flashdesign.i18n.translation import in_language
from tests.support.drills.templates import BITS, DOWNTIME, MAIL, POSTS


def rules(template: Template) -> list[str]:
    note = Note(DeckId("deck"), "one", Drill(template))
    return [f"{finding.rule}: {finding.message}" for finding in lint_note(note)]


def drawn_from(*values: float) -> Template:
    return replace(BITS, params=(Param("n", OneOf(values)),))


@pytest.mark.parametrize("template", [POSTS, BITS, MAIL, DOWNTIME])
def test_a_good_drill_has_no_findings(template: Template) -> None:
    assert rules(template) == []


def test_other_cards_are_not_checked_as_drills() -> None:
    assert lint_note(Note(DeckId("deck"), "one", Basic("Why?", "Because."))) == ()


@pytest.mark.parametrize(
    ("template", "found"),
    [
        pytest.param(
            replace(DOWNTIME, steps=(Step("answer", "a - 99.5"),)),
            "drill-draws: no values can be drawn: The answer must be above zero. Values: a = 99.",
            id="a draw without a positive answer",
        ),
        pytest.param(
            replace(BITS, prompt="Bits for {n} {ids}?"),
            "drill-draws: the question still contains the placeholder {ids}",
            id="a placeholder that nothing fills",
        ),
        pytest.param(
            replace(POSTS, mistakes=(Mistake("answer * 1.2", "x"),)),
            "drill-mistakes: this mistake is too close to the right answer: answer * 1.2",
            id="a mistake that is never far enough",
        ),
        pytest.param(
            replace(BITS, mistakes=(Mistake("answer * 1", "x"),)),
            "drill-mistakes: this mistake is too close to the right answer: answer * 1",
            id="an exact drill whose mistake is the truth",
        ),
        pytest.param(
            drawn_from(1000, 1234),
            "drill-numbers: 1234 is hard to calculate with; give n rounder values",
            id="an odd number",
        ),
        pytest.param(
            replace(BITS, params=(Param("n", RoundNumber(1000, 9999, (1.237,))),)),
            "drill-numbers: 1237 is hard to calculate with; give n rounder values",
            id="an odd mantissa",
        ),
        pytest.param(
            replace(MAIL, assumptions=(), steps=(Step("answer", "years * 1.1"),)),
            "drill-range: a range of answers needs `assumptions`",
            id="a range without assumptions",
        ),
        pytest.param(
            replace(MAIL, assumptions=(replace(MAIL.assumptions[0], source=None),)),
            "drill-range: a range of answers needs `sources`, or an assumption's `source`",
            id="a range without sources",
        ),
        pytest.param(
            replace(MAIL, span=("years * 2", "years * 3")),
            "drill-range: the usual assumptions give 5.475e+09, outside the range 1e+10 to 1.5e+10",
            id="a range outside the usual assumptions",
        ),
    ],
)
def test_a_poor_drill_is_found(template: Template, found: str) -> None:
    assert any(rule.startswith(found) for rule in rules(template)), rules(template)


def test_numbers_in_a_finding_have_the_decimal_separator_of_the_language() -> None:
    odd = replace(BITS, params=(Param("n", RoundNumber(1, 9, (1.237,))),))
    with in_language("de"):
        assert any("1,237" in rule for rule in rules(odd)), rules(odd)


@pytest.mark.parametrize("nice", [0.1, 1.5, 20, 99.95, 1.25, 365, 0.005, 2e12, 86, 1e-7])
def test_numbers_that_are_easy_to_calculate_with(nice: float) -> None:
    assert rules(replace(drawn_from(nice), steps=(Step("answer", "n"),), mistakes=())) == []
