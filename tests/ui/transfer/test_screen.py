"""The page of import and export: what it suggests, and what it says is left out."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from flashdesign.ui.transfer.screen import TransferScreen


def test_a_deck_with_subdecks_is_exported_with_them_unless_it_is_told(qtbot: QtBot) -> None:
    screen = TransferScreen()
    qtbot.addWidget(screen)
    screen.show()
    screen.render_decks([("root", "Root"), ("basics", "Basics")], {"root": 9})
    assert screen.format.currentData() == ".apkg"
    assert not screen.left_out.isVisible()
    screen.deck.setCurrentIndex(1)
    assert screen.format.currentData() == ".yaml"
    assert not screen.left_out.isVisible()
    screen.format.setFocus()
    qtbot.keyClick(screen.format, Qt.Key.Key_Down)
    qtbot.keyClick(screen.format, Qt.Key.Key_Up)
    screen.deck.setCurrentIndex(0)
    assert screen.format.currentData() == ".yaml", "the user chose it"
    assert screen.left_out.text().startswith("9 subdecks are left out")
    assert screen.left_out.isVisible()
