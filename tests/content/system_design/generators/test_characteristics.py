"""The characteristics deck: its templates, rejected records and coverage."""

from collections import Counter
from pathlib import Path

import pytest

from flashdesign.content.decks.deck_file import build_notes
from flashdesign.content.note_kinds.common_fields import named_sources
from flashdesign.content.note_kinds.registry import find_problem
from flashdesign.content.system_design.generators.characteristics import Records, notes
from flashdesign.content.system_design.record import load
from flashdesign.content.yaml import reader
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, MultipleChoice
from flashdesign.errors import DeckFormatError, Problem

DECK = Path(__file__).parents[4] / "decks" / "characteristics.yaml"
OWN_FACTS = {f"F{number:03}" for number in range(28, 45)}
MAX_WORDS_ANSWER, MAX_WORDS_WHY = 12, 30
FIVE = {"scalability", "reliability", "availability", "efficiency", "serviceability"}

HEAD = """\
content: characteristics
deck: {id: characteristics, title: Characteristics}
qualities:
  - id: durability
    called: Durability
    lacking: confirmed data would be gone
    why: Confirmed means promised.
    facts: [F039]
    name: {ask: Share of objects lost?, answer: Durability}
    belief: {ask: Replicas are enough?, answer: 'No.', why: At once., facts: [F031]}
  - {id: latency, called: Latency, lacking: answers would be slow}
  - {id: freshness, called: Freshness, lacking: values would be old}
"""


def made(body: str = "") -> dict[str, Note]:
    document = reader.parse((HEAD + body).encode(), Path("characteristics.yaml"))
    return {note.id: note for note in notes(load(Records, document))}


def test_a_card_has_the_fields_of_its_quality_unless_its_question_has_them() -> None:
    name, belief = made().values()
    assert (name.id, name.question) == (
        "durability.name",
        Basic("Share of objects lost?", "Durability"),
    )
    assert (name.why, name.facts) == ("Confirmed means promised.", ("F039",))
    assert (belief.id, belief.why, belief.facts) == ("durability.belief", "At once.", ("F031",))


def test_wrong_options_of_a_symptom_say_what_is_missing_without_them() -> None:
    body = "symptoms: [{id: sy.x, ask: Gone?, quality: durability, rivals: [latency, freshness]}]"
    question = made(body)["sy.x.symptom"].question
    assert isinstance(question, MultipleChoice)
    assert question.correct == ("Durability",)
    assert {wrong.text: wrong.why for wrong in question.wrong} == {
        "Latency": "Without it, answers would be slow.",
        "Freshness": "Without it, values would be old.",
    }


def test_a_technique_explains_why_each_rival_is_wrong() -> None:
    rivals = "{durability: A cache is a copy., latency: More misses.}"
    body = f"techniques: [{{id: te.x, ask: TTL?, quality: freshness, rivals: {rivals}}}]"
    question = made(body)["te.x.technique"].question
    assert isinstance(question, MultipleChoice)
    assert question.correct == ("Freshness",)
    assert {wrong.text: wrong.why for wrong in question.wrong} == {
        "Durability": "A cache is a copy.",
        "Latency": "More misses.",
    }


CONTRAST = """
contrasts:
  - id: pair.x
    case: Slow, but kept.
    pair: [durability, latency]
    question: which is missing?
    quality: %s
    because: it is slow.
"""


def test_a_contrast_names_both_qualities_and_the_reason() -> None:
    question = made(CONTRAST % "latency")["pair.x.contrast"].question
    assert question == Basic(
        "Slow, but kept. Durability or latency: which is missing?", "Latency: it is slow."
    )


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param(
            CONTRAST % "freshness",
            "'quality' must be one of the pair, durability or latency",
            id="a contrast cannot be decided by a third quality",
        ),
        pytest.param(
            "symptoms: [{id: sy.x, ask: Gone?, quality: durability, rivals: [latancy]}]",
            "no quality of this file has the id 'latancy'",
            id="a rival must be a quality of the file",
        ),
        pytest.param(
            "techniques: [{id: te.x, ask: TTL?, quality: fresh, rivals: {latency: No.}}]",
            "no quality of this file has the id 'fresh'",
            id="a technique must serve a quality of the file",
        ),
    ],
)
def test_an_unknown_reference_is_rejected(body: str, message: str) -> None:
    with pytest.raises(DeckFormatError, match=message):
        made(body)


def test_naming_comes_before_measuring_and_correcting() -> None:
    opening = "openings: [{id: open.x, ask: The fifth?, answer: Efficiency}]"
    assert list(made(opening)) == ["open.x.opening", "durability.name", "durability.belief"]


def built_in() -> tuple[Note, ...]:
    document = reader.read(DECK)
    records = load(Records, document)
    problems: list[Problem] = []
    sources = named_sources(document.root, problems)
    written = build_notes(document, records.deck_id, problems, sources)
    assert problems == []
    return (*notes(records), *written)


@pytest.mark.parametrize("note", built_in(), ids=lambda note: note.id)
def test_a_note_can_be_asked_and_is_short(note: Note) -> None:
    question = note.question
    assert find_problem(question) is None
    assert 0 < len(note.why.split()) <= MAX_WORDS_WHY
    if isinstance(question, Basic):
        assert len(question.back.split()) <= MAX_WORDS_ANSWER
    if isinstance(question, MultipleChoice):
        assert len(question.wrong) == 3
        assert all(wrong.why for wrong in question.wrong)


def test_the_deck_covers_its_facts_and_the_five_in_several_forms() -> None:
    deck = built_in()
    assert {fact for note in deck for fact in note.facts} >= OWN_FACTS
    forms = Counter(
        quality for note in deck for quality in FIVE if note.id.startswith(f"{quality}.")
    )
    assert all(forms[quality] >= 2 for quality in FIVE)
    assert max(Counter(note.id.rpartition(".")[2] for note in deck).values()) < len(deck) / 3
