"""The scaling deck: choices, duels, figures and rejected records."""

from math import isclose
from pathlib import Path

import pytest

from flashdesign.content.system_design.generators.scaling import Records, notes
from flashdesign.content.system_design.record import load
from flashdesign.content.yaml import reader
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze, MultipleChoice, Number, kind
from flashdesign.errors import DeckFormatError

DECK = Path(__file__).parents[4] / "decks" / "scaling.yaml"
OWN_FACTS = {f"F{number}" for number in (*range(141, 147), *range(158, 175))}
MAX_WHY_WORDS = 30
MAX_ANSWER_WORDS = 12
MIN_BETWEEN_SIBLINGS = 1

SMALL = """
content: scaling
deck: {id: scaling, title: Scaling}
units:
  - id: only
    tags: [caching]
    techniques:
      - {id: one, name: First way, does: Does one.}
      - {id: two, name: Second way, does: Does two.}
      - {id: three, name: Third way, does: Does three.}
      - {id: four, name: TTL way, does: Does four.}
"""


def parse(text: str) -> Records:
    return load(Records, reader.parse(text.encode(), Path("small.yaml")))


@pytest.fixture(scope="module")
def made() -> tuple[Note, ...]:
    return tuple(notes(load(Records, reader.parse(DECK.read_bytes(), DECK))))


def test_every_fact_has_its_card(made: tuple[Note, ...]) -> None:
    assert {fact for note in made for fact in note.facts} >= OWN_FACTS


def test_each_note_is_short_and_gives_a_reason(made: tuple[Note, ...]) -> None:
    assert len({note.id for note in made}) == len(made)
    for note in made:
        assert 0 < len(note.why.split()) <= MAX_WHY_WORDS, note.id
        if isinstance(note.question, Basic):
            assert len(note.question.back.split()) <= MAX_ANSWER_WORDS, note.id


def test_each_choice_has_three_wrong_options_with_reasons(made: tuple[Note, ...]) -> None:
    for note in made:
        if isinstance(note.question, MultipleChoice):
            texts = {*note.question.correct, *(option.text for option in note.question.wrong)}
            assert len(texts) == 4, note.id
            assert all(option.why for option in note.question.wrong), note.id


def test_no_form_makes_up_more_than_half(made: tuple[Note, ...]) -> None:
    templates = [note.id.rpartition(".")[2] for note in made]
    assert max(map(templates.count, templates)) <= len(made) / 2


def test_notes_of_one_technique_are_spread_apart(made: tuple[Note, ...]) -> None:
    last: dict[str, int] = {}
    for place, note in enumerate(made):
        record = note.id.rpartition(".")[0]
        assert place - last.get(record, -100) > MIN_BETWEEN_SIBLINGS, note.id
        last[record] = place


def test_notes_have_the_tag_of_their_group(made: tuple[Note, ...]) -> None:
    tags = {tag for note in made for tag in note.tags}
    assert {"types", "load-balancing", "caching", "replication", "partitioning"} <= tags
    assert {"queues", "fan-out", "rate-limiting", "coordination", "cdn"} <= tags
    assert all(note.tags for note in made)


@pytest.mark.parametrize(
    ("name", "truth"),
    [
        pytest.param("cold-cache", 100 / (100 - 95), id="all reads instead of the misses"),
        pytest.param("ring-moves", 100 / 21, id="the fair share of the new node"),
        pytest.param("retry-storm", 3**3, id="tries multiply over layers"),
    ],
)
def test_figures_match_their_calculation(made: tuple[Note, ...], name: str, truth: float) -> None:
    (question,) = [note.question for note in made if note.id == f"{name}.figure"]
    assert isinstance(question, Number)
    assert isclose(float(question.answer), truth, rel_tol=0.01)


def test_rivals_of_a_duel_are_the_first_options_and_related() -> None:
    text = SMALL + (
        "    scenes: [{id: one, ask: Which?}]\n"
        "    duels: [{id: d1, pair: [one, four], case: Now?, winner: four, because: it ends}]\n"
        "    failures: [{id: four, ask: Why?, answer: So}]\n"
    )
    made = {note.id: note for note in notes(parse(text))}
    scene, duel = made["one.scene"], made["d1.duel"]
    assert isinstance(scene.question, MultipleChoice)
    assert [option.text for option in scene.question.wrong] == [
        "TTL way",
        "Second way",
        "Third way",
    ]
    assert duel.question == Basic("First way or TTL way? Now?", "TTL way: it ends")
    assert (scene.related, duel.related) == (("four", "d1"), ("one", "four"))
    assert made["four.failure"].related == ("one", "d1")
    assert {note.tags for note in made.values()} == {("caching",)}


def test_each_side_of_a_contrast_names_the_other_and_offers_it_first() -> None:
    text = SMALL.replace(
        "{id: four, name: TTL way,", "{id: four, name: TTL way, contrast: [two],"
    ) + (
        "    scenes: [{id: two, ask: Which?}]\n"
        "    costs: [{id: four, ask: Why?, answer: So}, {id: three, ask: Who?, answer: He}]\n"
    )
    made = {note.id: note for note in notes(parse(text))}
    scene = made["two.scene"]
    assert isinstance(scene.question, MultipleChoice)
    assert scene.question.wrong[0].text == "TTL way"
    assert (scene.related, made["four.cost"].related) == (("four",), ("two",))
    assert made["three.cost"].related == ()


def test_an_unknown_contrast_is_rejected_at_loading() -> None:
    text = SMALL.replace("name: First way,", "name: First way, contrast: [six],")
    with pytest.raises(DeckFormatError, match="no technique 'six'"):
        parse(text)


def test_most_notes_have_related_notes(made: tuple[Note, ...]) -> None:
    assert sum(bool(note.related) for note in made) >= 0.9 * len(made)


def test_the_second_technique_of_a_duel_is_in_lower_case() -> None:
    text = SMALL + "    duels: [{id: d1, pair: [one, two], case: So?, winner: one, because: x}]\n"
    (made,) = notes(parse(text))
    assert made.question == Basic("First way or second way? So?", "First way: x")
    assert made.related == ()


def test_each_list_has_its_question_type() -> None:
    text = SMALL + (
        "    plain: [{id: p1, cloze: '{{1::C}}'}, {id: p2, ask: A?, answer: B}]\n"
        "    keys: [{id: k1, ask: K?, key: x, wrong: [{text: y, why: z}]}]\n"
        "    steps: [{id: s1, ask: S?, answer: T}]\n"
        "    beliefs: [{id: b1, belief: All., right: Some}]\n"
        "    figures: [{id: f1, ask: N?, answer: 27, unit: calls, bands: exact}]\n"
        "    costs: [{id: two, ask: C?, answer: D}]\n"
    )
    made = {note.id: note.question for note in notes(parse(text))}
    assert {name: kind(question) for name, question in made.items()} == {
        "p1.ask": "cloze",
        "p2.ask": "basic",
        "k1.key": "choice",
        "s1.step": "basic",
        "b1.belief": "basic",
        "f1.figure": "number",
        "two.cost": "basic",
    }
    assert made["p1.ask"] == Cloze("{{1::C}}")
    assert made["b1.belief"] == Basic('"All." What is wrong with that?', "Some")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param(
            "scenes: [{id: one, ask: Q?, against: [one, two, three]}]",
            "three other techniques",
            id="the right answer among the wrong ones",
        ),
        pytest.param(
            "scenes: [{id: one, ask: Q?, against: [two]}]", "three other", id="too few options"
        ),
        pytest.param("scenes: [{id: six, ask: Q?}]", "no technique 'six'", id="unknown scene"),
        pytest.param(
            "costs: [{id: six, ask: Q?, answer: A}]", "no technique 'six'", id="unknown cost"
        ),
        pytest.param(
            "duels: [{id: d1, pair: [one, two], case: Q?, winner: three, because: x}]",
            "none of the two",
            id="a winner from outside",
        ),
        pytest.param("plain: [{id: p1, ask: Q?}]", "needs either", id="no answer"),
        pytest.param(
            "plain: [{id: p1, ask: Q?, answer: A, cloze: '{{1::B}}'}]",
            "needs either",
            id="two forms at once",
        ),
    ],
)
def test_an_invalid_record_is_rejected_at_loading(line: str, message: str) -> None:
    with pytest.raises(DeckFormatError, match=message):
        parse(SMALL + f"    {line}\n")
