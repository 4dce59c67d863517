"""Statistic tiles."""

from pytestqt.qtbot import QtBot

from flashdesign.ui.widgets.charts.stat_tiles import StatTile


def test_a_value_has_its_name_and_remark_as_accessible_texts(qtbot: QtBot) -> None:
    tile = StatTile("recall", "91%")
    qtbot.addWidget(tile)
    assert tile.accessibleName() == "recall: 91%"
    before = tile.sizeHint()
    tile.set_value("92%", "target 90%, which is quite a long remark to make")
    assert tile.accessibleName() == "recall: 92%"
    assert tile.accessibleDescription().startswith("target 90%")
    assert tile.sizeHint() == before
