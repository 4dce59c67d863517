"""The results of the built-in drills equal those of a second formula, for 500 instances each."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from flashdesign.content.system_design.loader import load_built_in_decks
from flashdesign.domain.drills.grading import ends
from flashdesign.domain.drills.sampling import prepare, solve
from flashdesign.domain.notes.question_kinds import Drill
from tests.support.drills.independent_formulas import FORMULAS

DECKS = Path(__file__).parents[3] / "decks"
TEMPLATES = {
    note.id: note.question.template
    for deck in load_built_in_decks(DECKS)
    for note in deck.notes
    if isinstance(note.question, Drill)
}
INSTANCES = 500
MIN_DRILLS, MIN_HARDEST = 120, 30


def test_each_drill_has_a_second_formula() -> None:
    assert FORMULAS.keys() == TEMPLATES.keys()


def test_there_are_enough_drills_and_hard_ones() -> None:
    assert len(TEMPLATES) >= MIN_DRILLS
    assert sum(template.level == 3 for template in TEMPLATES.values()) >= MIN_HARDEST


@pytest.mark.parametrize("name", TEMPLATES)
def test_500_instances_equal_the_second_formula(name: str) -> None:
    prepared = prepare(TEMPLATES[name])
    for seed in range(INSTANCES):
        numbers = solve(prepared, seed)
        expected = FORMULAS[name](SimpleNamespace(**numbers.values))
        # Twelve months of 30 days are 1.4 % less than a year, and data keeps its number of months.
        assert ends(numbers.truth) == pytest.approx(ends(expected), rel=1e-9), numbers.values
