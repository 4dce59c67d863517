"""Exports write a whole file, or none."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from flashdesign.errors import CancelledError
from flashdesign.ui.transfer.export_controller import ExportController
from tests.support.learner import BASICS, ROOT, basic_deck, small_decks
from tests.support.ui.driver import WindowDriver
from tests.ui.conftest import OpenWindow

Asked = list[tuple[str, ...]]


def run_at_once(_doing: str, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
    then(work())


def acts(driver: WindowDriver, cancelled: Event | None = None) -> ExportController:
    return ExportController(
        driver.window, driver.learner.context, run_at_once, cancelled or Event()
    )


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Asked:
    """Return the arguments of the file dialog; its answer is `mine` without a suffix."""
    heard: Asked = []

    def answer(_window: object, *arguments: str) -> tuple[str, str]:
        heard.append(arguments)
        return str(tmp_path / "mine"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return heard


def test_the_offered_name_is_that_of_the_deck_with_its_suffix(
    open_window: OpenWindow, asked: Asked, tmp_path: Path
) -> None:
    acts(open_window(*small_decks())).export(BASICS, ".csv", with_schedule=False)
    assert asked == [("Export", "basics.csv", "Table (CSV) (*.csv)")]
    assert (tmp_path / "mine.csv").is_file()


def test_notes_that_become_plain_for_anki_are_reported(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    driver = open_window(*small_decks())
    path = tmp_path / "out.apkg"
    acts(driver).write(ROOT, path)
    assert driver.toast.startswith(f"Saved to {path}. ")
    assert driver.toast.endswith("exported as Basic (Anki has no matching type).")
    acts(driver).write(BASICS, path)
    assert driver.toast == f"Saved to {path}."


def test_a_deck_file_without_notes_is_reported(open_window: OpenWindow, tmp_path: Path) -> None:
    driver = open_window(*small_decks())
    acts(driver).write(ROOT, tmp_path / "out.yaml")
    assert "The file has no notes" in driver.toast
    acts(driver).write(BASICS, tmp_path / "basics.yaml")
    assert "no notes" not in driver.toast


def test_progress_is_reported(qtbot: QtBot, open_window: OpenWindow, tmp_path: Path) -> None:
    exports = acts(open_window(basic_deck(150, parent=None)))
    with qtbot.waitSignal(
        exports.progressed, check_params_cb=lambda done, total: (done, total) == (100, 150)
    ):
        exports.write(BASICS, tmp_path / "out.apkg")


@pytest.mark.parametrize("suffix", [".yaml", ".csv", ".apkg", ".html", ".pdf"])
def test_a_cancelled_export_keeps_the_existing_file(
    open_window: OpenWindow, tmp_path: Path, suffix: str
) -> None:
    cancelled = Event()
    exports = acts(open_window(basic_deck(3, parent=None)), cancelled)
    path = tmp_path / f"out{suffix}"
    exports.write(BASICS, path)
    before = path.read_bytes()
    cancelled.set()
    for target in (path, tmp_path / f"other{suffix}"):
        with pytest.raises(CancelledError):
            exports.write(BASICS, target)
    assert [path.name for path in tmp_path.glob("o*")] == [path.name]
    assert path.read_bytes() == before


def test_a_cancelled_archive_leaves_no_file(
    open_window: OpenWindow, asked: Asked, tmp_path: Path
) -> None:
    cancelled = Event()
    cancelled.set()
    with pytest.raises(CancelledError):
        acts(open_window(*small_decks()), cancelled).archive()
    assert len(asked) == 1
    assert list(tmp_path.glob("mine*")) == []


def test_nothing_is_written_without_a_file_name(
    open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    exports = acts(open_window(*small_decks()))
    exports.export(BASICS, ".yaml", with_schedule=False)
    exports.archive()
    assert list(tmp_path.glob("*.yaml")) + list(tmp_path.glob("*.zip")) == []


def test_a_file_is_not_overwritten_without_asking(
    open_window: OpenWindow, asked: Asked, tmp_path: Path
) -> None:
    driver = open_window(*small_decks())
    (tmp_path / "mine.csv").write_text("kept", encoding="utf-8")
    acts(driver).export(BASICS, ".csv", with_schedule=False)
    assert len(asked) == 1
    assert driver.banner == "mine.csv already exists."
    assert (tmp_path / "mine.csv").read_text(encoding="utf-8") == "kept"
    driver.window.clear_error()  # as the next action that succeeds does
    assert not driver.banner


@pytest.mark.parametrize(
    ("typed", "written"),
    [("a.b", "a.b.csv"), ("a.CSV", "a.CSV"), ("a.csv", "a.csv"), ("a.yaml", "a.yaml.csv")],
)
def test_the_suffix_is_appended_to_the_typed_name(
    open_window: OpenWindow,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    typed: str,
    written: str,
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / typed), ""))
    acts(open_window(*small_decks())).export(BASICS, ".csv", with_schedule=False)
    assert [path.name for path in tmp_path.glob("a*")] == [written]
