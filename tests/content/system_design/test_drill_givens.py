"""The values of a question, typed back as its answer, do not pass: converting is the task."""

from pathlib import Path

import pytest

from flashdesign.content.system_design.loader import load_built_in_decks
from flashdesign.domain.drills.grading import grade_estimate
from flashdesign.domain.drills.instance import Instance, draw, format_quantity, read_answer, task
from flashdesign.domain.drills.template import Param, Template
from flashdesign.domain.notes.question_kinds import Drill
from flashdesign.domain.quantities.quantity import QuantityError
from flashdesign.domain.quantities.unit import parse_unit
from flashdesign.domain.scheduling.memory import Rating

DECKS = Path(__file__).parents[3] / "decks"
TEMPLATES = {
    note.id: note.question.template
    for deck in load_built_in_decks(DECKS)
    for note in deck.notes
    if isinstance(note.question, Drill)
}
INSTANCES = 20


def typed_back(instance: Instance, param: Param) -> set[str]:
    """Return a value as the question shows it, and with the unit that its words give it."""
    value = instance.values[param.name]
    units = {parse_unit(unit) for unit in (param.unit, param.measure) if unit}
    return {format_quantity(value, unit) for unit in units}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_given_typed_back_is_never_above_hard(name: str) -> None:
    template: Template = TEMPLATES[name]
    for seed in range(INSTANCES):
        instance = draw(template, seed)
        for param in template.params:
            for text in typed_back(instance, param):
                try:
                    given = read_answer(instance, text)
                except QuantityError:
                    continue  # asked back, at no cost
                verdict = grade_estimate(task(instance), given.value, seconds=1)
                assert verdict.rating <= Rating.HARD, (seed, text, instance.truth_text)
