"""Qt's requirements: libraries and a display; a missing one is reported with its remedy."""

from collections.abc import Callable
from pathlib import Path

import pytest

from flashdesign.services.collection.qt_requirements import (
    can_load,
    can_reach_display,
    missing_libraries,
    socket_problem,
    window_problem,
)

X11 = {"DISPLAY": ":0"}
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}


def lacking(*names: str) -> Callable[[str], bool]:
    return lambda library: library not in names


@pytest.mark.parametrize(
    ("environ", "platform", "lacks", "expected"),
    [
        pytest.param(X11, "linux", (), (), id="nothing is missing"),
        pytest.param(X11, "linux", ("libEGL.so.1",), ("libegl1",), id="a library of Qt's own"),
        pytest.param(
            X11, "linux", ("libxcb-cursor.so.0",), ("libxcb-cursor0",), id="a library for X11"
        ),
        pytest.param(WAYLAND, "linux", ("libxcb-cursor.so.0",), (), id="Wayland needs no X11"),
        pytest.param(
            {**X11, **WAYLAND},
            "linux",
            ("libxcb-cursor.so.0",),
            (),
            id="Wayland has priority over X11",
        ),
        pytest.param(
            {**WAYLAND, "QT_QPA_PLATFORM": "xcb"},
            "linux",
            ("libxcb-cursor.so.0",),
            ("libxcb-cursor0",),
            id="X11 was chosen",
        ),
        pytest.param(
            {"QT_QPA_PLATFORM": "offscreen"},
            "linux",
            ("libxcb-cursor.so.0",),
            (),
            id="off screen needs no X11",
        ),
        pytest.param(X11, "win32", ("libEGL.so.1",), (), id="Windows brings its own"),
        pytest.param(X11, "darwin", ("libEGL.so.1",), (), id="macOS brings its own"),
    ],
)
def test_missing_libraries(
    environ: dict[str, str], platform: str, lacks: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    missing = missing_libraries(environ, platform, lacking(*lacks))
    assert tuple(library.package for library in missing) == expected


@pytest.mark.parametrize(
    ("environ", "platform", "opens"),
    [
        pytest.param(X11, "linux", True, id="a desktop"),
        pytest.param({}, "linux", False, id="a remote shell"),
        pytest.param(
            {"QT_QPA_PLATFORM": "xcb"}, "linux", False, id="X11 chosen, and not available"
        ),
        pytest.param(
            {**X11, "QT_QPA_PLATFORM": "wayland-egl"},
            "linux",
            False,
            id="Wayland chosen, and not available",
        ),
        pytest.param({"QT_QPA_PLATFORM": "offscreen"}, "linux", True, id="off screen"),
        pytest.param({}, "darwin", True, id="macOS names no display"),
        pytest.param({}, "win32", True, id="Windows names no display"),
    ],
)
def test_a_window_needs_a_display(environ: dict[str, str], platform: str, opens: bool) -> None:
    problem = window_problem(environ, platform, lacking(), lambda _name, _display: True)
    assert (problem is None) is opens


def test_without_a_display_there_is_still_the_terminal() -> None:
    problem = window_problem({}, "linux", lacking())
    assert problem is not None
    assert "no display" in problem[0]
    assert "flashdesign review" in problem[1]


@pytest.mark.parametrize(
    ("environ", "answering", "named"),
    [
        pytest.param(X11, (), ":0", id="X11"),
        pytest.param(WAYLAND, (), "wayland-0", id="Wayland"),
        pytest.param(WAYLAND | X11, (), ":0", id="neither of both"),
        pytest.param(WAYLAND | X11, (":0",), None, id="one of both is enough"),
    ],
)
def test_a_display_that_does_not_answer_is_named(
    environ: dict[str, str], answering: tuple[str, ...], named: str | None
) -> None:
    problem = window_problem(
        environ, "linux", lacking(), lambda _name, display: display in answering
    )
    assert (problem is None) is (named is None)
    if problem is not None:
        assert problem[0] == f"The display {named} cannot be reached, so no window can be opened."
        assert "flashdesign review" in problem[1]


def test_a_display_without_a_server_is_not_reached(tmp_path: Path) -> None:
    runtime = {"XDG_RUNTIME_DIR": str(tmp_path)}
    assert not can_reach_display(runtime, "DISPLAY", "unix:/no-server-is-here")
    assert not can_reach_display(runtime, "WAYLAND_DISPLAY", "wayland-0")
    (tmp_path / "wayland-0").touch()
    assert can_reach_display(runtime, "WAYLAND_DISPLAY", "wayland-0")


def test_what_lacks_is_told_with_the_command_that_installs_it() -> None:
    problem = window_problem(X11, "linux", lacking("libEGL.so.1", "libxcb-shape.so.0"))
    assert problem == (
        "Qt cannot start: this system lacks libEGL.so.1, libxcb-shape.so.0.",
        "On Debian or Ubuntu: sudo apt install libegl1 libxcb-shape0",
    )


def test_a_library_that_is_not_there_cannot_be_loaded() -> None:
    assert not can_load("libflashdesign-is-not-there.so.7")


def test_what_an_open_window_lacks_to_be_reached() -> None:
    assert socket_problem("linux", lacking()) is None
    assert socket_problem("win32", lacking("libgssapi_krb5.so.2")) is None
    problem = socket_problem("linux", lacking("libgssapi_krb5.so.2"))
    assert problem is not None
    assert "lacks libgssapi_krb5.so.2: commands cannot be passed to an open window" in problem[0]
    assert problem[1].endswith("sudo apt install libgssapi-krb5-2")
