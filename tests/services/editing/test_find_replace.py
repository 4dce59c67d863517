"""Find and replace: what would change is told first, the change is one step of undo."""

import dataclasses
from pathlib import Path

import pytest

from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.domain.notes.find_replace import Substitution, replace_plain
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic, Bucket, Classify, Cloze, Drill, Question
from flashdesign.services.editing import notes, undo
from flashdesign.services.editing.find_replace import (
    NotePart,
    plan_replacement,
    replace_in_notes,
)
from flashdesign.storage.notes import decks, save
from tests.support.drills.templates import POSTS
from tests.support.learner import Learner

MINE, SHIPPED = DeckId("mine"), DeckId("built")
ALL = frozenset(NotePart)
QUESTIONS: dict[str, Question] = {
    "plain": Basic("What is a sahrd?", "A sahrd is a part", accept=("sahrd",)),
    "gap": Cloze("A {{1::sahrd}} is a part."),
    "groups": Classify("Sort.", (Bucket("sahrd", ("a",)), Bucket("other", ("b",)))),
    "other": Basic("What is Raft?", "A protocol"),
    "drill": Drill(POSTS),
}


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    person = Learner(tmp_path)
    own = [Note(MINE, name, asked, why="Not a sahrd.") for name, asked in QUESTIONS.items()]
    with person.context.database.transaction() as connection:
        decks.save_deck(connection, Deck(MINE, "Mine"), 0, "own")
        save.save_notes(connection, enumerate(own))
    return person.store(Deck(SHIPPED, "Built in", (Note(SHIPPED, "n", Basic("sahrd?", "!")),)))


def keys() -> list[NoteKey]:
    return [*(NoteKey(f"mine/{name}") for name in QUESTIONS), NoteKey("built/n")]


def note(learner: Learner, name: str) -> Note:
    return notes.note(learner.context, NoteKey(name))


def test_the_plan_tells_what_changes_and_what_is_left_out(learner: Learner) -> None:
    plan = plan_replacement(
        learner.context, keys(), ALL, replace_plain(Substitution("sahrd", "shard"))
    )
    assert [str(changed.key) for changed in plan.changed] == [
        "mine/plain", "mine/gap", "mine/groups", "mine/other", "built/n",
    ]  # fmt: skip
    assert plan.only_text == (NoteKey("mine/drill"),)
    assert (plan.built_in, plan.invalid) == (1, ())
    first = plan.examples[0]
    assert (first.label, first.before, first.after) == (
        "Question", "What is a sahrd?", "What is a shard?",
    )  # fmt: skip
    assert note(learner, "mine/plain").question == QUESTIONS["plain"], "nothing is changed yet"


@pytest.mark.parametrize(
    ("parts", "front", "back", "why"),
    [
        pytest.param({NotePart.QUESTION}, "shard", "sahrd", "sahrd", id="only questions"),
        pytest.param({NotePart.ANSWER}, "sahrd", "shard", "sahrd", id="only answers"),
        pytest.param({NotePart.EXPLANATION}, "sahrd", "sahrd", "shard", id="only explanations"),
        pytest.param({NotePart.HINT, NotePart.SOURCE}, "sahrd", "sahrd", "sahrd", id="no text"),
    ],
)
def test_only_the_chosen_parts_change(
    learner: Learner, parts: set[NotePart], front: str, back: str, why: str
) -> None:
    replace = replace_plain(Substitution("sahrd", "shard"))
    replace_in_notes(learner.context, [NoteKey("mine/plain")], parts, replace)
    changed = note(learner, "mine/plain")
    assert changed.question == Basic(f"What is a {front}?", f"A {back} is a part", accept=(back,))
    assert changed.why == f"Not a {why}."


def test_one_undo_takes_all_of_it_back(learner: Learner) -> None:
    replace = replace_plain(Substitution("SAHRD", "shard", matches_case=False))
    assert replace_in_notes(learner.context, keys(), ALL, replace) == 5
    assert note(learner, "mine/gap").question == Cloze("A {{1::shard}} is a part.")
    assert notes.origin(learner.context, NoteKey("built/n")) == "edited"
    assert undo.undo(learner.context) == "Undone: replacing in 5 notes."
    assert note(learner, "mine/gap").question == QUESTIONS["gap"]
    assert notes.origin(learner.context, NoteKey("built/n")) == "built_in"


def test_a_note_that_would_be_invalid_stays_as_it_is(learner: Learner) -> None:
    replace = replace_plain(Substitution("{{1::sahrd}}", "shard"))
    plan = plan_replacement(learner.context, keys(), ALL, replace)
    assert (plan.changed, plan.invalid) == ((), (NoteKey("mine/gap"),))
    assert "gap" in plan.problem
    assert replace_in_notes(learner.context, keys(), ALL, replace) == 0
    assert undo.undo(learner.context) is None


def test_the_examples_are_few(learner: Learner) -> None:
    many = [Note(MINE, f"n{at}", Basic(f"x{at}?", "x")) for at in range(30)]
    with learner.context.database.transaction() as connection:
        save.save_notes(connection, enumerate(many, 10))
    replace = replace_plain(Substitution("x", "y"))
    plan = plan_replacement(learner.context, [made.key for made in many], ALL, replace)
    assert (len(plan.changed), len(plan.examples)) == (30, 5)


def test_a_note_that_was_edited_meanwhile_stays_as_it_is(learner: Learner) -> None:
    before = note(learner, "mine/plain")
    after = dataclasses.replace(before, question=Basic("What is a shard?", "A part"))
    edited = dataclasses.replace(before, why="Another reason.")
    notes.save_note(learner.context, before.key, edited)
    assert notes.save_changed(learner.context, [(before, after)]) == 0
    assert note(learner, "mine/plain") == edited
    assert notes.save_changed(learner.context, [(edited, after)]) == 1
    assert note(learner, "mine/plain") == after
