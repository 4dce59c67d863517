"""The built-in drills: 500 instances of each are valid, and the examples have their results."""

import json
from pathlib import Path
from typing import Any

import pytest

from flashdesign.content.decks.deck_file import read_deck
from flashdesign.content.system_design.loader import load_built_in_decks
from flashdesign.domain.drills.grading import ends, error_in_decades, grade_estimate
from flashdesign.domain.drills.instance import draw, instance_of, read_answer, task
from flashdesign.domain.drills.sampling import prepare, solve
from flashdesign.domain.drills.template import Template
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Drill
from flashdesign.domain.quantities.unit import parse_unit
from flashdesign.domain.scheduling.memory import Rating

ROOT = Path(__file__).parents[3]
DECKS = ROOT / "decks"
NOTES = read_deck(DECKS / "drills.yaml").deck.notes
WORKED = json.loads((Path(__file__).parents[1] / "data" / "worked_drills.json").read_text("utf-8"))
INSTANCES = 500
SHOWN = 10
RECOGNISABLE_DECADES = 0.25
MIN_OPEN = 8


def template_of(note: Note) -> Template:
    assert isinstance(note.question, Drill)
    return note.question.template


TEMPLATES = {
    note.id: template_of(note)
    for deck in load_built_in_decks(DECKS)
    for note in deck.notes
    if isinstance(note.question, Drill)
}
each_drill = pytest.mark.parametrize("name", TEMPLATES)


def test_every_blueprint_is_a_drill_and_there_are_open_ones() -> None:
    assert {worked["id"] for worked in WORKED} <= TEMPLATES.keys()
    assert len(WORKED) == 66
    own = [note for note in NOTES if template_of(note).span is not None]
    assert len(own) >= MIN_OPEN
    assert len(NOTES) > len(WORKED) + len(own)


@each_drill
def test_500_instances_have_a_positive_truth_and_mistakes_apart(name: str) -> None:
    template = TEMPLATES[name]
    prepared = prepare(template)
    recognised = [False] * len(template.mistakes)
    for seed in range(INSTANCES):
        numbers = solve(prepared, seed)
        low, high = ends(numbers.truth)
        assert 0 < low <= high
        exact = template.bands == "exact"
        for index, mistake in enumerate(numbers.mistakes):
            distance = error_in_decades(mistake, numbers.truth)
            # An exact drill is drawn again while a mistake gives the true number.
            assert distance > 0 or not exact
            recognised[index] |= exact or distance >= RECOGNISABLE_DECADES
    assert all(recognised)


@each_drill
def test_instances_read_well(name: str) -> None:
    template = TEMPLATES[name]
    for seed in range(SHOWN):
        instance = draw(template, seed)
        assert not set("{}") & set(instance.question)
        assert instance.question.endswith(("?", "."))
        verdict = grade_estimate(
            task(instance), read_answer(instance, _typed(instance.truth_text)).value, seconds=None
        )
        assert verdict.rating in (Rating.GOOD, Rating.EASY)


def _typed(text: str) -> str:
    """Return what a user could type: one end of a range, followed by the unit."""
    return text.rpartition(" to ")[2]


@each_drill
def test_a_drill_has_a_name_and_a_place(name: str) -> None:
    template = TEMPLATES[name]
    assert template.title
    assert template.topic
    assert all(step.say for step in template.steps)
    assert all(param.label for param in template.params)
    assert 30 <= template.target_s <= 120


@pytest.mark.parametrize("worked", WORKED, ids=lambda worked: worked["id"])
def test_the_examples_of_the_sheet_come_out(worked: dict[str, Any]) -> None:
    instance = instance_of(TEMPLATES[worked["id"]], worked["values"])
    expected = worked["answer"] * float(parse_unit(worked["unit"]).scale)
    assert instance.truth == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(
    ("typed", "seconds", "rating", "mistake"),
    [
        pytest.param("3500", 40, Rating.GOOD, None, id="rounded"),
        pytest.param("3472", 20, Rating.EASY, None, id="right and fast"),
        pytest.param("3500", 100, Rating.HARD, None, id="right and slow"),
        pytest.param("2000", 60, Rating.HARD, None, id="rounded too coarsely"),
        pytest.param("5600", 40, Rating.AGAIN, "monthly users", id="near the monthly users"),
        pytest.param("6900", 40, Rating.AGAIN, "monthly users", id="the monthly users"),
        pytest.param("34247", 40, Rating.AGAIN, "24 x 365", id="the hours of a year"),
        pytest.param("", 150, Rating.AGAIN, None, id="nothing in three times the target"),
        pytest.param("3500", 160, Rating.HARD, None, id="begun in time and sent late"),
    ],
)
def test_the_example_of_the_seed_notes(
    typed: str, seconds: float, rating: Rating, mistake: str | None
) -> None:
    values = {"mau": 300e6, "share": 50.0, "posts": 2.0}
    instance = instance_of(TEMPLATES["microblog-write-qps"], values)
    given = read_answer(instance, typed).value if typed else None
    verdict = grade_estimate(task(instance), given, seconds=seconds)
    assert verdict.rating is rating
    if mistake is None:
        assert verdict.mistake is None
    else:
        assert verdict.mistake is not None
        assert mistake in instance.mistakes[verdict.mistake].explanation
