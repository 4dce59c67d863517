"""An exported deck is imported as the same deck."""

from dataclasses import replace
from pathlib import Path

import pytest

from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic, MultipleChoice, WrongOption, kind
from flashdesign.errors import CancelledError, DiskError, NotFoundError
from flashdesign.services.browse import search as browse_search
from flashdesign.services.editing import decks as editing_decks
from flashdesign.services.editing import note_form, notes
from flashdesign.services.exports import export
from flashdesign.services.exports.export import ExportError
from flashdesign.services.imports import apply
from flashdesign.services.imports import plan as import_plan
from flashdesign.services.imports.read_file import UnreadableFileError, read_file
from flashdesign.services.job_progress import ProgressReporter
from tests.support.learner import BASICS, GAPS, ROOT, Learner, basic_deck, small_decks


@pytest.mark.parametrize("deck", [BASICS, GAPS])
@pytest.mark.parametrize("suffix", [".yaml", ".yml"])
def test_a_deck_file_reads_as_the_same_notes(
    learner: Learner, tmp_path: Path, deck: DeckId, suffix: str
) -> None:
    learner.store(*small_decks())
    path = tmp_path / f"out{suffix}"
    assert export.export(learner.context, deck, path).notes == 2
    (read,) = read_file(path).decks
    assert read.notes == next(
        small_deck.notes for small_deck in small_decks() if small_deck.id == deck
    )


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".html"])
def test_the_other_formats_hold_the_subdecks_too(
    learner: Learner, tmp_path: Path, suffix: str
) -> None:
    learner.store(*small_decks())
    path = tmp_path / f"out{suffix}"
    assert export.export(learner.context, ROOT, path).notes == 8
    assert "Plain!" in path.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".new")] == []


@pytest.mark.parametrize("suffix", [".yaml", ".csv", ".tsv", ".html", ".apkg"])
def test_a_power_is_exported_as_typed_although_it_is_displayed_raised(
    learner: Learner, tmp_path: Path, suffix: str
) -> None:
    asked = Basic("A *day* is 10^5 s?", "2^32, not `2^33`")
    learner.store(Deck(DeckId("mine"), "Mine", (Note(DeckId("mine"), "a", asked),)))
    (line,) = browse_search.find_first(
        learner.context, browse_search.parse(learner.context, "10^5"), 5
    ).lines
    assert (line.question, line.answer) == ("A day is 10⁵ s?", "2³², not 2^33")
    path = tmp_path / f"out{suffix}"
    export.export(learner.context, DeckId("mine"), path)
    if suffix == ".apkg":
        (read,) = read_file(path).decks
        assert [read_note.question for read_note in read.notes] == [asked]
    else:
        text = path.read_text(encoding="utf-8")
        assert [power in text for power in ("10^5 s?", "2^32", "2^33")] == [True] * 3


def test_what_was_taken_out_is_the_same_when_it_comes_in(learner: Learner, tmp_path: Path) -> None:
    text = "format: 1\nid: mine\ntitle: Mine\ncards:\n- {id: aa, kind: basic, front: Q, back: A}\n"
    source, out = tmp_path / "mine.yaml", tmp_path / "out.yaml"
    source.write_text(text, encoding="utf-8")
    apply.apply(learner.context, import_plan.plan(learner.context, read_file(source)))
    export.export(learner.context, DeckId("mine"), out)
    plan = import_plan.plan(learner.context, read_file(out))
    assert (plan.new, plan.changed, plan.removed, plan.same) == ((), (), (), 1)


def test_bad_wishes_are_told(learner: Learner, tmp_path: Path) -> None:
    learner.store(*small_decks())
    with pytest.raises(ExportError, match="unknown file type"):
        export.export(learner.context, BASICS, tmp_path / "out.docx")
    with pytest.raises(ExportError, match="only the window can export a PDF"):
        export.export(learner.context, BASICS, tmp_path / "out.pdf")
    with pytest.raises(ExportError, match="can include the schedule"):
        export.export(learner.context, BASICS, tmp_path / "out.csv", with_schedule=True)
    with pytest.raises(NotFoundError, match="no deck"):
        export.export(learner.context, DeckId("none"), tmp_path / "out.apkg")
    with pytest.raises(NotFoundError, match="no deck"):
        export.export(learner.context, DeckId("none"), tmp_path / "out.csv")
    with pytest.raises(
        DiskError, match=r"there is no folder .*nowhere, so the export was not written"
    ):
        export.export(learner.context, BASICS, tmp_path / "nowhere" / "out.csv")


def choose(learner: Learner) -> frozenset[NoteKey]:
    """Return the first notes of two decks."""
    decks = {deck.id: deck for deck in small_decks()}
    learner.store(*decks.values())
    return frozenset({decks[BASICS].notes[0].key, decks[GAPS].notes[0].key})


@pytest.mark.parametrize("suffix", [".yaml", ".csv", ".html", ".apkg"])
def test_chosen_notes_of_several_decks_leave_alone(
    learner: Learner, tmp_path: Path, suffix: str
) -> None:
    chosen = choose(learner)
    path = tmp_path / f"out{suffix}"
    assert export.export(learner.context, chosen, path).notes == 2
    assert path.stat().st_size > 0


@pytest.mark.parametrize("suffix", [".yaml", ".csv", ".apkg"])
def test_chosen_notes_that_come_back_are_known_and_put_nothing_away(
    learner: Learner, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"out{suffix}"
    export.export(learner.context, choose(learner), path)
    plan = import_plan.plan(learner.context, read_file(path))
    assert (plan.new, plan.changed, plan.removed, plan.same) == ((), (), (), 2)


@pytest.mark.parametrize("suffix", [".yaml", ".csv", ".apkg"])
def test_chosen_notes_are_all_brought_into_another_collection_and_only_once(
    learner: Learner, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"out{suffix}"
    same_name = basic_deck(1, DeckId("aa"), None), basic_deck(1, DeckId("bb"), None)
    learner.store(*same_name)
    keys = frozenset(note.key for deck in same_name for note in deck.notes)
    export.export(learner.context, keys, path)
    (tmp_path / "other").mkdir()
    other = Learner(tmp_path / "other")
    apply.apply(other.context, import_plan.plan(other.context, read_file(path)))
    again = import_plan.plan(other.context, read_file(path))
    other.close()
    assert (again.new, again.changed, again.removed, again.same) == ((), (), (), 2)


@pytest.mark.parametrize("deck", [BASICS, ROOT])
def test_a_table_that_comes_back_takes_nothing_away(
    learner: Learner, tmp_path: Path, deck: DeckId
) -> None:
    learner.store(*small_decks())
    path = tmp_path / f"{deck}.csv"
    export.export(learner.context, deck, path)
    wanted = import_plan.plan(learner.context, read_file(path))
    assert (wanted.new, wanted.changed, wanted.removed) == ((), (), ())


def test_what_a_spreadsheet_changed_in_a_deck_of_ones_own_is_taken(
    learner: Learner, tmp_path: Path
) -> None:
    question = Basic("Q", "A")
    mine = editing_decks.create(learner.context, "Mine")
    key = notes.add_note(learner.context, Note(mine, "aa", question, why="so", tags=("x",)))
    notes.add_note(learner.context, Note(mine, "bb", replace(question, reverse=True)))
    notes.add_note(learner.context, Note(mine, "cc", Basic("C", "A")))
    path = tmp_path / "by-another-name.csv"
    export.export(learner.context, mine, path)
    path.write_text(path.read_text(encoding="utf-8").replace(",Q,", ",New,"), encoding="utf-8")
    wanted = import_plan.plan(learner.context, read_file(path))
    assert [change.after.question for _, change in wanted.changed] == [
        Basic("New", "A"),
        Basic("New", "A", reverse=True),
    ]
    assert (wanted.new, wanted.removed, wanted.same) == ((), (), 1)
    apply.apply(learner.context, wanted)
    assert notes.note(learner.context, key) == Note(
        mine, "aa", Basic("New", "A"), why="so", tags=("x",)
    )
    assert [deck for deck, _ in notes.decks(learner.context)] == [mine]
    assert import_plan.plan(learner.context, read_file(path)).same == 3


def test_what_was_changed_in_a_deck_file_of_chosen_notes_is_taken_where_they_lie(
    learner: Learner, tmp_path: Path
) -> None:
    context = learner.context
    one, other = (editing_decks.create(context, title) for title in ("One", "Other"))
    taken = {"a.gif": b"GIF89a" + b"\0" * 20}
    note = Note(one, "aa", Basic("Q ![](a.gif)", "A", reverse=True), related=("bb",), hint="h")
    keys = [note_form.save(context, note, None, taken)]
    keys.append(
        notes.add_note(
            context,
            Note(other, "aa", MultipleChoice("W?", ("A",), (WrongOption("B"), WrongOption("C")))),
        )
    )
    notes.add_note(context, Note(one, "bb", Basic("Stays", "A")))
    path = tmp_path / "some.yaml"
    export.export(context, frozenset(keys), path)
    assert not apply.has_changes(context, import_plan.plan(context, read_file(path)))
    path.write_text(path.read_text(encoding="utf-8").replace("W?", "New?"), encoding="utf-8")
    wanted = import_plan.plan(context, read_file(path))
    assert (wanted.new, wanted.removed, wanted.same, wanted.pictures) == ((), (), 1, ())
    apply.apply(context, wanted)
    assert notes.note(context, keys[1]) == Note(
        other, "aa", MultipleChoice("New?", ("A",), (WrongOption("B"), WrongOption("C")))
    )
    assert notes.note(context, keys[0]) == note
    assert {deck for deck, _ in notes.decks(context)} == {one, other}


@pytest.mark.parametrize("suffix", [".yaml", ".csv", ".html", ".apkg"])
@pytest.mark.parametrize("asked_before", [0, 1])
def test_an_export_that_is_stopped_leaves_no_file(
    learner: Learner, tmp_path: Path, suffix: str, asked_before: int
) -> None:
    learner.store(basic_deck(150, parent=None))
    answers = iter([False] * asked_before)
    reporter = ProgressReporter(cancelled=lambda: next(answers, True))
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(CancelledError):
        export.export(learner.context, BASICS, folder / f"out{suffix}", reporter=reporter)
    assert list(folder.iterdir()) == []


def test_how_far_an_export_is_can_be_heard(learner: Learner, tmp_path: Path) -> None:
    learner.store(basic_deck(150, parent=None))
    heard: list[tuple[int, int]] = []
    reporter = ProgressReporter(lambda done, total: heard.append((done, total)))
    export.export(learner.context, BASICS, tmp_path / "out.apkg", reporter=reporter)
    assert heard[-1] == (100, 150)


def test_notes_that_anki_knows_no_kind_of_are_counted(learner: Learner, tmp_path: Path) -> None:
    learner.store(*small_decks())
    written = export.export(learner.context, ROOT, tmp_path / "out.apkg")
    kinds = [kind(note.question) for deck in small_decks() for note in deck.notes]
    assert written.basic_notes == sum(name not in ("basic", "cloze") for name in kinds) > 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("none.yaml", "no such file", id="a missing file"),
        pytest.param("deck.docx", "cannot be imported", id="an unknown type"),
        pytest.param("deck.mochi", "export the deck from Mochi as a table", id="a deck of Mochi"),
        pytest.param("", "this folder has neither", id="a folder"),
    ],
)
def test_a_file_that_cannot_be_brought_in(tmp_path: Path, name: str, expected: str) -> None:
    if name.startswith("deck."):
        (tmp_path / name).write_bytes(b"x")
    with pytest.raises(UnreadableFileError, match=expected):
        read_file(tmp_path / name)


def test_a_card_without_an_id_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    text = "format: 1\nid: mine\ntitle: Mine\ncards:\n- {kind: basic, front: Q, back: A}\n"
    path.write_text(text, encoding="utf-8")
    bundle = read_file(path)
    assert bundle.has_full_decks
    assert "has no id" in bundle.problems[0].message
