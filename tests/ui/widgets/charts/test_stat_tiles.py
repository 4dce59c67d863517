"""Rows of statistic tiles."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.widgets.charts.stat_tiles import TileRow


def test_nothing_is_cut_if_all_just_fit_in_one_row(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    row = TileRow(("new", "recall of the last thirty days", "streak"), page)
    page.show()
    whole = [tile.whole_width_px() for tile in row.tiles]
    just = sum(whole) + 2 * 2 * GRID_PX
    row.resize(just, 100)
    qtbot.waitUntil(lambda: [tile.width() for tile in row.tiles] == whole)
    row.resize(3 * just, 100)
    qtbot.waitUntil(lambda: len({tile.width() // 2 for tile in row.tiles}) == 1)
    row.resize(just - 1, 100)
    qtbot.waitUntil(lambda: row.tiles[2].x() == row.tiles[0].x())
    assert row.tiles[1].width() >= whole[1]
