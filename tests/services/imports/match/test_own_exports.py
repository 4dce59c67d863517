"""A note that returns from another program matches the one in the collection."""

from dataclasses import replace
from pathlib import Path

import pytest

from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.transfer.import_plan import ImportBundle, ImportOptions, Picture
from flashdesign.services.editing import notes
from flashdesign.services.exports import export
from flashdesign.services.imports import apply
from flashdesign.services.imports import plan as import_plan
from flashdesign.services.imports.read_file import read_file
from tests.support.learner import ROOT, Learner, finish, small_decks

FROM, UNDER = DeckId("from"), DeckId("from.under")


def bundle(*names: str) -> ImportBundle:
    under = tuple(
        Note(UNDER, f"n{at}", Basic("Q", "A"), guid=name) for at, name in enumerate(names)
    )
    picture = Picture(UNDER, "p.png", "11" * 32, lambda: b"data")
    return ImportBundle(
        "x.apkg", (Deck(FROM, "From"), Deck(UNDER, "Under", under, FROM)), (picture,)
    )


@pytest.mark.parametrize(
    ("name", "new"),
    [
        pytest.param("basics/plain", 0, id="by its key"),
        pytest.param("basics/both-t2", 0, id="one of its two sides"),
        pytest.param("choices/cap#o1", 0, id="one of its parts"),
        pytest.param("basics/none", 1, id="another note"),
        pytest.param("v)Gz/`(W]o", 1, id="a guid from Anki"),
    ],
)
def test_a_note_of_ours_is_not_brought_again(learner: Learner, name: str, new: int) -> None:
    learner.store(*small_decks())
    plan = import_plan.plan(learner.context, bundle(name))
    assert (len(plan.new), plan.same, len(plan.bundle.problems)) == (new, 1 - new, 1 - new)
    assert (len(plan.bundle.decks), len(plan.pictures)) == (2 * new, new)


def test_a_note_that_was_deleted_here_comes_back_as_a_new_one(learner: Learner) -> None:
    learner.store(*small_decks())
    notes.delete_notes(learner.context, [NoteKey("basics/plain")])
    assert len(import_plan.plan(learner.context, bundle("basics/plain")).new) == 1


def test_what_is_not_ours_comes_with_the_decks_above_it(learner: Learner) -> None:
    learner.store(*small_decks())
    wanted = import_plan.plan(learner.context, bundle("basics/plain", "other"))
    assert [deck.id for deck in wanted.bundle.decks] == [FROM, UNDER]
    assert apply.apply(learner.context, wanted).new == 1
    assert import_plan.plan(learner.context, bundle("basics/plain", "other")).same == 2


def test_a_deck_that_names_its_notes_so_itself_is_taken(learner: Learner) -> None:
    learner.store(*small_decks())
    one = Note(FROM, "n0", Basic("Q", "A"), guid="from/n0")
    brought = ImportBundle("x.yaml", (Deck(FROM, "From", (one,)), Deck(UNDER, "U", (), ROOT)))
    apply.apply(learner.context, import_plan.plan(learner.context, brought))
    assert import_plan.plan(learner.context, brought).same == 1


def test_a_package_of_ours_changes_nothing_here_and_brings_all_elsewhere(
    learner: Learner, tmp_path: Path
) -> None:
    root, basics, *others = small_decks()
    found = replace(basics, notes=tuple(replace(note, why="So it is.") for note in basics.notes))
    learner.store(root, found, *others)
    finish(learner.start_review())
    path = tmp_path / "out.apkg"
    export.export(learner.context, ROOT, path, with_schedule=True)
    plan = import_plan.plan(learner.context, read_file(path))
    assert (plan.new, plan.changed, plan.removed, plan.pictures) == ((), (), (), ())
    other = Learner(tmp_path / "other", learner.clock)
    there = import_plan.plan(other.context, read_file(path))
    applied = apply.apply(other.context, there, ImportOptions(schedule=True))
    answers = [row.rating for row in learner.log() if row.rating is not None]
    brought = [row.rating for row in other.log() if row.rating is not None]
    assert (applied.changed, sorted(brought)) == (0, sorted(answers))
    names = {note.guid: note.key for _, note in there.new}
    (both,) = [note for _, note in there.new if note.guid == "basics/both"]
    assert (both.question, both.why) == (Basic("To?", "Fro!", reverse=True), "So it is.")
    assert applied.new == 8
    ours, theirs = learner.memory("basics/plain"), other.memory(names["basics/plain"])
    assert (theirs.due, theirs.reps) == (ours.due, ours.reps)
    other.close()
