"""Packages of real Anki come in once, with all that was known of their cards, and go out again."""

from dataclasses import replace
from pathlib import Path

import pytest

from flashdesign.domain.cards import CardKey
from flashdesign.domain.parcels import Accepted, Parcel
from flashdesign.domain.reviews import Kind
from flashdesign.services import importing, listing, operations, pictures
from flashdesign.services.importing import Applied
from flashdesign.services.reading import read_file
from tests.fakes import Learner

IMPORTS = Path(__file__).parent.parent / "content" / "data" / "imports"
WITH = Accepted(schedule=True)


def read(name: str) -> Parcel:
    return read_file(IMPORTS / name)


def bring(learner: Learner, what: Parcel, accepted: Accepted = WITH) -> Applied:
    return importing.apply(learner.context, importing.plan(learner.context, what), accepted)


@pytest.mark.parametrize(
    "again", ["anki_basic_legacy.apkg", "anki_basic_modern.apkg"], ids=["same form", "other form"]
)
def test_a_second_import_adds_nothing(learner: Learner, again: str) -> None:
    first = bring(learner, read("anki_basic_legacy.apkg"))
    assert (first.new, first.cards) == (16, 21)
    listed = list(listing.cards(learner.context))
    assert sum(card.is_suspended for card in listed) == 2
    plan = importing.plan(learner.context, read(again))
    assert (len(plan.new), len(plan.changed), plan.same) == (0, 0, 16)
    assert bring(learner, read(again)) == Applied()


def test_the_table_and_the_package_of_one_collection_are_the_same_notes(learner: Learner) -> None:
    bring(learner, read("anki_notes.csv"))
    plan = importing.plan(learner.context, read("anki_basic_modern.apkg"))
    assert plan.new == ()
    changed = {change.after.guid for _, change in plan.changed}
    # A table does not have the picture.
    assert changed == {"fxBasic08"}


def test_the_schedule_comes_once_exactly_and_goes_again(learner: Learner) -> None:
    parcel = read("anki_scheduled.apkg")
    assert bring(learner, parcel).cards == 60
    answers = [row for row in learner.log() if row.kind in (Kind.LEARN, Kind.REVIEW)]
    assert len(answers) == 248
    for key, known in parcel.progress.items():
        if known.memory is not None:
            here = learner.memory(CardKey(key))
            assert replace(here, last_day=known.memory.last_day) == known.memory
    learner.assert_sound()
    assert bring(learner, parcel) == Applied()
    assert operations.undo(learner.context) is not None
    assert list(listing.cards(learner.context)) == []


def test_its_pictures_are_kept(learner: Learner) -> None:
    parcel = read("script_html.apkg")
    bring(learner, parcel)
    (picture,) = parcel.pictures
    assert pictures.load(learner.context, picture.deck, picture.name) == picture.load()


def test_a_package_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "download.zip"
    path.write_bytes((IMPORTS / "anki_basic_modern.apkg").read_bytes())
    assert read_file(path).decks == read("anki_basic_modern.apkg").decks
