"""The stored window state; a damaged file does not stop a start."""

import json
from pathlib import Path

import pytest

from flashdesign.domain.settings import SYSTEM_LANGUAGE, ColorScheme
from flashdesign.ui.window import window_state
from flashdesign.ui.window.window_state import WindowState

KEPT = {"scheme": "dark", "text_scale": 1.3, "geometry": "01ab"}


def test_it_is_stored_and_loaded(tmp_path: Path) -> None:
    memory = WindowState(ColorScheme.DARK, 1.3, "01ab", "de")
    window_state.store(tmp_path, memory)
    assert window_state.load(tmp_path) == memory
    assert [path.name for path in tmp_path.iterdir()] == ["window.json"]


def test_the_default_without_a_file(tmp_path: Path) -> None:
    assert window_state.load(tmp_path) == WindowState()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param('{"scheme": "dark"', id="cut short"),
        pytest.param("[1, 2]", id="a list"),
        pytest.param("null", id="nothing"),
        pytest.param(json.dumps(KEPT | {"scheme": "pink"}), id="an unknown scheme"),
        pytest.param(json.dumps(KEPT | {"text_scale": "big"}), id="a size in words"),
        pytest.param(json.dumps(KEPT | {"text_scale": None}), id="no size"),
        pytest.param(json.dumps(KEPT | {"geometry": "not hexadecimal"}), id="no hexadecimal"),
        pytest.param(json.dumps(KEPT | {"geometry": 7}), id="a number for the place"),
        pytest.param(json.dumps({"scheme": "dark"}), id="half of it"),
        pytest.param("[" * 90_000, id="nested without end"),
        pytest.param('{"a":' * 15_000, id="objects without end"),
        pytest.param(json.dumps(KEPT | {"text_scale": "nan"}), id="not a number"),
        pytest.param(json.dumps(KEPT | {"text_scale": float("nan")}), id="no number"),
        pytest.param(json.dumps(KEPT | {"text_scale": 10**400}), id="a number out of range"),
        pytest.param(json.dumps(KEPT | {"geometry": "01" * 60_000}), id="a file too large"),
    ],
)
def test_a_damaged_file_is_ignored(tmp_path: Path, text: str) -> None:
    (tmp_path / "window.json").write_text(text, encoding="utf-8")
    assert window_state.load(tmp_path) == WindowState()


def test_a_file_that_is_not_text_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_bytes(b"\xff\xfe\x00")
    assert window_state.load(tmp_path) == WindowState()


@pytest.mark.parametrize(("kept", "expected"), [(9.0, 2.0), (0.1, 0.75), (1e999, 2.0)])
def test_a_text_size_out_of_range_is_limited(tmp_path: Path, kept: float, expected: float) -> None:
    text = json.dumps(KEPT | {"text_scale": kept})
    (tmp_path / "window.json").write_text(text, encoding="utf-8")
    assert window_state.load(tmp_path).text_scale == expected


def test_a_file_without_a_language_has_that_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text(json.dumps(KEPT), encoding="utf-8")
    assert window_state.load(tmp_path) == WindowState(
        ColorScheme.DARK, 1.3, "01ab", SYSTEM_LANGUAGE
    )


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "window.json").open("wb") as file:
        file.write(b"[" * 10)
        file.truncate(60_000_000_000)
    assert window_state.load(tmp_path) == WindowState()


def test_a_broken_link_or_a_folder_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "window.json").symlink_to(tmp_path / "window.json")
    assert window_state.load(tmp_path) == WindowState()
    window_state.store(tmp_path, WindowState(ColorScheme.DARK, 1.3, "01ab"))
    (tmp_path / "window.json").unlink()
    (tmp_path / "window.json").mkdir()
    assert window_state.load(tmp_path) == WindowState()
    window_state.store(tmp_path, WindowState(ColorScheme.DARK, 1.3, "01ab"))
    assert (tmp_path / "window.json").is_dir()


def test_an_unwritable_folder_raises_no_error(tmp_path: Path) -> None:
    window_state.store(tmp_path / "missing", WindowState())
    assert not (tmp_path / "missing").exists()
