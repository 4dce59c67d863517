"""A folder for temporary files; leftovers of killed processes are removed by a later use."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import gettempdir

from flashdesign.storage.connection.work_folder import remove_abandoned, work_folder


@contextmanager
def scratch_folder() -> Iterator[Path | None]:
    """Yield a private temporary folder, after removing those of killed processes.

    Yields None if no folder can be created: an attempt to write there then reports the reason.
    """
    parent = Path(gettempdir()) / "flashdesign"
    remove_abandoned(parent)
    with ExitStack() as stack:
        folder: Path | None = None
        try:
            folder = stack.enter_context(work_folder(parent))
        except OSError:
            folder = None
        yield folder
