"""A deck that is taken out comes back as the same deck."""

from dataclasses import replace
from pathlib import Path

import pytest

from flashdesign.domain.cards import DeckId, Note, NoteKey
from flashdesign.domain.faces import Basic, Choice, Wrong, kind
from flashdesign.errors import DiskError, NotFoundError
from flashdesign.services import editing, entry_forms, exporting, importing, own_decks
from flashdesign.services.exporting import ExportError
from flashdesign.services.pace import Pace
from flashdesign.services.reading import UnreadableFileError, read_file
from flashdesign.storage.reviews import CancelledError
from tests.fakes import BASICS, GAPS, ROOT, Learner, basic_deck, small_decks


@pytest.mark.parametrize("deck", [BASICS, GAPS])
@pytest.mark.parametrize("suffix", [".yaml", ".yml"])
def test_a_deck_file_reads_as_the_same_notes(
    learner: Learner, tmp_path: Path, deck: DeckId, suffix: str
) -> None:
    learner.store(*small_decks())
    path = tmp_path / f"out{suffix}"
    assert exporting.export(learner.context, deck, path).notes == 2
    (read,) = read_file(path).decks
    assert read.notes == next(one.notes for one in small_decks() if one.id == deck)


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".html"])
def test_the_other_formats_hold_the_subdecks_too(
    learner: Learner, tmp_path: Path, suffix: str
) -> None:
    learner.store(*small_decks())
    path = tmp_path / f"out{suffix}"
    assert exporting.export(learner.context, ROOT, path).notes == 8
    assert "Plain!" in path.read_text(encoding="utf-8")
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".new")] == []


def test_what_was_taken_out_is_the_same_when_it_comes_in(learner: Learner, tmp_path: Path) -> None:
    text = "format: 1\nid: mine\ntitle: Mine\ncards:\n- {id: aa, kind: basic, front: Q, back: A}\n"
    source, out = tmp_path / "mine.yaml", tmp_path / "out.yaml"
    source.write_text(text, encoding="utf-8")
    importing.apply(learner.context, importing.plan(learner.context, read_file(source)))
    exporting.export(learner.context, DeckId("mine"), out)
    plan = importing.plan(learner.context, read_file(out))
    assert (plan.new, plan.changed, plan.gone, plan.same) == ((), (), (), 1)


def test_bad_wishes_are_told(learner: Learner, tmp_path: Path) -> None:
    learner.store(*small_decks())
    with pytest.raises(ExportError, match="unknown file type"):
        exporting.export(learner.context, BASICS, tmp_path / "out.docx")
    with pytest.raises(ExportError, match="only the window can export a PDF"):
        exporting.export(learner.context, BASICS, tmp_path / "out.pdf")
    with pytest.raises(ExportError, match="can include the schedule"):
        exporting.export(learner.context, BASICS, tmp_path / "out.csv", with_schedule=True)
    with pytest.raises(NotFoundError, match="no deck"):
        exporting.export(learner.context, DeckId("none"), tmp_path / "out.apkg")
    with pytest.raises(NotFoundError, match="no deck"):
        exporting.export(learner.context, DeckId("none"), tmp_path / "out.csv")
    with pytest.raises(
        DiskError, match=r"there is no folder .*nowhere, so the export was not written"
    ):
        exporting.export(learner.context, BASICS, tmp_path / "nowhere" / "out.csv")


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
    assert exporting.export(learner.context, chosen, path).notes == 2
    assert path.stat().st_size > 0


@pytest.mark.parametrize("suffix", [".yaml", ".csv", ".apkg"])
def test_chosen_notes_that_come_back_are_known_and_put_nothing_away(
    learner: Learner, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"out{suffix}"
    exporting.export(learner.context, choose(learner), path)
    plan = importing.plan(learner.context, read_file(path))
    assert (plan.new, plan.changed, plan.gone, plan.same) == ((), (), (), 2)


@pytest.mark.parametrize("suffix", [".yaml", ".csv", ".apkg"])
def test_chosen_notes_are_all_brought_into_another_collection_and_only_once(
    learner: Learner, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"out{suffix}"
    same_name = basic_deck(1, DeckId("aa"), None), basic_deck(1, DeckId("bb"), None)
    learner.store(*same_name)
    keys = frozenset(note.key for deck in same_name for note in deck.notes)
    exporting.export(learner.context, keys, path)
    (tmp_path / "other").mkdir()
    other = Learner(tmp_path / "other")
    importing.apply(other.context, importing.plan(other.context, read_file(path)))
    again = importing.plan(other.context, read_file(path))
    other.close()
    assert (again.new, again.changed, again.gone, again.same) == ((), (), (), 2)


@pytest.mark.parametrize("deck", [BASICS, ROOT])
def test_a_table_that_comes_back_takes_nothing_away(
    learner: Learner, tmp_path: Path, deck: DeckId
) -> None:
    learner.store(*small_decks())
    path = tmp_path / f"{deck}.csv"
    exporting.export(learner.context, deck, path)
    wanted = importing.plan(learner.context, read_file(path))
    assert (wanted.new, wanted.changed, wanted.gone) == ((), (), ())


def test_what_a_spreadsheet_changed_in_a_deck_of_ones_own_is_taken(
    learner: Learner, tmp_path: Path
) -> None:
    face = Basic("Q", "A")
    mine = own_decks.create(learner.context, "Mine")
    key = editing.add_note(learner.context, Note(mine, "aa", face, why="so", tags=("x",)))
    editing.add_note(learner.context, Note(mine, "bb", replace(face, reverse=True)))
    editing.add_note(learner.context, Note(mine, "cc", Basic("C", "A")))
    path = tmp_path / "by-another-name.csv"
    exporting.export(learner.context, mine, path)
    path.write_text(path.read_text(encoding="utf-8").replace(",Q,", ",New,"), encoding="utf-8")
    wanted = importing.plan(learner.context, read_file(path))
    assert [change.after.face for _, change in wanted.changed] == [
        Basic("New", "A"),
        Basic("New", "A", reverse=True),
    ]
    assert (wanted.new, wanted.gone, wanted.same) == ((), (), 1)
    importing.apply(learner.context, wanted)
    assert editing.note(learner.context, key) == Note(
        mine, "aa", Basic("New", "A"), why="so", tags=("x",)
    )
    assert [deck for deck, _ in editing.decks(learner.context)] == [mine]
    assert importing.plan(learner.context, read_file(path)).same == 3


def test_what_was_changed_in_a_deck_file_of_chosen_notes_is_taken_where_they_lie(
    learner: Learner, tmp_path: Path
) -> None:
    context = learner.context
    one, other = (own_decks.create(context, title) for title in ("One", "Other"))
    taken = {"a.gif": b"GIF89a" + b"\0" * 20}
    note = Note(one, "aa", Basic("Q ![](a.gif)", "A", reverse=True), related=("bb",), hint="h")
    keys = [entry_forms.keep(context, note, None, taken)]
    keys.append(
        editing.add_note(context, Note(other, "aa", Choice("W?", ("A",), (Wrong("B"), Wrong("C")))))
    )
    editing.add_note(context, Note(one, "bb", Basic("Stays", "A")))
    path = tmp_path / "some.yaml"
    exporting.export(context, frozenset(keys), path)
    assert not importing.brings_anything(context, importing.plan(context, read_file(path)))
    path.write_text(path.read_text(encoding="utf-8").replace("W?", "New?"), encoding="utf-8")
    wanted = importing.plan(context, read_file(path))
    assert (wanted.new, wanted.gone, wanted.same, wanted.pictures) == ((), (), 1, ())
    importing.apply(context, wanted)
    assert editing.note(context, keys[1]) == Note(
        other, "aa", Choice("New?", ("A",), (Wrong("B"), Wrong("C")))
    )
    assert editing.note(context, keys[0]) == note
    assert {deck for deck, _ in editing.decks(context)} == {one, other}


@pytest.mark.parametrize("suffix", [".yaml", ".csv", ".html", ".apkg"])
@pytest.mark.parametrize("asked_before", [0, 1])
def test_an_export_that_is_stopped_leaves_no_file(
    learner: Learner, tmp_path: Path, suffix: str, asked_before: int
) -> None:
    learner.store(basic_deck(150, parent=None))
    answers = iter([False] * asked_before)
    pace = Pace(cancelled=lambda: next(answers, True))
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(CancelledError):
        exporting.export(learner.context, BASICS, folder / f"out{suffix}", pace=pace)
    assert list(folder.iterdir()) == []


def test_how_far_an_export_is_can_be_heard(learner: Learner, tmp_path: Path) -> None:
    learner.store(basic_deck(150, parent=None))
    heard: list[tuple[int, int]] = []
    pace = Pace(lambda done, total: heard.append((done, total)))
    exporting.export(learner.context, BASICS, tmp_path / "out.apkg", pace=pace)
    assert heard[-1] == (100, 150)


def test_notes_that_anki_knows_no_kind_of_are_counted(learner: Learner, tmp_path: Path) -> None:
    learner.store(*small_decks())
    written = exporting.export(learner.context, ROOT, tmp_path / "out.apkg")
    kinds = [kind(note.face) for deck in small_decks() for note in deck.notes]
    assert written.plain == sum(name not in ("basic", "cloze") for name in kinds) > 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("none.yaml", "no such file", id="a file that is not there"),
        pytest.param("deck.docx", "cannot be imported", id="a kind that is unknown"),
        pytest.param("deck.mochi", "export the deck from Mochi as a table", id="a deck of Mochi"),
        pytest.param("", "this folder has neither", id="a folder"),
    ],
)
def test_a_file_that_cannot_be_brought_in(tmp_path: Path, name: str, said: str) -> None:
    if name.startswith("deck."):
        (tmp_path / name).write_bytes(b"x")
    with pytest.raises(UnreadableFileError, match=said):
        read_file(tmp_path / name)


def test_a_card_without_an_id_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    text = "format: 1\nid: mine\ntitle: Mine\ncards:\n- {kind: basic, front: Q, back: A}\n"
    path.write_text(text, encoding="utf-8")
    parcel = read_file(path)
    assert parcel.is_whole
    assert "has no id" in parcel.troubles[0].message
