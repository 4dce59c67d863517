"""Packages of the real Anki are imported once, with all progress, and exported again."""

from dataclasses import replace
from pathlib import Path

import pytest

from flashdesign.content.anki.read.progress import MemoryOrigin
from flashdesign.domain.ids import CardKey
from flashdesign.domain.scheduling.memory import NEW
from flashdesign.domain.scheduling.review_log import ReviewKind
from flashdesign.domain.scheduling.study_day import MS_PER_DAY
from flashdesign.domain.transfer.import_plan import ImportBundle, ImportOptions
from flashdesign.services import deck_pictures
from flashdesign.services.browse import card_listing
from flashdesign.services.editing import undo
from flashdesign.services.imports import apply
from flashdesign.services.imports import plan as import_plan
from flashdesign.services.imports.apply import ImportResult
from flashdesign.services.imports.read_file import read_file
from tests.support.anki.packages import CREATED_S, card, note, write_package
from tests.support.learner import Learner

IMPORTS = Path(__file__).parents[2] / "content" / "data" / "imports"
WITH = ImportOptions(schedule=True)


def read(name: str) -> ImportBundle:
    return read_file(IMPORTS / name)


def bring(learner: Learner, what: ImportBundle, accepted: ImportOptions = WITH) -> ImportResult:
    return apply.apply(learner.context, import_plan.plan(learner.context, what), accepted)


@pytest.mark.parametrize(
    "again", ["anki_basic_legacy.apkg", "anki_basic_modern.apkg"], ids=["same form", "other form"]
)
def test_a_second_import_adds_nothing(learner: Learner, again: str) -> None:
    first = bring(learner, read("anki_basic_legacy.apkg"))
    assert (first.new, first.cards) == (16, 21)
    listed = list(card_listing.iterate_cards(learner.context))
    assert sum(card.is_suspended for card in listed) == 2
    plan = import_plan.plan(learner.context, read(again))
    assert (len(plan.new), len(plan.changed), plan.same) == (0, 0, 16)
    assert bring(learner, read(again)) == ImportResult()


def test_the_table_and_the_package_of_one_collection_are_the_same_notes(learner: Learner) -> None:
    bring(learner, read("anki_notes.csv"))
    plan = import_plan.plan(learner.context, read("anki_basic_modern.apkg"))
    assert plan.new == ()
    changed = {change.after.guid for _, change in plan.changed}
    # A table does not have the picture.
    assert changed == {"fxBasic08"}


def test_the_schedule_comes_once_exactly_and_goes_again(learner: Learner) -> None:
    bundle = read("anki_scheduled.apkg")
    assert bring(learner, bundle).cards == 60
    answers = [row for row in learner.log() if row.kind in (ReviewKind.LEARN, ReviewKind.REVIEW)]
    assert len(answers) == 248
    for key, known in bundle.progress.items():
        if known.memory is not None:
            here = learner.memory(CardKey(key))
            assert replace(here, last_day=known.memory.last_day) == known.memory
    learner.assert_sound()
    assert bring(learner, bundle) == ImportResult()
    assert undo.undo(learner.context) is not None
    assert list(card_listing.iterate_cards(learner.context)) == []


def test_its_pictures_are_kept(learner: Learner) -> None:
    bundle = read("script_html.apkg")
    bring(learner, bundle)
    (picture,) = bundle.pictures
    assert deck_pictures.load(learner.context, picture.deck, picture.name) == picture.load()


def test_a_package_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "download.zip"
    path.write_bytes((IMPORTS / "anki_basic_modern.apkg").read_bytes())
    assert read_file(path).decks == read("anki_basic_modern.apkg").decks


def test_progress_without_a_log_comes_once(learner: Learner, tmp_path: Path) -> None:
    notes = [note(at, f"q{at}", "a") for at in (1, 2, 3)]
    fsrs = '{"s":36500.0,"d":1.0}'
    cards = [
        card(1, 1, type=2, queue=2, due=36_499, ivl=36_500, factor=3_000, reps=30, data=fsrs),
        card(2, 2, type=2, queue=2, due=150, ivl=20, factor=2_500, reps=4, lapses=1),
        card(3, 3, type=1, queue=1, due=1_790_000_000, left=1_001),
    ]
    path = write_package(tmp_path / "a.apkg", notes, cards)
    bundle = read_file(path)
    assert bring(learner, bundle).cards == 3
    first, second, third = (learner.memory(CardKey(f"mine/guid-{at}")) for at in (1, 2, 3))
    assert (first.stability, first.difficulty, first.reps) == (36_500, 1, 30)
    assert (second.stability, second.lapses) == (20, 1)
    for memory, days in ((first, 36_499), (second, 150)):
        assert memory.due == (CREATED_S + days * 86_400) * 1_000 + MS_PER_DAY // 2
    assert third == NEW
    found = " ".join(problem.message for problem in bundle.problems)
    assert all(
        text in found
        for text in (MemoryOrigin.FSRS.sentence, MemoryOrigin.SM2.sentence, "starts as new")
    )
    learner.assert_sound()
    assert bring(learner, read_file(path)) == ImportResult()


def test_new_cards_come_in_the_order_of_their_positions(learner: Learner, tmp_path: Path) -> None:
    notes = [note(at, f"q{at}", "a") for at in (1, 2, 3)]
    places = ((1, 7), (2, 2), (3, 5))
    cards = [card(at, at, due=place) for at, place in places]
    bring(learner, read_file(write_package(tmp_path / "a.apkg", notes, cards)))
    assert [card.front for card in card_listing.iterate_cards(learner.context)] == [
        "q2",
        "q3",
        "q1",
    ]


def test_no_note_is_lost_to_another_of_its_name(learner: Learner, tmp_path: Path) -> None:
    notes = [note(1, "one", "a", guid="same"), note(2, "two", "b", guid="same")]
    notes += [note(3, "two", "b", guid="same")]
    path = write_package(tmp_path / "a.apkg", notes, [card(at, at) for at in (1, 2, 3)])
    bundle = read_file(path)
    found = " ".join(problem.message for problem in bundle.problems)
    assert "under a new id" in found
    assert bring(learner, bundle).new == 3
    assert bring(learner, read_file(path)) == ImportResult()
