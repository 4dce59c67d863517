"""A person's deck file is changed in place, or not at all."""

from pathlib import Path

import pytest

from flashdesign.content.deck_update import UpdateError
from flashdesign.domain.cards import DeckId
from flashdesign.errors import DeckFormatError
from flashdesign.services import deck_files, exporting, importing
from flashdesign.services.deck_files import DeckFileError
from flashdesign.services.reading import read_file
from tests.fakes import BASICS, Learner, small_decks

TEXT = """\
format: 1
id: mine
title: Mine
cards:
- {id: aa, kind: basic, front: Q, back: A}  # mine
- kind: basic  # no id
  front: R
  back: A
"""


def test_ids_are_written_in_once_and_lose_nothing(learner: Learner, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT, encoding="utf-8")
    importing.apply(learner.context, importing.plan(learner.context, read_file(path)))
    assert deck_files.fix_ids(path) == 1
    assert deck_files.fix_ids(path) == 0
    assert read_file(path).troubles == ()
    plan = importing.plan(learner.context, read_file(path))
    assert (plan.new, plan.changed, plan.gone, plan.same) == ((), (), (), 2)


def test_an_export_onto_its_own_file_keeps_the_remarks(learner: Learner, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT, encoding="utf-8")
    importing.apply(learner.context, importing.plan(learner.context, read_file(path)))
    exporting.export(learner.context, DeckId("mine"), path)
    assert path.read_text(encoding="utf-8") == TEXT
    path.write_text(TEXT.replace("front: Q", "front: P"), encoding="utf-8")
    exporting.export(learner.context, DeckId("mine"), path)
    assert path.read_text(encoding="utf-8") == TEXT


def test_pictures_go_along(learner: Learner, tmp_path: Path) -> None:
    data = b"\x89PNG\r\n\x1a\n1"
    (tmp_path / "ring.png").write_bytes(data)
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT.replace("front: R", "front: '![x](ring.png)'"), encoding="utf-8")
    importing.apply(learner.context, importing.plan(learner.context, read_file(path)))
    there = tmp_path / "there"
    there.mkdir()
    exporting.export(learner.context, DeckId("mine"), there / "mine.yaml")
    assert (there / "ring.png").read_bytes() == data
    (there / "ring.png").write_bytes(b"my own")
    exporting.export(learner.context, DeckId("mine"), there / "mine.yaml")
    assert (there / "ring.png").read_bytes() == b"my own"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param("format: 1\n", DeckFormatError, id="a file with faults"),
        pytest.param(TEXT, UpdateError, id="the file of another deck"),
    ],
)
def test_a_file_of_something_else_is_not_overwritten(
    learner: Learner, tmp_path: Path, text: str, error: type[Exception]
) -> None:
    learner.store(*small_decks())
    path = tmp_path / "out.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error, match=r"out\.yaml"):
        exporting.export(learner.context, BASICS, path)
    assert path.read_text(encoding="utf-8") == text


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeckFileError, match="cannot be read"):
        deck_files.fix_ids(tmp_path / "none.yaml")
