"""A deck is exported as a package for Anki, with or without its progress."""

import json
import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from flashdesign.domain.ids import CardKey
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.study_day import MS_PER_DAY
from flashdesign.domain.transfer.import_plan import ImportBundle, Picture
from flashdesign.services.editing import notes
from flashdesign.services.exports import export
from flashdesign.services.imports import apply, plan
from tests.support.learner import BASICS, ROOT, Learner, basic_deck, finish, small_decks

PICTURE = b"\x89PNG"
CARDS = """
    SELECT notes.guid, cards.ord, cards.type, cards.queue, cards.due, cards.flags, cards.reps
    FROM cards JOIN notes ON notes.id = cards.nid ORDER BY cards.id
"""


def read(path: Path, sql: str, folder: Path) -> Sequence[tuple[object, ...]]:
    with zipfile.ZipFile(path) as package:
        package.extract("collection.anki2", folder)
    with closing(sqlite3.connect(folder / "collection.anki2")) as raw:
        return raw.execute(sql).fetchall()


@pytest.fixture
def answered(learner: Learner) -> Learner:
    """A user with two cards: one answered, one suspended and flagged."""
    learner.store(basic_deck(3, parent=None))
    learner.prefer(new_per_day=1)
    finish(learner.start_review(), Rating.EASY)
    notes.suspend_cards(learner.context, [CardKey("basics/q02")], suspended=True)
    notes.flag_cards(learner.context, [CardKey("basics/q02")], 3)
    return learner


def test_what_was_answered_goes_along_only_where_it_is_wanted(
    answered: Learner, tmp_path: Path
) -> None:
    plain, full = tmp_path / "plain.apkg", tmp_path / "full.apkg"
    assert export.export(answered.context, BASICS, plain).notes == 3
    assert export.export(answered.context, BASICS, full, with_schedule=True).notes == 3
    assert read(plain, CARDS, tmp_path) == [
        (f"basics/q0{at}", 0, 0, 0, at, 0, 0) for at in (1, 2, 3)
    ]
    assert read(plain, "SELECT count(*) FROM revlog", tmp_path) == [(0,)]
    due = answered.memory("basics/q01").due
    assert due is not None
    days = due // MS_PER_DAY - answered.clock.at // MS_PER_DAY
    assert read(full, CARDS, tmp_path) == [
        ("basics/q01", 0, 2, 2, days, 0, 1),
        ("basics/q02", 0, 0, -1, 2, 3, 0),
        ("basics/q03", 0, 0, 0, 3, 0, 0),
    ]
    log = read(full, "SELECT id, ease, ivl, type FROM revlog", tmp_path)
    assert log == [(answered.clock.at, 4, days, 0)]


def test_a_deck_goes_by_its_path_with_its_subdecks(learner: Learner, tmp_path: Path) -> None:
    learner.store(*small_decks())
    path = tmp_path / "out.apkg"
    export.export(learner.context, ROOT, path)
    ((decks,),) = read(path, "SELECT decks FROM col", tmp_path)
    names = {deck["name"] for deck in json.loads(str(decks)).values()}
    assert names >= {"System design", "System design::Basics", "System design::Gaps"}
    export.export(learner.context, BASICS, path)
    ((decks,),) = read(path, "SELECT decks FROM col", tmp_path)
    names = {deck["name"] for deck in json.loads(str(decks)).values()}
    assert names == {"Default", "System design::Basics"}


def test_its_pictures_go_along(learner: Learner, tmp_path: Path) -> None:
    deck = basic_deck(1, parent=None)
    illustrated = replace(deck.notes[0], question=Basic("Q", "![](p.png)"))
    picture = Picture(BASICS, "p.png", sha256(PICTURE).hexdigest(), lambda: PICTURE)
    bundle = ImportBundle("x", (replace(deck, notes=(illustrated,)),), (picture,))
    apply.apply(learner.context, plan.plan(learner.context, bundle))
    path = tmp_path / "out.apkg"
    export.export(learner.context, BASICS, path)
    with zipfile.ZipFile(path) as package:
        assert (json.loads(package.read("media")), package.read("0")) == ({"0": "p.png"}, PICTURE)
