"""Notes about practice: cases of a family, gaps, prices and rejected records."""

from pathlib import Path

import pytest

from flashdesign.content.system_design.generators.interfaces import Records, notes
from flashdesign.content.system_design.record import load
from flashdesign.content.yaml import reader
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, MultipleChoice, WrongOption
from flashdesign.errors import DeckFormatError

DECK = Path(__file__).parents[4] / "decks" / "practice.yaml"
HEAD = """\
content: interfaces
deck: {id: practice, title: Practice}
families:
  - id: stores
    ask: Which store?
    members:
      - {id: rows, name: Relational, otherwise: It is for joins.}
      - {id: keys, name: Key-value, otherwise: It is for one key.}
      - {id: words, name: Search index, otherwise: It is for words.}
      - {id: files, name: Object store, otherwise: It is for files.}
      - {id: bytes, name: Block store, otherwise: It is for disks.}
"""


def made(questions: str) -> dict[str, Note]:
    document = reader.parse((HEAD + questions).encode(), Path("practice.yaml"))
    return {note.id: note for note in notes(load(Records, document))}


def test_a_case_is_asked_with_its_family_except_members_that_also_fit() -> None:
    found = made(
        "cases: [{id: session, family: stores, member: keys, scene: A token., near: [rows]}]"
    )
    assert found["session.case"].question == MultipleChoice(
        "A token. Which store?",
        ("Key-value",),
        (
            WrongOption("Search index", "It is for words."),
            WrongOption("Object store", "It is for files."),
            WrongOption("Block store", "It is for disks."),
        ),
    )


def test_a_case_can_have_its_own_question() -> None:
    found = made(
        "cases: [{id: session, family: stores, member: keys, scene: A token., ask: Where?}]"
    )
    question = found["session.case"].question
    assert isinstance(question, MultipleChoice)
    assert question.front == "A token. Where?"


def test_a_gap_shows_the_requirements_and_the_calls() -> None:
    found = made(
        "gaps: [{id: follow, agreed: Users follow., calls: '`post()`', missing: '`follow()`'}]"
    )
    assert found["follow.gap"].question == Basic(
        "Agreed: Users follow.\n\nCalls on the whiteboard: `post()`\n\nWhich call is missing?",
        "`follow()`",
    )


@pytest.mark.parametrize(
    ("extra", "front"),
    [
        pytest.param("", "You cache. What do you pay for it?", id="the usual question"),
        pytest.param(", ask: And then?", "You cache. And then?", id="its own question"),
    ],
)
def test_a_cure_has_its_price(extra: str, front: str) -> None:
    found = made(f"prices: [{{id: cache, cure: You cache., price: Stale reads.{extra}}}]")
    assert found["cache.price"].question == Basic(front, "Stale reads.")


def test_kinds_are_mixed() -> None:
    found = made("""\
asked:
  - {id: one, front: A?, back: B}
  - {id: two, front: C?, back: D}
prices:
  - {id: cache, cure: You cache., price: Stale reads.}
""")
    assert list(found) == ["one.asked", "cache.price", "two.asked"]


@pytest.mark.parametrize(
    ("case", "complaint"),
    [
        pytest.param(
            "{id: odd, family: shops, member: keys, scene: A.}",
            "there is no family 'shops'",
            id="a missing family",
        ),
        pytest.param(
            "{id: odd, family: stores, member: graph, scene: A.}",
            "family 'stores' has no member 'graph'",
            id="a missing member",
        ),
        pytest.param(
            "{id: odd, family: stores, member: keys, scene: A., near: [rows, words]}",
            "fewer than 3 wrong options",
            id="too few rivals are left",
        ),
    ],
)
def test_an_invalid_case_is_rejected(case: str, complaint: str) -> None:
    with pytest.raises(DeckFormatError, match=complaint):
        made(f"cases: [{case}]")


@pytest.fixture(scope="module")
def built_in() -> Records:
    return load(Records, reader.parse(DECK.read_bytes(), DECK))


def test_no_two_cases_of_the_deck_have_the_same_answer(built_in: Records) -> None:
    members = [(case.family, case.member) for case in built_in.cases]
    assert len(set(members)) == len(members)


def test_each_member_of_a_family_is_right_once(built_in: Records) -> None:
    known = {(family.id, member.id) for family in built_in.families for member in family.members}
    assert {(case.family, case.member) for case in built_in.cases} == known


def test_cards_of_the_same_type_are_spread_apart(built_in: Records) -> None:
    forms = [note.id.rpartition(".")[2] for note in notes(built_in)]
    triples = zip(forms, forms[1:], forms[2:], strict=False)
    assert not [triple for triple in triples if set(triple) == {"case"}]
