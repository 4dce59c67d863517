"""Checks that Qt can open a window and a socket, made before Qt itself would abort."""

import ctypes
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flashdesign.i18n.translation import N_, _

QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
# Needed by the local socket through which other processes reach an open window.
SOCKET_LIBRARIES = {
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
    "libzstd.so.1": "libzstd1",
}
_NO_DISPLAY = N_(
    "There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set)."
)
_NOT_REACHED = N_("The display {display} cannot be reached, so no window can be opened.")
_ADVICE = N_("Start it in a desktop session, or study in this terminal with `flashdesign review`.")
_INSTALL = N_("On Debian or Ubuntu: sudo apt install {packages}")


@dataclass(frozen=True, slots=True)
class MissingLibrary:
    """A shared library that Qt needs, and the Debian package that contains it."""

    library: str
    package: str


def can_load(library: str) -> bool:
    """Return whether the dynamic linker finds `library`."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_libraries(
    environ: Mapping[str, str],
    platform: str = sys.platform,
    can_load: Callable[[str], bool] = can_load,
) -> tuple[MissingLibrary, ...]:
    """Return Qt's system libraries that are not installed; only Linux needs any."""
    if not platform.startswith("linux"):
        return ()
    needed = dict(QT_LIBRARIES)
    if _uses_x11(environ):
        needed |= X11_LIBRARIES
    return tuple(MissingLibrary(name, deb) for name, deb in needed.items() if not can_load(name))


def window_problem(
    environ: Mapping[str, str],
    platform: str = sys.platform,
    can_load: Callable[[str], bool] = can_load,
    can_reach: Callable[[str, str], bool] | None = None,
) -> tuple[str, str] | None:
    """Return why no window can open and what to do about it, or None.

    `can_reach` returns whether a display answers, from the name of its variable and its value.
    """
    missing = missing_libraries(environ, platform, can_load)
    if missing:
        names = ", ".join(library.library for library in missing)
        packages = " ".join(library.package for library in missing)
        return (
            _("Qt cannot start: this system lacks {libraries}.").format(libraries=names),
            _(_INSTALL).format(packages=packages),
        )
    needed = _display_variables(environ)
    if not platform.startswith("linux") or not needed:
        return None
    displays = [(name, environ[name]) for name in needed if environ.get(name)]
    if not displays:
        return _(_NO_DISPLAY), _(_ADVICE)
    reach = can_reach or partial(can_reach_display, environ)
    if not any(reach(name, display) for name, display in displays):
        return _(_NOT_REACHED).format(display=displays[-1][1]), _(_ADVICE)
    return None


def can_reach_display(environ: Mapping[str, str], name: str, display: str) -> bool:
    """Return whether a connection to a display can be made; Qt aborts without one."""
    if name == "WAYLAND_DISPLAY":
        return (Path(environ.get("XDG_RUNTIME_DIR", "")) / display).exists()
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt's own copy may find it
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    for function in (xcb.xcb_connection_has_error, xcb.xcb_disconnect):
        function.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(os.fsencode(display), None)
    try:
        return not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)


def socket_problem(
    platform: str = sys.platform, can_load: Callable[[str], bool] = can_load
) -> tuple[str, str] | None:
    """Return why an open window cannot be reached and what to do about it, or None."""
    if not platform.startswith("linux"):
        return None
    missing = {name: deb for name, deb in SOCKET_LIBRARIES.items() if not can_load(name)}
    if not missing:
        return None
    problem = _(
        "This system lacks {libraries}: commands cannot be passed to an open window, and starting "
        "FlashDesign again does not bring it to the front."
    )
    return (
        problem.format(libraries=", ".join(missing)),
        _(_INSTALL).format(packages=" ".join(missing.values())),
    )


def _display_variables(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the variables of which one must name a display; none for an offscreen platform."""
    displays = {"xcb": ("DISPLAY",), "wayland": ("WAYLAND_DISPLAY",)}
    chosen = environ.get("QT_QPA_PLATFORM", "").partition(";")[0]
    by_default = () if chosen else ("WAYLAND_DISPLAY", "DISPLAY")
    return displays.get(chosen.partition("-")[0], by_default)


def _uses_x11(environ: Mapping[str, str]) -> bool:
    chosen = environ.get("QT_QPA_PLATFORM", "")
    if chosen:
        return chosen.startswith("xcb")
    return bool(environ.get("DISPLAY")) and not environ.get("WAYLAND_DISPLAY")
