"""Exported cards are equal when they are imported again, in every format."""

import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from flashdesign.domain.ids import CardKey
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.transfer.import_plan import ImportOptions, ImportPlan
from flashdesign.services import deck_pictures
from flashdesign.services.collection import maintenance
from flashdesign.services.editing import notes
from flashdesign.services.exports import archive, export
from flashdesign.services.imports import apply
from flashdesign.services.imports import plan as import_plan
from flashdesign.services.imports.read_file import read_file
from flashdesign.storage.notes import cards
from flashdesign.storage.notes import decks as note_decks
from tests.support.anki.real_anki import ask
from tests.support.learner import Learner, finish
from tests.support.round_trips import HARD, PICTURE, notes_in, related_in, said_by, shelf, store


@pytest.fixture
def home(learner: Learner) -> Learner:
    """A user with the hard decks."""
    store(learner.context, shelf())
    return learner


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Learner]:
    """Another user, with an empty collection."""
    made = Learner(tmp_path / "other")
    yield made
    made.close()


def bring(learner: Learner, path: Path) -> ImportPlan:
    plan = import_plan.plan(learner.context, read_file(path))
    apply.apply(learner.context, plan)
    return plan


def by_titles(learner: Learner) -> list[tuple[Note, ...]]:
    """Return the notes of each deck; decks in the order of their first notes."""
    found = notes_in(learner.context).values()
    return sorted(found, key=lambda deck: str(said_by(deck[0])))


def assert_equal(one: Learner, two: Learner) -> None:
    first, second = by_titles(one), by_titles(two)
    assert [[said_by(note) for note in deck] for deck in second] == [
        [said_by(note) for note in deck] for deck in first
    ]
    assert related_in(second) == related_in(first)


def picture_names(learner: Learner) -> set[str]:
    decks = list(notes_in(learner.context))
    there = deck_pictures.of_decks(learner.context, decks)
    assert all(item.load() == PICTURE for item in there)
    return {item.name for item in there}


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".apkg"])
def test_a_deck_with_its_subdecks_arrives_as_it_was(
    home: Learner, other: Learner, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"out{suffix}"
    export.export(home.context, HARD, path)
    plan = bring(other, path)
    assert plan.bundle.problems == ()
    assert_equal(home, other)
    assert picture_names(other) == {"p.gif", "with space.gif"}


def test_deck_files_arrive_as_they_were(home: Learner, other: Learner, tmp_path: Path) -> None:
    for at, deck in enumerate([HARD, *(item for item in notes_in(home.context) if item != HARD)]):
        path = tmp_path / f"{at}.yaml"
        export.export(home.context, deck, path)
        bring(other, path)
    assert notes_in(other.context) == notes_in(home.context)
    assert picture_names(other) == {"p.gif", "with space.gif"}


def test_an_archive_arrives_as_it_was(home: Learner, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    archive.write(home.context, path)
    other = Learner(tmp_path / "other")
    maintenance.restore(other.context, path)
    other = Learner(tmp_path / "other")
    assert notes_in(other.context) == notes_in(home.context)
    assert picture_names(other) == {"p.gif", "with space.gif"}
    other.close()


@pytest.mark.nightly
def test_a_package_arrives_as_it_was_by_way_of_anki(
    home: Learner, other: Learner, tmp_path: Path, anki: Path
) -> None:
    path = tmp_path / "out.apkg"
    export.export(home.context, HARD, path)
    found = ask(anki, tmp_path / "anki", path)
    assert found["sound"]
    plan = bring(other, tmp_path / "anki" / "again.apkg")
    assert plan.bundle.problems == ()
    assert_equal(home, other)
    assert picture_names(other) == {"p.gif", "with space.gif"}


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".apkg"])
def test_a_second_import_changes_nothing_at_home_or_elsewhere(
    home: Learner, other: Learner, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"out{suffix}"
    export.export(home.context, HARD, path)
    bring(other, path)
    for learner in (home, other):
        again = import_plan.plan(learner.context, read_file(path))
        assert (again.new, again.changed, again.removed) == ((), (), ())


def standing(learner: Learner) -> list[tuple[object, ...]]:
    """Return the progress of each card by its text and part."""
    context = learner.context
    with context.database.read() as connection:
        decks = frozenset(deck.id for deck in note_decks.decks(connection))
        found = [
            (str(said_by(card.note)), card.card.part, card.memory.state, card.memory.due)
            for card in cards.cards(connection, decks=decks)
        ]
    return sorted(found, key=str)


def test_what_was_answered_of_each_kind_comes_along(
    home: Learner, other: Learner, tmp_path: Path
) -> None:
    home.prefer(new_per_day=100)
    # No answer is typed here, and a drill that is given up is asked again at once.
    notes.suspend_cards(home.context, [CardKey("estimation-core/drill-peak-qps")], suspended=True)
    finish(home.start_review())
    home.clock.advance(days=3)
    finish(home.start_review())
    other.clock.at = home.clock.at
    path = tmp_path / "out.apkg"
    export.export(home.context, HARD, path, with_schedule=True)
    plan = import_plan.plan(other.context, read_file(path))
    apply.apply(other.context, plan, ImportOptions(schedule=True))
    assert standing(other) == standing(home)


def test_what_was_changed_in_anki_is_taken_as_it_is_there(
    home: Learner, other: Learner, tmp_path: Path
) -> None:
    path, changed = tmp_path / "out.apkg", tmp_path / "changed.apkg"
    export.export(home.context, HARD, path)
    rewrite_fields(path, changed, "Which?", "ONE?")
    plan = bring(other, changed)
    assert [problem.message for problem in plan.bundle.problems] == [
        "it was changed in the other program, so it was imported from there as question and answer"
    ]
    (note,) = [item for deck in by_titles(other) for item in deck if "ONE" in str(item.question)]
    assert isinstance(note.question, Basic)


def rewrite_fields(path: Path, target: Path, before: str, after: str) -> None:
    """Write a package with other text in its notes."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    (name,) = [part for part in parts if part.startswith("collection.")]
    database = target.with_suffix(".db")
    database.write_bytes(parts[name])
    with closing(sqlite3.connect(database)) as raw:
        raw.execute("UPDATE notes SET flds = replace(flds, ?, ?)", (before, after))
        raw.commit()
    with zipfile.ZipFile(target, "w") as new:
        for part, data in (parts | {name: database.read_bytes()}).items():
            new.writestr(part, data)
