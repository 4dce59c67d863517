"""A page to print has each card's question and answer, and no scripts."""

from flashdesign.content.rendering.print_page import build_page
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze


def test_a_row_for_each_card() -> None:
    notes = [
        Note(DeckId("mine"), "a", Basic("To **what**?", "Fro", reverse=True), why="Because."),
        Note(DeckId("mine"), "b", Cloze("A {{1::gap}}.")),
    ]
    page = build_page("Mine & <yours>", notes)
    assert page.count("<tr>") == 3
    assert "<title>Mine &amp; &lt;yours&gt;</title>" in page
    assert "<strong>what</strong>" in page
    assert "Because." in page


def test_html_of_a_card_stays_text() -> None:
    page = build_page("Mine", [Note(DeckId("mine"), "a", Basic("<script>x()</script>", "y"))])
    assert "<script" not in page


def test_pictures_are_embedded_in_the_page() -> None:
    source = Note(DeckId("mine"), "a", Basic("![d](p.jpg)", "![d](none.png)"))
    page = build_page("T", [source], lambda _, name: b"data" if name == "p.jpg" else None)
    assert '<img src="data:image/jpeg;base64,ZGF0YQ=="' in page
    assert '<img src="none.png"' in page
