"""The table of import formats, and a toy format that is added to it alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flashdesign.cli.main import WindowCall, parse_window_call
from flashdesign.content.obsidian.importer import NOTE_SUFFIXES
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.services.editing import undo
from flashdesign.services.imports import apply, formats, watched_folder
from flashdesign.services.imports import plan as import_plan
from flashdesign.services.imports.formats import format_of_ending, import_endings
from flashdesign.services.imports.read_file import UnreadableFileError, read_file
from flashdesign.services.imports.table_options import TableOptions
from tests.support.learner import Learner
from tests.support.round_trips import notes_in
from tests.support.shell import Shell
from tests.support.toy_format import qa_format, write_qa


@pytest.fixture
def _qa() -> Iterator[None]:
    with qa_format():
        yield


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of the toy format with two notes."""
    return write_qa(tmp_path / "ports.qa", "Port of HTTPS? :: 443", "Port of SSH? :: 22")


def test_every_ending_belongs_to_one_format() -> None:
    endings = import_endings()
    assert len(set(endings)) == len(endings)
    for known in formats.FORMATS:
        for ending in known.endings:
            assert format_of_ending(Path(f"a{ending.upper()}")) is known
    assert len({known.name for known in formats.FORMATS}) == len(formats.FORMATS)


def test_a_folder_of_obsidian_is_searched_for_the_endings_of_its_format() -> None:
    (obsidian,) = (known for known in formats.FORMATS if known.name == "obsidian")
    assert set(obsidian.endings) == NOTE_SUFFIXES


def test_without_the_toy_format_its_file_is_refused(file: Path) -> None:
    assert parse_window_call([str(file)]) is None
    with pytest.raises(UnreadableFileError, match="this type of file cannot be imported"):
        read_file(file)


@pytest.mark.usefixtures("_qa")
def test_a_toy_format_is_recognized_by_its_ending_and_by_its_content(file: Path) -> None:
    assert parse_window_call([str(file)]) == WindowCall(None, file)
    by_ending = read_file(file)
    renamed = file.rename(file.with_suffix(".download"))
    assert read_file(renamed).decks == by_ending.decks
    assert [note.question for note in by_ending.decks[0].notes] == [
        Basic("Port of HTTPS?", "443"),
        Basic("Port of SSH?", "22"),
    ]


@pytest.mark.usefixtures("_qa")
def test_messages_on_other_files_name_a_toy_format(tmp_path: Path, file: Path) -> None:
    other = tmp_path / "a.mp3"
    other.write_bytes(b"ID3")
    with pytest.raises(UnreadableFileError, match=r"use .*\.md, \.qa, \.tsv"):
        read_file(other)
    with pytest.raises(UnreadableFileError, match=r"apply only to \.csv, \.tsv, \.txt\."):
        read_file(file, table=TableOptions(separator=";"))
    (remark,) = read_file(file, deck="Mine").problems
    assert remark.where == "deck Mine"


@pytest.mark.usefixtures("_qa")
def test_a_toy_format_is_imported_and_undone(learner: Learner, file: Path) -> None:
    plan = import_plan.plan(learner.context, read_file(file))
    assert (len(plan.new), plan.cards) == (2, 2)
    assert notes_in(learner.context) == {}
    apply.apply(learner.context, plan)
    ((deck, notes),) = notes_in(learner.context).items()
    assert (deck, [note.question for note in notes]) == (
        "ports",
        [Basic("Port of HTTPS?", "443"), Basic("Port of SSH?", "22")],
    )
    write_qa(file, "Port of HTTPS? :: 443/tcp", "Port of SSH? :: 22", "Port of DNS? 53")
    again = import_plan.plan(learner.context, read_file(file))
    assert (len(again.new), len(again.changed), again.same) == (0, 1, 1)
    assert [problem.where for problem in again.bundle.problems] == ["line 4"]
    undo.undo(learner.context)
    assert notes_in(learner.context) == {}


@pytest.mark.usefixtures("_qa")
def test_a_toy_format_is_found_in_a_watched_folder(learner: Learner, file: Path) -> None:
    proposal = watched_folder.plan_import(learner.context, file.parent)
    assert proposal is not None
    assert [changed.name for changed in proposal.files] == ["ports.qa"]
    watched_folder.apply_proposal(learner.context, proposal)
    assert [len(notes) for notes in notes_in(learner.context).values()] == [2]


@pytest.mark.usefixtures("_qa")
def test_the_command_line_knows_a_toy_format(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    file = write_qa(tmp_path / "ports.qa", "Port of HTTPS? :: 443")
    assert "  a list of questions: .qa" in shell("import", "--help").lines
    assert shell("import", str(file), "--dry-run", "--json").json["new"] == 1
    assert shell("cards", "--search", "HTTPS", "--json").json == []
    assert (
        shell("import", str(file)).out
        == "Imported: 1 new note, 1 new card, 0 changed, 0 unchanged, 0 removed.\n"
    )
    (card,) = shell("cards", "--search", "HTTPS", "--json").json
    assert (card["front"], card["back"]) == ("Port of HTTPS?", "443")
