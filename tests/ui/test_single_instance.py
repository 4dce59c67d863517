"""One window a collection: the second start knocks, and only where there is a door."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer
from pytestqt.qtbot import QtBot

from flashdesign.ui.single_instance import Door


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    """The door of a collection."""
    one = Door(tmp_path / "collection.flashdesign")
    yield one
    one.close()


def test_nobody_hears_where_no_window_is_open(door: Door) -> None:
    assert not door.knock()


def test_the_first_window_hears_each_knock(qtbot: QtBot, door: Door, tmp_path: Path) -> None:
    heard: list[int] = []
    door.listen(lambda _: heard.append(1))
    assert Door(tmp_path / "collection.flashdesign").knock()
    assert Door(tmp_path / "collection.flashdesign").knock()
    qtbot.waitUntil(lambda: len(heard) == 2)


def test_a_file_is_handed_over(qtbot: QtBot, door: Door, tmp_path: Path) -> None:
    heard: list[Path | None] = []
    door.listen(heard.append)
    file = tmp_path / "mein Stapel ü.yaml"
    assert Door(tmp_path / "collection.flashdesign").knock(file)
    assert Door(tmp_path / "collection.flashdesign").knock()
    qtbot.waitUntil(lambda: heard == [file, None])


def test_another_collection_has_another_door(door: Door, tmp_path: Path) -> None:
    door.listen(lambda _: None)
    assert not Door(tmp_path / "other.flashdesign").knock()


def test_a_closed_door_hears_nothing(door: Door, tmp_path: Path) -> None:
    door.listen(lambda _: None)
    door.close()
    assert not Door(tmp_path / "collection.flashdesign").knock()


def test_a_socket_left_by_a_killed_window_is_no_hindrance(
    qtbot: QtBot, door: Door, tmp_path: Path
) -> None:
    door.listen(lambda _: None)
    (server,) = door.findChildren(QLocalServer)
    left = Path(server.fullServerName())
    door.close()
    left.touch()
    heard: list[int] = []
    door.listen(lambda _: heard.append(1))
    assert Door(tmp_path / "collection.flashdesign").knock()
    qtbot.waitUntil(lambda: heard == [1])
