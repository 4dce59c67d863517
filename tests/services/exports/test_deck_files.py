"""A deck file is changed in place, or not at all."""

from pathlib import Path

import pytest

from flashdesign.content.decks.writing.updater import UpdateError
from flashdesign.domain.ids import DeckId
from flashdesign.errors import DeckFormatError
from flashdesign.services.exports import deck_files, export
from flashdesign.services.exports.deck_files import DeckFileError
from flashdesign.services.imports import apply
from flashdesign.services.imports import plan as import_plan
from flashdesign.services.imports.read_file import read_file
from tests.support.learner import BASICS, Learner, small_decks

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


def test_missing_ids_are_added_once_and_nothing_else_changes(
    learner: Learner, tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT, encoding="utf-8")
    apply.apply(learner.context, import_plan.plan(learner.context, read_file(path)))
    assert deck_files.add_ids(path) == 1
    assert deck_files.add_ids(path) == 0
    assert read_file(path).problems == ()
    plan = import_plan.plan(learner.context, read_file(path))
    assert (plan.new, plan.changed, plan.removed, plan.same) == ((), (), (), 2)


def test_an_export_to_its_own_file_keeps_the_comments(learner: Learner, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT, encoding="utf-8")
    apply.apply(learner.context, import_plan.plan(learner.context, read_file(path)))
    export.export(learner.context, DeckId("mine"), path)
    assert path.read_text(encoding="utf-8") == TEXT
    path.write_text(TEXT.replace("front: Q", "front: P"), encoding="utf-8")
    export.export(learner.context, DeckId("mine"), path)
    assert path.read_text(encoding="utf-8") == TEXT


def test_pictures_are_written_too(learner: Learner, tmp_path: Path) -> None:
    data = b"\x89PNG\r\n\x1a\n1"
    (tmp_path / "ring.png").write_bytes(data)
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT.replace("front: R", "front: '![x](ring.png)'"), encoding="utf-8")
    apply.apply(learner.context, import_plan.plan(learner.context, read_file(path)))
    folder = tmp_path / "folder"
    folder.mkdir()
    export.export(learner.context, DeckId("mine"), folder / "mine.yaml")
    assert (folder / "ring.png").read_bytes() == data
    (folder / "ring.png").write_bytes(b"my own")
    export.export(learner.context, DeckId("mine"), folder / "mine.yaml")
    assert (folder / "ring.png").read_bytes() == b"my own"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param("format: 1\n", DeckFormatError, id="a file with errors"),
        pytest.param(TEXT, UpdateError, id="the file of another deck"),
    ],
)
def test_another_file_is_not_overwritten(
    learner: Learner, tmp_path: Path, text: str, error: type[Exception]
) -> None:
    learner.store(*small_decks())
    path = tmp_path / "out.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error, match=r"out\.yaml"):
        export.export(learner.context, BASICS, path)
    assert path.read_text(encoding="utf-8") == text


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DeckFileError, match="cannot be read"):
        deck_files.add_ids(tmp_path / "none.yaml")
