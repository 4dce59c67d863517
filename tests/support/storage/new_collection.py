"""A new, empty collection, created once and written wherever a test needs one."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from flashdesign.private_files import make_file
from flashdesign.storage.connection import new_file
from flashdesign.storage.schema.migrations import migrate


def write_new_collection(path: Path) -> None:
    """Write the file that the first start creates at `path`; its folder must exist."""
    make_file(path)
    path.write_bytes(_content())


@cache
def _content() -> bytes:
    """Return the bytes of a new collection; creating them takes most of the time of a start."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "collection.flashdesign"
        new_file.create(path, migrate)
        return path.read_bytes()
