"""Only the pictures that a note uses are stored with it."""

from hashlib import sha256
from pathlib import Path

import pytest

from flashdesign.content.pictures.picture_file import PictureError
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.services import deck_pictures
from flashdesign.services.editing import decks, note_form, notes, picture_copies, undo
from tests.support.learner import Learner

GIF = b"GIF89a" + b"\0" * 20


def test_one_content_has_one_name() -> None:
    name = picture_copies.name_of(GIF)
    assert name == sha256(GIF).hexdigest()[:12] + ".gif"
    assert picture_copies.name_of(GIF + b"\1") != name
    with pytest.raises(PictureError, match="not PNG"):
        picture_copies.name_of(b"text")


@pytest.mark.parametrize(
    ("file", "words"),
    [("hash_ring (old).gif", "hash ring old"), ("](evil.png).gif", "evil png")],
)
def test_a_file_tells_what_its_picture_is_called(tmp_path: Path, file: str, words: str) -> None:
    (tmp_path / file).write_bytes(GIF)
    assert picture_copies.load_picture(tmp_path / file) == (GIF, words)


def test_a_note_is_stored_with_the_pictures_that_it_names(learner: Learner) -> None:
    context = learner.context
    mine, other = (decks.create(context, title) for title in ("Mine", "Other"))
    taken = {"a.gif": GIF, "b.gif": GIF + b"\1", "c.gif": GIF + b"\2"}
    added = note_form.save(context, Note(mine, "aa", Basic("![x](a.gif)", "A")), None, taken)
    note = notes.note(context, added)
    assert [deck_pictures.load(context, mine, name) for name in taken] == [GIF, None, None]
    changed = Note(other, "aa", Basic("Q", "![](b.gif)"), why="![](c.gif)")
    note_form.save(context, changed, note, taken)
    assert [of_deck.name for of_deck in deck_pictures.of_decks(context, [other])] == [
        "b.gif",
        "c.gif",
    ]


def test_a_note_with_a_picture_is_added_at_one_stroke(learner: Learner) -> None:
    context = learner.context
    mine = decks.create(context, "Mine")
    note = Note(mine, "aa", Basic("![x](a.gif)", "A"))
    key = note_form.save(context, note, None, {"a.gif": GIF})
    assert undo.undo(context) == "Undone: adding a note."
    assert deck_pictures.load(context, mine, "a.gif") is None
    assert undo.redo(context) is not None
    assert notes.note(context, key).question == note.question
    assert deck_pictures.load(context, mine, "a.gif") == GIF
