"""Find a folder for the window's socket that no other user of the computer can enter."""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from flashdesign.private_files import is_private

# A socket's path has 104 bytes at most (108 on Linux); Qt binds it in a folder beside it first.
_LONGEST_PATH_BYTES = 103 - len("/XXXXXX")


def name_of(collection: Path) -> str:
    """Return the name of the socket of a collection."""
    return blake2b(os.fsencode(collection), digest_size=8).hexdigest()


def socket_paths(collection: Path, environ: Mapping[str, str] = os.environ) -> Iterator[Path]:
    """Yield where the socket of a collection may be; the folders need not be there."""
    for folder in _folders(environ):
        path = folder / name_of(collection)
        if len(os.fsencode(path)) <= _LONGEST_PATH_BYTES:
            yield path


def new_socket_path(collection: Path, environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return where to put the socket, in a folder made for it, or None where no place is safe."""
    for path in socket_paths(collection, environ):
        with suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if is_private(path.parent):
                return path
    return None


def place_problem(environ: Mapping[str, str]) -> tuple[str, str] | None:
    """Return in two lines why there is no safe place for a socket and what to do, or None."""
    if sys.platform == "win32" or new_socket_path(Path("/collection"), environ) is not None:
        return None
    tried = ", ".join(str(folder) for folder in _folders(environ))
    return (
        "There is no private folder for a socket: no command can be handed to an open window, "
        "and a second start does not bring it to the front.",
        f"Make one of these yours, with mode 0700: {tried}",
    )


def _folders(environ: Mapping[str, str]) -> Iterator[Path]:
    """Yield folders for sockets, the best first: a session, a login by ssh and cron share them."""
    if sys.platform == "win32":
        return
    if chosen := environ.get("XDG_RUNTIME_DIR"):
        yield Path(chosen) / "flashdesign"
    login = Path(f"/run/user/{os.getuid()}")
    if login.is_dir():
        yield login / "flashdesign"
    from platformdirs import user_state_path

    yield user_state_path("FlashDesign", appauthor=False) / "run"
    # Whoever sits there first is refused: the folder must be ours.
    yield Path(tempfile.gettempdir()) / f"flashdesign-{os.getuid()}"
