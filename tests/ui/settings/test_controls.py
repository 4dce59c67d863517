"""A folder is chosen, shown and cleared."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from flashdesign.ui.settings.controls import FolderField


def test_a_folder_is_chosen_and_cleared(qtbot: QtBot) -> None:
    asked: list[Path] = []
    answers = iter([Path("/home/me/decks"), None])

    def ask(_parent: QWidget, folder: Path) -> Path | None:
        asked.append(folder)
        return next(answers)

    field = FolderField(ask)
    qtbot.addWidget(field)
    received: list[str] = []
    field.chosen.connect(received.append)
    assert field.clear.isHidden()
    field.choose.click()
    assert (field.name.whole_text, field.clear.isHidden()) == ("decks", False)
    field.choose.click()
    assert asked[1] == Path("/home/me/decks")
    field.clear.click()
    assert received == [str(Path("/home/me/decks")), ""]
    assert field.name.isHidden()
