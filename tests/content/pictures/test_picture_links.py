"""Pictures are found and renamed in all texts of a note."""

from flashdesign.content.pictures.picture_links import picture_names, rename_pictures
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, MultipleChoice, WrongOption

MINE = DeckId("mine")


def test_every_text_is_searched_and_the_first_note_is_returned() -> None:
    choice = MultipleChoice("Which?", ("![a](a.png)",), (WrongOption("b", "![](b.gif)"),))
    notes = [
        Note(MINE, "one", choice, hint="![](h.jpg)"),
        Note(MINE, "two", Basic("![](a.png)", "x"), why="`![](no.png)`"),
    ]
    assert picture_names(notes) == {"a.png": "one", "b.gif": "one", "h.jpg": "one"}


def test_a_picture_is_renamed_everywhere() -> None:
    question = Basic("![a](a.png) and ![](ba.png)", 'a.png ![x](a.png "t")')
    changed = rename_pictures(
        Note(MINE, "one", question, why="![](<a b.png>)"), {"a.png": "c.png", "a b.png": "d.png"}
    )
    assert changed.question == Basic("![a](c.png) and ![](ba.png)", 'a.png ![x](c.png "t")')
    assert changed.why == "![](<d.png>)"


def test_a_choice_is_changed_in_all_its_parts() -> None:
    choice = MultipleChoice("Which?", ("![a](a.png)",), (WrongOption("b", "![](a.png)"),))
    changed = rename_pictures(Note(MINE, "one", choice), {"a.png": "c.png"})
    assert changed.question == MultipleChoice(
        "Which?", ("![a](c.png)",), (WrongOption("b", "![](c.png)"),)
    )
