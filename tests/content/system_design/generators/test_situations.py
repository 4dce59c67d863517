"""Notes about situations: their questions, and when they become choices."""

from pathlib import Path

import pytest

from flashdesign.content.system_design.generators.situations import Records, notes
from flashdesign.content.system_design.record import load
from flashdesign.content.yaml import reader
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, MultipleChoice, WrongOption
from flashdesign.errors import DeckFormatError

HEAD = """\
content: situations
deck: {id: situations, title: Situations}
situations:
"""


def made(*situations: str) -> list[Note]:
    text = HEAD + "".join(f"  - {situation}\n" for situation in situations)
    return list(notes(load(Records, reader.parse(text.encode(), Path("situations.yaml")))))


@pytest.mark.parametrize(
    ("theme", "ending"),
    [
        pytest.param("clock", "What do you do with the minutes left?", id="the clock runs"),
        pytest.param("room", "What do you say or do?", id="someone waits"),
        pytest.param("design", "What is your move?", id="a decision is open"),
        pytest.param("fault", "What do you change?", id="something is broken"),
    ],
)
def test_the_theme_asks_its_usual_question(theme: str, ending: str) -> None:
    [note] = made(f"{{id: stuck, theme: {theme}, scene: It is late., move: Go on.}}")
    assert note.question == Basic(f"It is late. {ending}", "Go on.")


def test_an_own_question_replaces_the_usual_one() -> None:
    [note] = made("{id: stuck, theme: room, scene: It is late., ask: Now?, move: Go on.}")
    assert note.question == Basic("It is late. Now?", "Go on.")


def test_tempting_moves_make_a_choice() -> None:
    [note] = made(
        "{id: stuck, theme: room, scene: Late., ask: Now?, move: Go on.,"
        " tempting: [{text: Give up, why: It scores nothing.}]}"
    )
    assert note.question == MultipleChoice(
        "Late. Now?", ("Go on",), (WrongOption("Give up", "It scores nothing."),)
    )


def test_ids_and_order_are_those_of_the_file() -> None:
    found = made(
        "{id: second, theme: room, scene: A., move: B.}",
        "{id: first, theme: clock, scene: C., move: D., facts: [F140]}",
    )
    assert [note.id for note in found] == ["second.move", "first.move"]
    assert found[1].facts == ("F140",)


def test_an_unknown_theme_is_rejected_with_the_valid_ones() -> None:
    with pytest.raises(DeckFormatError, match="`clock`, `room`, `design`, `fault`"):
        made("{id: stuck, theme: mood, scene: It is late., move: Go on.}")
