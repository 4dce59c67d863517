"""A toy kind of note that only two tables know goes wherever the other kinds go."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from flashdesign.content.decks.deck_file import parse_deck, read_deck
from flashdesign.content.decks.json_schema import deck_schema
from flashdesign.content.decks.writing.writer import write_deck
from flashdesign.content.lint.note_lint import lint_note
from flashdesign.content.note_kinds import registry
from flashdesign.content.note_kinds.form_fields import Value
from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.domain.notes import question_kinds
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.errors import DeckFormatError
from flashdesign.services.browse import card_listing
from flashdesign.services.editing import note_form, notes, undo
from flashdesign.services.editing.note_form import Draft
from flashdesign.services.editing.note_preview import NotePreview
from flashdesign.services.exports import archive, export
from flashdesign.services.imports import apply
from flashdesign.services.imports import plan as import_plan
from flashdesign.services.imports.read_file import read_file
from flashdesign.storage.rows import note_json
from tests.support.learner import Learner
from tests.support.round_trips import notes_in
from tests.support.schema_check import fits
from tests.support.shell import Shell
from tests.support.toy_kind import TrueFalse, truth_kind

MINE = DeckId("mine")
FACE = TrueFalse("TCP keeps the order", is_true=True, reason="it numbers bytes")
DECK = """\
format: 1
id: mine
title: Mine
cards:
- id: tcp
  kind: truth
  front: TCP keeps the order
  is_true: true
  reason: it numbers bytes
- id: udp
  kind: truth
  front: UDP keeps the order
"""
NOTES = (
    Note(MINE, "tcp", FACE, tags=("net",)),
    Note(MINE, "udp", TrueFalse("UDP keeps the order")),
)


@pytest.fixture(autouse=True)
def _truth() -> Iterator[None]:
    with truth_kind():
        yield


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A deck file with two notes of the toy kind."""
    path = tmp_path / "mine.yaml"
    path.write_text(DECK, encoding="utf-8")
    return path


@pytest.fixture
def home(learner: Learner, file: Path) -> Learner:
    """A learner who imported them."""
    bring(learner, file)
    return learner


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Learner]:
    """Another learner, who has nothing."""
    made = Learner(tmp_path / "other")
    yield made
    made.close()


def bring(learner: Learner, path: Path) -> None:
    apply.apply(learner.context, import_plan.plan(learner.context, read_file(path)))


def questions(learner: Learner) -> list[object]:
    return [note.question for deck in notes_in(learner.context).values() for note in deck]


def test_it_is_written_in_deck_files_and_read(file: Path) -> None:
    deck = read_deck(file).deck
    assert deck.notes[0].question == FACE
    assert parse_deck(write_deck(deck).encode(), file).deck == deck
    schema = deck_schema()
    card = {"id": "tcp", "kind": "truth", "front": "TCP", "is_true": True}
    head = {"format": 1, "id": "mine", "title": "Mine"}
    assert fits(head | {"cards": [card]}, schema, schema)
    assert not fits(head | {"cards": [card | {"is_true": "so"}]}, schema, schema)


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        pytest.param("{kind: truth, front: Is it?}", "a statement is no question", id="its check"),
        pytest.param("{kind: truth}", "front", id="a field is missing"),
        pytest.param("{kind: thruth, front: A}", "did you mean 'truth'", id="its name misspelled"),
    ],
)
def test_its_problems_are_reported(file: Path, cards: str, expected: str) -> None:
    text = f"format: 1\nid: mine\ntitle: Mine\ncards:\n- {cards}\n"
    with pytest.raises(DeckFormatError, match=expected):
        parse_deck(text.encode(), file)


def test_its_quality_is_checked() -> None:
    assert lint_note(NOTES[0]) == ()
    long = TrueFalse("TCP keeps the order", is_true=True, reason="word " * 13)
    (finding,) = lint_note(Note(MINE, "tcp", long))
    assert finding.rule == "long-answer"


def test_it_is_stored_and_read_back(home: Learner) -> None:
    assert questions(home) == [FACE, TrueFalse("UDP keeps the order")]
    stored = note_json.to_json(NOTES[0])
    assert '"kind":"truth"' in stored
    assert note_json.from_json(MINE, "tcp", stored) == NOTES[0]
    found = list(card_listing.iterate_cards(home.context, deck=None, search="kind:truth order"))
    assert [(card.kind, card.front, card.back) for card in found] == [
        ("truth", "TCP keeps the order", "True: it numbers bytes"),
        ("truth", "UDP keeps the order", "False"),
    ]


def test_it_is_marked_in_a_session(home: Learner) -> None:
    session = home.start_review()
    asked = session.state.card
    assert asked is not None
    assert [option.text for option in asked.options] == ["True", "False"]
    outcome = session.choose(1).outcome
    assert outcome is not None
    assert outcome.verdict == "Not quite: it numbers bytes"


def test_it_is_filled_in_previewed_edited_and_undone(learner: Learner, home: Learner) -> None:
    form: dict[str, Value] = {"front": "DNS is a cache", "is_true": True, "reason": "mostly"}
    draft = Draft(MINE, "truth", form)
    note = note_form.read_draft(draft).note
    assert note is not None
    trial = NotePreview(learner.context)
    assert trial.show(note).card is not None
    assert trial.choose(0).outcome is not None
    key = note_form.save(learner.context, note, None)
    stored = notes.note(learner.context, key)
    assert note_form.make_draft(stored).form["reason"] == "mostly"
    changed = note_form.read_draft(Draft(MINE, "truth", form | {"is_true": False}), stored).note
    assert changed is not None
    note_form.save(learner.context, changed, stored)
    assert notes.note(home.context, key).question == TrueFalse("DNS is a cache", reason="mostly")
    undo.undo(home.context)
    assert notes.note(home.context, key).question == note.question
    (problem,) = note_form.read_draft(Draft(MINE, "truth", {"front": ""})).problems
    assert (problem.field, problem.message) == ("front", "“Statement” is required")


@pytest.mark.parametrize("suffix", [".yaml", ".csv", ".tsv", ".apkg"])
def test_it_is_exported_and_imported_again(
    home: Learner, other: Learner, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"out{suffix}"
    export.export(home.context, MINE, path)
    assert import_plan.plan(home.context, read_file(path)).is_empty
    bring(other, path)
    assert questions(other) == questions(home)


def test_an_archive_has_it_in_a_deck_file(home: Learner, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    archive.write(home.context, path)
    with zipfile.ZipFile(path) as opened:
        opened.extract("decks/mine/deck.yaml", tmp_path)
    (deck,) = read_file(tmp_path / "decks" / "mine" / "deck.yaml").decks
    assert [note.question for note in deck.notes] == questions(home)


def test_a_program_without_it_has_question_and_answer(
    home: Learner, other: Learner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, package = tmp_path / "page.html", tmp_path / "out.apkg"
    export.export(home.context, MINE, page)
    assert "True: it numbers bytes" in page.read_text(encoding="utf-8")
    assert export.export(home.context, MINE, package).basic_notes == 2
    monkeypatch.setattr(question_kinds, "KINDS", question_kinds.KINDS[:-1])
    monkeypatch.setattr(registry, "NOTE_KINDS", registry.NOTE_KINDS[:-1])
    bring(other, package)
    assert questions(other)[0] == Basic("TCP keeps the order", "True: it numbers bytes")


def test_the_command_line_knows_it(tmp_path: Path, file: Path) -> None:
    shell = Shell(tmp_path / "home")
    assert "number, drill, truth" in shell("cards", "--help").out
    assert shell("check", str(file)).code == 0
    assert shell("import", str(file)).code == 0
    (tcp, udp) = shell("cards", "--search", "kind:truth", "--json").json
    assert (tcp["kind"], udp["back"]) == ("truth", "False")
    assert NoteKey(tcp["key"]) == "mine/tcp"
