"""A package has a collection of schema 11 and its pictures."""

import json
import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest

from flashdesign.content.anki.write.collection import anki_deck_id, deck_names, strip_html
from flashdesign.content.anki.write.package import write_package
from flashdesign.domain.ids import DeckId, ReviewId, card_key
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.review_log import Review, ReviewKind
from flashdesign.domain.scheduling.study_day import StudyMoment
from flashdesign.domain.transfer.export import ExportedCard, ExportedDeck, ExportedNote
from flashdesign.domain.transfer.import_plan import Picture
from tests.support.learner import BASICS, GAPS, MONDAY_NOON_MS, note

TODAY = StudyMoment(MONDAY_NOON_MS)


def exported(deck: DeckId, name: str, question: Basic | Cloze, *parts: str) -> ExportedNote:
    source = note(deck, name, question)
    cards = []
    for at, part in enumerate(parts):
        key, uid = card_key(source.key, part), ReviewId((at + 1).to_bytes(16))
        answered = Review(
            uid, key, StudyMoment(MONDAY_NOON_MS - 5_000), ReviewKind.LEARN, Rating.GOOD
        )
        cards.append(ExportedCard(part, reviews=(answered,)))
    return ExportedNote(source, tuple(cards))


DECKS = (
    ExportedDeck(BASICS, ("Root", "A::b"), (exported(BASICS, "q", Basic("Q", "![](p.png)"), ""),)),
    ExportedDeck(
        GAPS,
        ("Root", "a:B"),
        (exported(GAPS, "g", Cloze("{{1::x}} {{2::y}} ![](p.png)"), "c1", "c2"),),
        "About",
    ),
)
PICTURES = (
    Picture(BASICS, "p.png", "11" * 32, lambda: b"one"),
    Picture(GAPS, "p.png", "22" * 32, lambda: b"two"),
)


@pytest.fixture
def package() -> zipfile.ZipFile:
    file = BytesIO()
    write_package(file, DECKS, PICTURES, TODAY)
    return zipfile.ZipFile(file)


def rows(package: zipfile.ZipFile, folder: Path, sql: str) -> Sequence[tuple[object, ...]]:
    path = folder / "c.anki2"
    path.write_bytes(package.read("collection.anki2"))
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(sql).fetchall()


def test_pictures_with_one_name_are_kept_apart(package: zipfile.ZipFile, tmp_path: Path) -> None:
    assert json.loads(package.read("media")) == {"0": "p.png", "1": "22222222-p.png"}
    assert [package.read(name) for name in "01"] == [b"one", b"two"]
    fields = [str(row[0]) for row in rows(package, tmp_path, "SELECT flds FROM notes ORDER BY id")]
    assert '<img src="p.png"' in fields[0]
    assert '<img src="22222222-p.png"' in fields[1]


def test_decks_notes_and_cards_have_stable_ids(package: zipfile.ZipFile, tmp_path: Path) -> None:
    ((version, decks, models),) = rows(package, tmp_path, "SELECT ver, decks, models FROM col")
    assert version == 11
    named = {deck["id"]: (deck["name"], deck["desc"]) for deck in json.loads(str(decks)).values()}
    assert named == {
        1: ("Default", ""),
        anki_deck_id(BASICS): ("Root::A:b", ""),
        anki_deck_id(GAPS): (f"Root::a:B ({GAPS})", "About"),
    }
    found = rows(package, tmp_path, "SELECT guid, mid FROM notes ORDER BY id")
    assert [guid for guid, _ in found] == ["basics/q", "gaps/g"]
    assert {str(kind) for _, kind in found} == set(json.loads(str(models)))
    cards = rows(package, tmp_path, "SELECT did, ord FROM cards ORDER BY id")
    assert cards == [(anki_deck_id(BASICS), 0), (anki_deck_id(GAPS), 0), (anki_deck_id(GAPS), 1)]
    answered = rows(package, tmp_path, "SELECT id FROM revlog ORDER BY id")
    assert answered == [(MONDAY_NOON_MS - 5_000 + at,) for at in range(3)]


def test_a_deck_without_a_title_is_named_by_its_id() -> None:
    assert deck_names([ExportedDeck(BASICS, ("",))]) == {BASICS: "basics"}


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<b>a</b> &lt; b<!-- x -->", "a < b"),
        ('x<img src="p.png" alt="d">', "x p.png"),
    ],
)
def test_the_sort_field_is_plain_text(html: str, text: str) -> None:
    assert strip_html(html) == text
