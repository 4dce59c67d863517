"""CrowdAnki decks are imported with subdecks, note ids and media."""

import json
from pathlib import Path
from typing import Any

import pytest

from flashdesign.content.anki.crowdanki import CrowdAnkiError, read_crowdanki
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.domain.transfer.import_plan import ImportProblem
from flashdesign.services.imports.read_file import UnreadableFileError, read_file

PNG = b"\x89PNG\r\n\x1a\n"
ASK, TELL = "{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}"


def model(name: str, *templates: tuple[str, str], kind: int = 0) -> dict[str, Any]:
    fields = [{"name": field, "ord": at} for at, field in enumerate(("Front", "Back"))]
    made = [{"ord": at, "qfmt": asks, "afmt": tells} for at, (asks, tells) in enumerate(templates)]
    return {"crowdanki_uuid": name, "name": name, "type": kind, "flds": fields, "tmpls": made}


def note(guid: str, *fields: str, of: str = "basic", tags: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"guid": guid, "fields": list(fields), "note_model_uuid": of, "tags": list(tags)}


def deck(name: str, *notes: dict[str, Any], children: tuple[Any, ...] = ()) -> dict[str, Any]:
    return {"__type__": "Deck", "name": name, "notes": list(notes), "children": list(children)}


def write(folder: Path, root: dict[str, Any]) -> Path:
    root["note_models"] = [
        model("basic", (ASK, TELL)),
        model("both", (ASK, TELL), ("{{Back}}", "{{FrontSide}}<hr id=answer>{{Front}}")),
        model("cloze", ("{{cloze:Front}}", "{{cloze:Front}}<br>{{Back}}"), kind=1),
    ]
    path = folder / "deck.json"
    path.write_text(json.dumps(root), "utf-8")
    return path


def test_decks_notes_and_media_are_imported(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a b.png").write_bytes(PNG)
    (tmp_path / "media" / "more.png").write_bytes(PNG)
    below = deck("C#", note("g2", 'q <img src="a%20b.png">', "b", tags=("C#",)))
    root = deck("AWS 认证", note("g1", "<b>q</b>", "a"), children=(below,)) | {
        "desc": "Of <b>it</b><img src='gone.png'>"
    }
    bundle = read_crowdanki(write(tmp_path, root))
    top, child = bundle.decks
    assert (top.title, top.description, child.title, child.parent) == (
        *("AWS 认证", "Of **it**", "C#"),
        top.id,
    )
    assert (top.notes[0].question, top.notes[0].guid) == (Basic("**q**", "a"), "g1")
    assert (child.notes[0].question, child.notes[0].tags) == (
        Basic("q ![](<a b.png>)", "b"),
        ("C#",),
    )
    assert [picture.load() for picture in bundle.pictures] == [PNG]
    assert bundle.problems == (
        ImportProblem("description of deck 'AWS 认证'", "the picture 'gone.png' was not imported"),
        ImportProblem("1 media file", "no note shows it; left out: 'more.png'"),
    )


def test_cards_are_those_that_anki_would_generate(tmp_path: Path) -> None:
    notes = (
        note("b", "q", "a", of="both"),
        note("c", "A {{c1::x}} and {{c3::y::h}}", "more", of="cloze"),
        note("e", "q", "", of="both"),
    )
    both, cloze, one_way = read_crowdanki(write(tmp_path, deck("D", *notes))).decks[0].notes
    assert both.question == Basic("q", "a", reverse=True)
    assert cloze.question == Cloze("A {{1::x}} and {{3::y::h}}")
    assert one_way.question == Basic("q", "")


@pytest.mark.parametrize(
    ("notes", "message"),
    [
        pytest.param([note("a", "q", "a", of="none")], "its type is not in the file", id="no type"),
        pytest.param([note("a", "", "a")], "it has no card", id="an empty question"),
        pytest.param([note("a", "q", "a"), note("a", "r", "b")], "same id", id="a name twice"),
        pytest.param([note("a", '<img src="x.png">q', "a")], "x.png", id="no picture"),
        pytest.param([note("a", "q", "a", tags=("a b",))], "'a_b'", id="a changed tag"),
    ],
)
def test_what_is_not_imported_is_reported(
    tmp_path: Path, notes: list[dict[str, Any]], message: str
) -> None:
    bundle = read_crowdanki(write(tmp_path, deck("D", *notes)))
    assert any(message in problem.message for problem in bundle.problems)


def test_its_folder_can_be_given_instead(tmp_path: Path) -> None:
    write(tmp_path, deck("D", note("g", "q", "a")))
    assert len(read_file(tmp_path).decks) == 1


def test_deck_names_may_have_levels(tmp_path: Path) -> None:
    below = deck("A::B::C", note("g", "q", "a"))
    bundle = read_crowdanki(write(tmp_path, deck("A::B", children=(below,))))
    assert [deck.title for deck in bundle.decks] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not valid JSON"),
        ("[1]", "is not a deck"),
        ('{"a": 1}', "is not a deck"),
        ('{"__type__": "Deck", "notes": [1], "name": "x"}', "damaged"),
        ('{"__type__": "Deck", "notes": [], "name": "x", "note_models": [{}]}', "damaged"),
        ("[" * 100_000, "not valid JSON"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "deck.json"
    path.write_text(text)
    with pytest.raises(CrowdAnkiError, match=message):
        read_file(path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="neither"):
        read_file(tmp_path)
