"""The consistency deck: its questions follow the map, and no wrong option is right."""

from itertools import product
from pathlib import Path

import pytest

from flashdesign.content.system_design.generators.consistency import YES, Records, notes
from flashdesign.content.system_design.record import load
from flashdesign.content.yaml import reader
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, MultipleChoice
from flashdesign.errors import DeckFormatError

DECK = Path(__file__).parents[4] / "decks" / "consistency.yaml"
OWN_FACTS = {"F175", "F176", "F177", "F178", "F179", "F180"}
MAX_WHY_WORDS = 30
MAX_ANSWER_WORDS = 12

SMALL = """
content: consistency
deck: {id: consistency, title: Consistency}
anomalies:
  - {id: gone, named: lost posts}
  - {id: back, named: going back}
  - {id: old, named: old values}
models:
  - id: top
    name: Top
    promise: All.
    implies: [mid]
    forbids: [gone, back, old]
    availability: unavailable
  - id: mid
    name: Mid
    promise: Most.
    implies: [left, right]
    forbids: [gone, back]
    availability: sticky
  - {id: left, name: Left, promise: Posts., forbids: [gone], availability: total}
  - {id: right, name: Right, promise: Forward., forbids: [back], availability: total}
  - {id: none, name: None, promise: Nothing., availability: total}
units:
  - id: only
    tags: [models]
"""


def parse(text: str) -> Records:
    return load(Records, reader.parse(text.encode(), Path("small.yaml")))


@pytest.fixture(scope="module")
def built_in() -> Records:
    return load(Records, reader.parse(DECK.read_bytes(), DECK))


@pytest.fixture(scope="module")
def made(built_in: Records) -> tuple[Note, ...]:
    return tuple(notes(built_in))


def closure(records: Records) -> set[tuple[str, str]]:
    """Return all pairs (stronger, weaker), calculated independently of the tested code."""
    ids = [model.id for model in records.models]
    pairs = {(model.id, weaker) for model in records.models for weaker in model.implies}
    for middle, strong, weak in product(ids, repeat=3):
        if (strong, middle) in pairs and (middle, weak) in pairs:
            pairs.add((strong, weak))
    return pairs


def forbids(records: Records) -> dict[str, set[str]]:
    return {model.id: set(model.forbids) for model in records.models}


def asked(
    records: Records, made: tuple[Note, ...], template: str
) -> list[tuple[str, list[str], list[str]]]:
    """Return record id, right models and wrong models of a template's notes."""
    ids = {model.name: model.id for model in records.models}
    found = []
    for note in made:
        if note.id.endswith(f".{template}") and isinstance(note.question, MultipleChoice):
            right = [ids[text] for text in note.question.correct]
            wrong = [ids[option.text] for option in note.question.wrong]
            found.append((note.id.removesuffix(f".{template}"), right, wrong))
    return found


def test_no_wrong_option_forbids_the_anomaly(built_in: Records, made: tuple[Note, ...]) -> None:
    cards = asked(built_in, made, "weakest")
    assert len(cards) >= 10
    for anomaly, right, wrong in cards:
        assert all(anomaly in forbids(built_in)[model] for model in right)
        assert not any(anomaly in forbids(built_in)[model] for model in wrong)
        assert not {(strong, weak) for strong in wrong for weak in right} & closure(built_in)


def test_no_wrong_option_meets_the_need(built_in: Records, made: tuple[Note, ...]) -> None:
    cards = asked(built_in, made, "need")
    assert cards
    for _, (right,), wrong in cards:
        for model in wrong:
            assert model != right
            assert (model, right) not in closure(built_in)
            assert not forbids(built_in)[right] <= forbids(built_in)[model]


def test_no_wrong_option_is_also_included(built_in: Records, made: tuple[Note, ...]) -> None:
    asks = {record.id: record for unit in built_in.units for record in unit.included}
    cards = asked(built_in, made, "included")
    assert cards
    for name, (right,), wrong in cards:
        ask = asks[name]
        assert right == (ask.weak if ask.find == "weak" else ask.strong)
        assert (ask.strong, ask.weak) in closure(built_in)
        for model in wrong:
            pair = (ask.strong, model) if ask.find == "weak" else (model, ask.weak)
            assert pair not in closure(built_in)
            assert not forbids(built_in)[pair[1]] <= forbids(built_in)[pair[0]]


def test_wrong_options_behave_differently_in_a_partition(
    built_in: Records, made: tuple[Note, ...]
) -> None:
    stops = {model.id: model.availability == "unavailable" for model in built_in.models}
    cards = asked(built_in, made, "split")
    assert len(cards) >= 2
    for _, (right,), wrong in cards:
        assert all(stops[model] != stops[right] for model in wrong)


def test_an_implication_is_answered_by_the_edges(built_in: Records, made: tuple[Note, ...]) -> None:
    questions = {note.id: note.question for note in made}
    named = {anomaly.named: anomaly.id for anomaly in built_in.anomalies}

    def denied(text: str) -> str:
        return named[text.removeprefix("No, ").removesuffix(" can still happen")]

    for ask in (record for unit in built_in.units for record in unit.implications):
        question = questions[f"{ask.id}.implies"]
        assert isinstance(question, MultipleChoice)
        (right,) = question.correct
        wrong = {option.text for option in question.wrong}
        one, other = forbids(built_in)[ask.one], forbids(built_in)[ask.other]
        assert len(wrong) == 3
        assert all(denied(text) in one for text in wrong - {YES})
        assert (right == YES) == ((ask.one, ask.other) in closure(built_in))
        assert right == YES or denied(right) in other - one


def test_every_fact_has_its_card(made: tuple[Note, ...]) -> None:
    assert {fact for note in made for fact in note.facts} >= OWN_FACTS


def test_each_note_is_short_and_gives_a_reason(made: tuple[Note, ...]) -> None:
    assert len({note.id for note in made}) == len(made)
    for note in made:
        assert 0 < len(note.why.split()) <= MAX_WHY_WORDS, note.id
        if isinstance(note.question, Basic):
            assert len(note.question.back.split()) <= MAX_ANSWER_WORDS, note.id


def test_each_back_names_a_related_note(made: tuple[Note, ...]) -> None:
    assert not [note.id for note in made if not note.related]


def test_a_unit_adds_its_tag_and_interleaves_its_lists() -> None:
    text = SMALL + (
        "    plain: [{id: p1, ask: A?, answer: B}, {id: p2, cloze: '{{1::C}}'}]\n"
        "    weakest: [{id: old, ask: W?, against: [left, right, mid]}]\n"
    )
    made = list(notes(parse(text)))
    assert [note.id for note in made] == ["p1.ask", "old.weakest", "p2.ask"]
    assert {note.tags for note in made} == {("models",)}


def test_wrong_options_are_the_nearest_on_the_map() -> None:
    text = SMALL + "    needs: [{id: n1, ask: Q?, model: top}]\n"
    (made,) = notes(parse(text))
    assert isinstance(made.question, MultipleChoice)
    assert [option.text for option in made.question.wrong] == ["Mid", "Left", "Right"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param(
            "needs: [{id: n1, ask: Q?, model: left, against: [mid, right, none]}]",
            "one is right as well",
            id="a wrong option that is stronger",
        ),
        pytest.param(
            "weakest: [{id: gone, ask: Q?, against: [mid, right, none]}]",
            "one is right as well",
            id="a wrong option that forbids the anomaly",
        ),
        pytest.param(
            "weakest: [{id: gone, ask: Q?}]", "too few", id="fewer than three wrong options"
        ),
        pytest.param(
            "included: [{id: i1, ask: Q?, strong: left, weak: right}]",
            "does not imply",
            id="a missing edge",
        ),
        pytest.param(
            "implications: [{id: i1, ask: Q?, one: left, other: mid, witness: gone}]",
            "does not tell",
            id="a witness that both forbid",
        ),
        pytest.param(
            "implications: [{id: i1, ask: Q?, one: left, other: none}]",
            "does not tell",
            id="two models that no anomaly distinguishes",
        ),
        pytest.param(
            "splits: [{id: s1, ask: Q?, model: nobody}]", "no 'nobody'", id="an unknown model"
        ),
        pytest.param("plain: [{id: p1, ask: Q?}]", "needs `ask`", id="no answer"),
    ],
)
def test_a_wrong_question_is_rejected_at_loading(line: str, message: str) -> None:
    with pytest.raises(DeckFormatError, match=message):
        parse(SMALL + f"    {line}\n")
