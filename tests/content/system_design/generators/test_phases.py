"""Notes about phases: adjacent phases, places, wrong options and rejected records."""

from pathlib import Path

import pytest

from flashdesign.content.system_design.generators.phases import Records, notes
from flashdesign.content.system_design.loader import load_built_in_decks
from flashdesign.content.system_design.record import load
from flashdesign.content.yaml import reader
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, MultipleChoice, Number
from flashdesign.errors import DeckFormatError

DECKS = Path(__file__).parents[4] / "decks"

HEAD = """\
content: phases
deck: {id: phases, title: Phases}
plans:
  - id: plan-b
    name: sums first
    sibling: plan-b2
    phases:
      - {id: clarify, name: Clarify, goal: agreeing}
      - {id: estimate, name: Estimate, goal: scale}
      - {id: api, name: Interface, goal: calls}
      - {id: model, name: Data model, goal: entities}
      - {id: draw, name: Drawing, goal: boxes}
  - id: plan-b2
    name: contract first
    phases:
      - {id: clarify, name: Clarify, goal: agreeing}
      - {id: api, name: Interface, goal: calls}
      - {id: estimate, name: Estimate, goal: scale}
"""


def made(questions: str) -> dict[str, Note]:
    document = reader.parse((HEAD + questions).encode(), Path("phases.yaml"))
    return {note.id: note for note in notes(load(Records, document))}


def test_the_next_phase_is_asked_among_its_neighbours_and_the_sibling_is_named() -> None:
    question = made("follows: [{id: b-scope, plan: plan-b, phase: clarify, front: Now?}]")[
        "b-scope.follows"
    ].question
    assert isinstance(question, MultipleChoice)
    assert question.correct == ("Estimate",)
    assert {wrong.text: wrong.why for wrong in question.wrong} == {
        "Interface": "That is the order of the contract first.",
        "Data model": "Comes later; it is for entities.",
        "Drawing": "Comes later; it is for boxes.",
    }


def test_an_earlier_phase_is_explained_as_such() -> None:
    question = made("follows: [{id: b-api, plan: plan-b, phase: api, front: Now?}]")[
        "b-api.follows"
    ].question
    assert isinstance(question, MultipleChoice)
    assert question.correct == ("Data model",)
    whys = {wrong.text: wrong.why for wrong in question.wrong}
    assert whys["Clarify"] == "That step is behind you; it was for agreeing."


def test_the_previous_phase_is_asked_without_options() -> None:
    found = made("precedes: [{id: b-api, plan: plan-b, phase: api, front: Just done?}]")
    assert found["b-api.precedes"].question == Basic("Just done?", "Estimate.")


def test_minutes_keep_their_span() -> None:
    minutes = (
        "minutes: [{id: slot, plan: plan-b, phase: api, front: Long?, answer: 5, span: [3, 10]}]"
    )
    assert made(minutes)["slot.minutes"].question == Number(
        "Long?", "5", "min", ("3", "10"), "exact"
    )


def test_an_action_is_placed_and_wrong_places_have_their_purpose() -> None:
    placed = (
        "placements: [{id: sums, plan: plan-b, phase: estimate, front: You multiply., why: Sums.}]"
    )
    note = made(placed)["sums.place"]
    assert isinstance(note.question, MultipleChoice)
    assert note.why == "Sums."
    assert [wrong.why for wrong in note.question.wrong] == [
        "That step is for agreeing.",
        "That step is for calls.",
        "That step is for entities.",
    ]


def test_a_topic_that_would_also_help_is_not_a_distractor() -> None:
    found = made("""\
topics:
  - {id: cache, name: Cache, does: keeps values, symptom: Read often., near: [cdn]}
  - {id: cdn, name: CDN, does: serves near, symptom: Far away.}
  - {id: queue, name: Queue, does: lets work wait, symptom: Slow click.}
""")
    question = found["cache.topic"].question
    assert isinstance(question, MultipleChoice)
    assert [(wrong.text, wrong.why) for wrong in question.wrong] == [
        ("Queue", "It lets work wait.")
    ]


def test_kinds_are_mixed_and_each_keeps_the_order_of_the_file() -> None:
    found = made("""\
follows:
  - {id: first, plan: plan-b, phase: clarify, front: Now?}
  - {id: second, plan: plan-b, phase: api, front: Now?}
asked:
  - {id: one, front: A?, back: B}
  - {id: two, front: C?, back: D}
""")
    assert list(found) == ["first.follows", "one.asked", "second.follows", "two.asked"]


def test_the_order_of_the_bundled_deck_is_complete() -> None:
    (deck,) = (deck for deck in load_built_in_decks(DECKS) if deck.id == "phases")
    order = load(Records, reader.read(DECKS / "phases.yaml")).order
    assert [note.id for note in deck.notes] == list(order)


def test_plan_a_comes_before_the_others_and_types_vary_from_the_start() -> None:
    (deck,) = (deck for deck in load_built_in_decks(DECKS) if deck.id == "phases")
    first = deck.notes[:10]
    assert len({type(note.question) for note in first}) == 4
    assert not {fact for note in first for fact in note.facts} & {"F002", "F003", "F004"}


@pytest.mark.parametrize(
    ("questions", "complaint"),
    [
        pytest.param(
            "follows: [{id: end, plan: plan-b, phase: draw, front: Now?}]",
            "nothing stands beyond 'draw' in plan 'plan-b'",
            id="nothing follows the last phase",
        ),
        pytest.param(
            "precedes: [{id: begin, plan: plan-b, phase: clarify, front: Before?}]",
            "nothing stands beyond 'clarify' in plan 'plan-b'",
            id="nothing precedes the first phase",
        ),
        pytest.param(
            "placements: [{id: odd, plan: plan-z, phase: api, front: Where?}]",
            "there is no plan 'plan-z'",
            id="a missing plan",
        ),
        pytest.param(
            "placements: [{id: odd, plan: plan-b, phase: lunch, front: Where?}]",
            "plan 'plan-b' has no phase 'lunch'",
            id="a phase of no plan",
        ),
    ],
)
def test_a_question_about_an_unknown_phase_is_rejected(questions: str, complaint: str) -> None:
    with pytest.raises(DeckFormatError, match=complaint):
        made(questions)
