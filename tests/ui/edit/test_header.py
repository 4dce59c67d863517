"""The header of the note form: a row, or a column where a title needs the whole width."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from flashdesign.ui.edit.header import EditHeader

SHORT, LONG = "Caching", "Replication, consensus, time and clocks"
WIDTH_PX, HEIGHT_PX = 460, 240


def shown_header(qtbot: QtBot, title: str) -> EditHeader:
    """Return a header that shows a deck with a title."""
    header = EditHeader()
    qtbot.addWidget(header)
    header.set_decks([("deck", title)])
    header.resize(WIDTH_PX, HEIGHT_PX)
    header.show()
    return header


def test_a_short_title_leaves_room_for_the_kind_beside_it(qtbot: QtBot) -> None:
    header = shown_header(qtbot, SHORT)
    qtbot.waitUntil(lambda: header.kind.mapTo(header, header.kind.rect().topLeft()).x() > 0)
    assert header.deck.width() >= header.deck.whole_text_px()


def test_a_long_title_has_the_whole_width(qtbot: QtBot) -> None:
    header = shown_header(qtbot, LONG)
    qtbot.waitUntil(lambda: header.deck.width() == WIDTH_PX)
    assert header.deck.width() >= header.deck.whole_text_px()


def test_the_title_of_a_fixed_deck_is_told_whole_and_why_it_is_fixed(qtbot: QtBot) -> None:
    header = shown_header(qtbot, LONG)
    header.fix_deck(is_fixed=True)
    assert header.deck.toolTip() == LONG
    assert "A built-in note stays in its deck." in [
        text.text() for text in header.findChildren(QLabel) if text.isVisible()
    ]


def test_the_row_follows_the_selected_deck(qtbot: QtBot) -> None:
    header = shown_header(qtbot, SHORT)
    qtbot.waitUntil(lambda: header.deck.width() < WIDTH_PX)
    header.set_decks([("other", LONG)])
    qtbot.waitUntil(lambda: header.deck.width() == WIDTH_PX)
