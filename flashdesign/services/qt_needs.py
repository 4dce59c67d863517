"""Tell in words why Qt could not open a window here, before Qt itself aborts."""

import ctypes
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

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
# What the socket needs through which other processes reach an open window.
SOCKET_LIBRARIES = {
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
    "libzstd.so.1": "libzstd1",
}
_NO_DISPLAY = (
    "There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set).",
    "Start it in a desktop session, or study in this terminal with `flashdesign review`.",
)


@dataclass(frozen=True, slots=True)
class Missing:
    """A shared library that Qt needs, and the Debian package that holds it."""

    library: str
    package: str


def can_load(library: str) -> bool:
    """Tell whether the dynamic linker finds `library`."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_libraries(
    environ: Mapping[str, str],
    platform: str = sys.platform,
    can_load: Callable[[str], bool] = can_load,
) -> tuple[Missing, ...]:
    """Return Qt's system libraries that are not installed; only Linux leaves them to the system."""
    if not platform.startswith("linux"):
        return ()
    needed = dict(QT_LIBRARIES)
    if _uses_x11(environ):
        needed |= X11_LIBRARIES
    return tuple(Missing(name, deb) for name, deb in needed.items() if not can_load(name))


def window_problem(
    environ: Mapping[str, str],
    platform: str = sys.platform,
    can_load: Callable[[str], bool] = can_load,
) -> tuple[str, str] | None:
    """Return in two lines why no window can open and what to do about it, or None."""
    missing = missing_libraries(environ, platform, can_load)
    if missing:
        names = ", ".join(library.library for library in missing)
        packages = " ".join(library.package for library in missing)
        return (
            f"Qt cannot start: this system lacks {names}.",
            f"On Debian or Ubuntu: sudo apt install {packages}",
        )
    if platform.startswith("linux") and not _has_display(environ):
        return _NO_DISPLAY
    return None


def socket_problem(
    platform: str = sys.platform, can_load: Callable[[str], bool] = can_load
) -> tuple[str, str] | None:
    """Return in two lines why an open window cannot be reached and what to do, or None."""
    if not platform.startswith("linux"):
        return None
    missing = {name: deb for name, deb in SOCKET_LIBRARIES.items() if not can_load(name)}
    if not missing:
        return None
    return (
        f"This system lacks {', '.join(missing)}: no command can be handed to an open window, and "
        "a second start does not bring it to the front.",
        f"On Debian or Ubuntu: sudo apt install {' '.join(missing.values())}",
    )


def _has_display(environ: Mapping[str, str]) -> bool:
    displays = {"xcb": ("DISPLAY",), "wayland": ("WAYLAND_DISPLAY",)}
    chosen = environ.get("QT_QPA_PLATFORM", "").partition(";")[0]
    needed = displays.get(
        chosen.partition("-")[0], () if chosen else ("DISPLAY", "WAYLAND_DISPLAY")
    )
    return not needed or any(environ.get(name) for name in needed)


def _uses_x11(environ: Mapping[str, str]) -> bool:
    chosen = environ.get("QT_QPA_PLATFORM", "")
    if chosen:
        return chosen.startswith("xcb")
    return bool(environ.get("DISPLAY")) and not environ.get("WAYLAND_DISPLAY")
