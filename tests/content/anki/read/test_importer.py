"""Packages written by Anki are imported completely, the same from both of its formats."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from flashdesign.content.anki.read.importer import read_package
from flashdesign.content.anki.read.progress import MemoryOrigin
from flashdesign.content.rendering.markdown import to_html
from flashdesign.domain.ids import CardKey
from flashdesign.domain.notes.note import Note, cards_of
from flashdesign.domain.notes.question_kinds import Basic, Cloze, answer, prompt_text
from flashdesign.domain.scheduling.memory import State
from flashdesign.domain.scheduling.study_day import StudyMoment, as_date
from flashdesign.domain.transfer.import_plan import ImportBundle, Progress
from tests.support.anki.packages import (
    BACKWARDS,
    BASIC,
    OTHER,
    PLAIN,
    card,
    note,
    note_type,
    write_package,
)

IMPORTS = Path(__file__).parents[2] / "data" / "imports"
LAYOUTS = ("anki_basic_legacy.apkg", "anki_basic_modern.apkg")
BITMAP = b"\x89PNG\r\n\x1a\n" + bytes(16)


def read(name: str) -> ImportBundle:
    return read_package(IMPORTS / name)


def notes_of(bundle: ImportBundle) -> dict[str, Note]:
    return {note.guid: note for deck in bundle.decks for note in deck.notes}


def messages(bundle: ImportBundle) -> list[str]:
    return [f"{problem.where}: {problem.message}" for problem in bundle.problems]


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((IMPORTS / name).read_text(encoding="utf-8"))
    return found


def progress_by_card(bundle: ImportBundle) -> dict[tuple[str, int], Progress]:
    """Return the progress of cards by guid and number of the template."""
    known = {}
    for made in notes_of(bundle).values():
        for at, one in enumerate(cards_of(made)):
            known[made.guid, at] = bundle.progress.get(CardKey(one.key), Progress())
    return known


def test_both_formats_give_the_same() -> None:
    one, other = map(read, LAYOUTS)
    assert (one.decks, one.progress, one.problems) == (other.decks, other.progress, other.problems)
    pictures = [(p.deck, p.name, p.digest) for p in one.pictures]
    assert pictures == [(p.deck, p.name, p.digest) for p in other.pictures]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_note_comes_with_its_cards_deck_and_tags(name: str) -> None:
    bundle, wanted = read(name), expected("anki_basic.json")
    found = notes_of(bundle)
    assert {guid: len(cards_of(one)) for guid, one in found.items()} == {
        item["guid"]: len(item["cards"]) for item in wanted["notes"]
    }
    assert [(deck.id, deck.title, deck.parent) for deck in bundle.decks] == [
        ("interview", "Interview", None),
        ("interview.caching", "Caching", "interview"),
        ("interview.queues", "Queues", "interview"),
    ]
    for item in wanted["notes"]:
        assert found[item["guid"]].deck == item["deck"].lower().replace("::", ".")
        assert set(found[item["guid"]].tags) == set(item["tags"])


def test_every_kind_of_note_becomes_a_face() -> None:
    found = notes_of(read(LAYOUTS[0]))
    assert found["fxBasic04"].question == Basic("LRU", "Least recently used", reverse=True)
    nested = "A cache hit needs {{1::a key {{2::lookup}}}} and no {{2::store access}}."
    assert found["fxBasic06"].question == Cloze(nested)
    typed = Basic("Type the port number of HTTPS", "443", accept=("443",))
    assert found["fxBasic07"].question == typed
    assert found["fxBasic05"].why == "Extra: see [notes](https://example.org/cache)"
    assert "{{2::store::where?}}" in str(found["fxBasic05"].question)


def test_text_is_shown_unchanged() -> None:
    found = {guid: answer(one.question) for guid, one in notes_of(read(LAYOUTS[1])).items()}
    assert to_html(found["fxBasic01"]).count("<li>") == 4
    assert "<th>Policy</th>" in to_html(found["fxBasic02"])
    assert "© — ∞ ✓" in to_html(found["fxBasic03"])
    assert "👩\u200d💻 🇩🇪 👍🏽 — astral \U0001d538, combining \u00e9" in found["fxBasic09"]
    assert "width\u200bspace" in found["fxBasic09"]
    assert found["fxBasic10"] == "תור: ראשון נכנס, ראשון יוצא (FIFO)"
    assert found["fxBasic16"] == r"$L = \lambda W$"


def test_what_is_not_imported_is_reported_note_by_note() -> None:
    assert messages(read(LAYOUTS[0])) == [
        "“Label the picture”: the sound 'tone.wav' was not imported",
        "“This note has an empty back”: its answer is empty",
        "“DLQ (card 2 is buried)”: one of its cards was buried; it is imported unburied",
        "1 note: underlined text is not underlined here; the first is “What is a cache?”",
        f"1 card: {MemoryOrigin.SM2.sentence}",
    ]


def test_suspension_and_flags_are_imported() -> None:
    known = progress_by_card(read(LAYOUTS[0]))
    assert {guid for (guid, _), one in known.items() if one.suspended} == {"fxBasic12", "fxBasic15"}
    assert {guid: one.flag for (guid, _), one in known.items() if one.flag} == {"fxBasic14": 3}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_picture_can_be_loaded_after_the_package_was_read(name: str) -> None:
    (picture,) = read(name).pictures
    data = picture.load()
    assert picture.name == "cache_diagram.png"
    assert sha256(data).hexdigest() == picture.digest
    assert picture.digest == expected("anki_basic.json")["media"]["cache_diagram.png"]


def test_the_schedule_of_anki_is_kept() -> None:
    bundle = read("anki_scheduled.apkg")
    known = progress_by_card(bundle)
    states = {"new": State.NEW, "learning": State.LEARNING, "review": State.REVIEW}
    for item in expected("anki_scheduled.json")["cards"]:
        found = known[item["guid"], item["ord"]]
        answers = item["revlog_rows"] - item["of_which_reschedule_rows"]
        assert len(found.answers) == answers
        assert found.suspended == (item["queue"] == "suspended")
        assert found.flag == item["flag"]
        if item["type"] == "new" or item["stability"] is None:
            assert found.memory is None
            continue
        assert found.memory is not None
        assert found.memory.state == states.get(item["type"], State.RELEARNING)
        assert (found.memory.stability, found.memory.difficulty) == (
            item["stability"],
            item["difficulty"],
        )
        assert (found.memory.reps, found.memory.lapses) == (item["reps"], item["lapses"])
        assert found.memory.last_at == item["last_answer_ms"]
        assert found.answers[-1].at == item["last_answer_ms"]
        due = found.memory.due or 0
        if "due_date" in item:
            assert as_date(StudyMoment(due).day).isoformat() == item["due_date"]
        else:
            assert due == item["due_epoch_s"] * 1_000
    assert sum(len(item.answers) for item in known.values()) == 248


def test_only_the_words_of_hostile_fields_are_imported() -> None:
    bundle = read("script_html.apkg")
    found = notes_of(bundle)
    assert len(found) == 8
    for at in range(1, 7):
        assert prompt_text(found[f"fxScript0{at}"].question).endswith("end")
    assert answer(found["fxScript05"].question) == "two three [good](https://example.org/)"
    assert answer(found["fxScript08"].question) == "must stay as it is"
    stored = " ".join(
        prompt_text(item.question) + answer(item.question) for item in found.values()
    ).lower()
    for sign in ("<", "evil", "alert", "file:", "../", "javascript", "http://", "sound:"):
        assert sign not in stored
    warned = {problem.where for problem in bundle.problems if "active content" in problem.message}
    assert len(warned) == 5
    assert [picture.name for picture in bundle.pictures] == ["cache_diagram.png"]


def test_other_templates_become_plain_sides(tmp_path: Path) -> None:
    fields = ("Term", "Meaning", "More")
    templates = (
        (
            "<i>Say:</i> {{Term}}",
            "{{FrontSide}}<hr id=answer>{{Meaning}}{{#More}}; {{More}}{{/More}}",
        ),
        ("{{#More}}Which term: {{More}}{{/More}}", "{{FrontSide}}<hr id=answer>{{Term}}"),
    )
    path = write_package(
        tmp_path / "a.apkg",
        [
            note(1, "lease", "a timed lock", "it ends", mid=OTHER),
            note(2, "log", "a file", "", mid=OTHER),
        ],
        [card(1, 1), card(2, 1, 1, flags=2), card(3, 2)],
        types={OTHER: note_type(templates, fields)},
    )
    bundle = read_package(path)
    assert [(note.id, note.guid, note.question) for note in bundle.decks[0].notes] == [
        ("guid-1", "guid-1", Basic("*Say:* lease", "a timed lock; it ends")),
        ("guid-1-t2", "guid-1-t2", Basic("Which term: it ends", "lease")),
        ("guid-2", "guid-2", Basic("*Say:* log", "a file")),
    ]
    assert {key: one.flag for key, one in bundle.progress.items()} == {"mine/guid-1-t2": 2}


@pytest.mark.parametrize(
    ("fields", "cards", "message"),
    [
        pytest.param(("", "b"), [card(1, 1)], "its question is empty; left out", id="no question"),
        pytest.param(("a", "b"), [], "it has no card; left out", id="no card"),
        pytest.param(("a", "b"), [card(1, 1, 7)], "its card 8 has no template", id="no template"),
        pytest.param(
            ("a" * 200_000 + "<b>", "b"), [card(1, 1)], "its text is too long", id="too long"
        ),
    ],
)
def test_everything_left_out_is_reported(
    tmp_path: Path, fields: tuple[str, str], cards: list[tuple[object, ...]], message: str
) -> None:
    bundle = read_package(write_package(tmp_path / "a.apkg", [note(1, *fields)], cards))
    assert notes_of(bundle) == {}
    assert any(message in line for line in messages(bundle)), messages(bundle)


def test_a_reversed_note_without_an_answer_has_one_card(tmp_path: Path) -> None:
    path = write_package(
        tmp_path / "a.apkg",
        [note(1, "a", "[sound:b.mp3]")],
        [card(1, 1), card(2, 1, 1)],
        types={BASIC: note_type((PLAIN, BACKWARDS))},
    )
    bundle = read_package(path)
    assert [note.question for note in bundle.decks[0].notes] == [Basic("a", "")]
    assert any("has no question" in line for line in messages(bundle))


def test_a_cloze_of_more_fields_keeps_them(tmp_path: Path) -> None:
    tells = "{{Topic}}: {{cloze: Text }}<script>x()</script><br>{{More}}"
    path = write_package(
        tmp_path / "a.apkg",
        [note(1, "Raft", "a {{c2::leader}}", "elected"), note(2, "Raft", "no gap", "at all")],
        [card(1, 1, 1), card(2, 1, 4), card(3, 2)],
        types={
            BASIC: note_type(
                [("{{Topic}}: {{cloze:Text}}", tells)], ("Topic", "Text", "More"), is_cloze=True
            )
        },
    )
    bundle = read_package(path)
    gap, plain = bundle.decks[0].notes
    assert (gap.question, gap.why) == (Cloze("Raft: a {{2::leader}}"), "elected")
    assert plain.question == Basic("Raft: no gap", "at all")
    assert messages(bundle) == [
        "“Raft”: its card 5 no longer has a gap; left out",
        "“Raft”: it has no gap; imported as question and answer",
        "note type 'A type': the script in its templates was left out",
    ]


def test_the_field_to_type_is_not_shown(tmp_path: Path) -> None:
    typed = ("{{Front}}<br>{{type:Back}}", "{{Front}}<hr id='answer'>{{type:Back}}")
    path = write_package(
        tmp_path / "a.apkg",
        [note(1, "HTTPS?", "<b>443</b>")],
        [card(1, 1)],
        types={BASIC: note_type((typed,))},
    )
    (only,) = read_package(path).decks[0].notes
    assert only.question == Basic("HTTPS?", "**443**", accept=("443",))


def test_pictures_of_odd_names_are_renamed_and_missing_ones_reported(tmp_path: Path) -> None:
    path = write_package(
        tmp_path / "a.apkg",
        [note(1, '<img src="a+b.png"><img src="c%20d.png"><img src="gone.png">', "x")],
        [card(1, 1)],
        media={"a+b.png": BITMAP, "c d.png": BITMAP, "never shown.png": BITMAP, "a.svg": b"<svg>"},
    )
    bundle = read_package(path)
    names = [picture.name for picture in bundle.pictures]
    assert len(names) == 2
    assert names[0].startswith("p-")
    shown = to_html(prompt_text(bundle.decks[0].notes[0].question))
    assert all(f'src="{name}"' in shown for name in names)
    assert "“note guid-1”" not in messages(bundle)[0]
    assert any("'gone.png' was not imported" in line for line in messages(bundle))


def test_decks_of_similar_titles_stay_separate(tmp_path: Path) -> None:
    path = write_package(
        tmp_path / "a.apkg",
        [note(at, f"q{at}", "a") for at in (1, 2, 3)],
        [card(at, at, did=at) for at in (1, 2, 3)],
        decks={1: "Code::C++", 2: "Code::C#", 3: "水::火"},
    )
    bundle = read_package(path)
    assert len({deck.id for deck in bundle.decks}) == len(bundle.decks) == 5
    parents = {deck.id for deck in bundle.decks}
    assert all(deck.parent in parents for deck in bundle.decks if deck.parent)


def test_a_reversed_note_with_one_card_has_one_card(tmp_path: Path) -> None:
    path = write_package(
        tmp_path / "a.apkg",
        [note(1, "a", "b"), note(2, "c", "d")],
        [card(1, 1), card(2, 2), card(3, 2, 1, queue=-1)],
        types={BASIC: note_type((PLAIN, BACKWARDS))},
    )
    bundle = read_package(path)
    questions = [note.question for note in bundle.decks[0].notes]
    assert questions == [Basic("a", "b"), Basic("c", "d", reverse=True)]
    assert [key for key, one in bundle.progress.items() if one.suspended] == ["mine/guid-2#r"]


def test_decks_that_are_left_out_are_reported(tmp_path: Path) -> None:
    decks = {1: "Default", 2: "Full::Below", 3: "Empty", 4: "Full"}
    bundle = read_package(
        write_package(tmp_path / "a.apkg", [note(1, "q", "a")], [card(1, 1, did=2)], decks=decks)
    )
    assert [deck.title for deck in bundle.decks] == ["Full", "Below"]
    assert messages(bundle) == ["deck Empty: it has no cards; left out"]


def test_decks_that_differ_only_in_their_unicode_form_are_reported(tmp_path: Path) -> None:
    bundle = read_package(
        write_package(
            tmp_path / "a.apkg",
            [note(1, "q", "a"), note(2, "r", "b")],
            [card(1, 1, did=1), card(2, 2, did=2)],
            decks={1: "Caf\u00e9", 2: "Cafe\u0301"},
        )
    )
    assert len(bundle.decks) == 1
    assert messages(bundle) == [
        "deck Cafe\u0301: it was merged with 'Caf\u00e9': their names differ only in their "
        "Unicode form"
    ]


def test_what_looks_different_is_reported_once_for_all_notes(tmp_path: Path) -> None:
    looks = '<u>u</u> <mark>m</mark> <span style="color: red">r</span> <a href="b.html">l</a>'
    usual = '<span style="color: rgb(0, 0, 0); background-color: white">x</span>'
    bundle = read_package(
        write_package(
            tmp_path / "a.apkg",
            [note(1, usual, "a"), note(2, f"first {looks}", looks), note(3, "next", looks)],
            [card(at, at) for at in (1, 2, 3)],
        )
    )
    assert messages(bundle) == [
        f"2 notes: {look}; the first is “first u m r l”"
        for look in (
            "a colored background is not shown here",
            "a link that is not a web address is plain text here",
            "colored text has no color here",
            "underlined text is not underlined here",
        )
    ]


def test_what_is_not_imported_of_a_description_is_reported(tmp_path: Path) -> None:
    path = write_package(
        tmp_path / "a.apkg",
        [note(1, "q", "a")],
        [card(1, 1)],
        description="<b>About</b> {{c1::it}}<img src='gone.png'>",
    )
    bundle = read_package(path)
    assert [deck.description for deck in bundle.decks] == ["**About** {\\{c1::it}}"]
    assert messages(bundle) == [
        "description of deck 'Mine': the picture 'gone.png' was not imported"
    ]


def test_media_that_no_note_shows_are_reported_once(tmp_path: Path) -> None:
    names = ("shown.png", "tone.mp3", "a&b.svg", "never.png", "_font.ttf", *"123456")
    fields = '<img src="shown.png"><img src="a&amp;b.svg">', "[sound:tone.mp3]"
    bundle = read_package(
        write_package(
            tmp_path / "a.apkg",
            [note(1, f"q {fields[0]}", f"a {fields[1]}")],
            [card(1, 1)],
            media=dict.fromkeys(names, BITMAP),
        )
    )
    assert messages(bundle)[-1] == (
        "8 media files: no note shows them; left out: '1', '2', '3', '4', '5', …"
    )


def test_a_card_of_a_deck_that_is_not_in_the_file_is_reported(tmp_path: Path) -> None:
    bundle = read_package(
        write_package(tmp_path / "a.apkg", [note(1, "q", "a")], [card(1, 1, did=77)])
    )
    assert [deck.title for deck in bundle.decks] == ["Default"]
    assert any("its deck is not in the file" in message for message in messages(bundle))
