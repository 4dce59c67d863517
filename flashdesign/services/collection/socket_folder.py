"""Paths of the window's local socket, in folders that no other user can enter."""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from flashdesign.i18n.translation import _
from flashdesign.private_files import is_private

# A socket's path has at most 104 bytes (108 on Linux); Qt first binds it in a subfolder.
_MAX_PATH_BYTES = 103 - len("/XXXXXX")


def name_of(collection: Path) -> str:
    """Return the name of a collection's socket."""
    return blake2b(os.fsencode(collection), digest_size=8).hexdigest()


def socket_paths(collection: Path, environ: Mapping[str, str] = os.environ) -> Iterator[Path]:
    """Yield the possible paths of a collection's socket; the folders may not exist."""
    for folder in _folders(environ):
        path = folder / name_of(collection)
        if len(os.fsencode(path)) <= _MAX_PATH_BYTES:
            yield path


def new_socket_path(collection: Path, environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return a path for a new socket and create its folder; None if no folder is private."""
    for path in socket_paths(collection, environ):
        with suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if is_private(path.parent):
                return path
    return None


def socket_folder_problem(environ: Mapping[str, str]) -> tuple[str, str] | None:
    """Return why there is no private folder for a socket and what to do about it, or None."""
    if sys.platform == "win32" or new_socket_path(Path("/collection"), environ) is not None:
        return None
    folders = ", ".join(str(folder) for folder in _folders(environ))
    return (
        _(
            "There is no private folder for a socket: commands cannot be passed to an open window, "
            "and starting FlashDesign again does not bring it to the front."
        ),
        _("Make yourself the owner of one of these folders, with mode 0700: {folders}").format(
            folders=folders
        ),
    )


def _folders(environ: Mapping[str, str]) -> Iterator[Path]:
    """Yield folders for sockets, best first; desktop sessions, SSH logins and cron share them."""
    if sys.platform == "win32":
        return
    if chosen := environ.get("XDG_RUNTIME_DIR"):
        yield Path(chosen) / "flashdesign"
    login = Path(f"/run/user/{os.getuid()}")
    if login.is_dir():
        yield login / "flashdesign"
    from platformdirs import user_state_path

    yield user_state_path("FlashDesign", appauthor=False) / "run"
    # Another user may own a folder with this name; `new_socket_path` rejects it then.
    yield Path(tempfile.gettempdir()) / f"flashdesign-{os.getuid()}"
