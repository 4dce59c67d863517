"""Lend a folder for temporary files that is removed in the end, if need be by a later start."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import gettempdir

from flashdesign.storage.work_folder import sweep, work_folder


@contextmanager
def scratch_folder() -> Iterator[Path | None]:
    """Lend a folder that nobody else can enter, after those of killed programs are swept away.

    Where none can be made, None is lent: whoever wants to write there learns why.
    """
    place = Path(gettempdir()) / "flashdesign"
    sweep(place)
    with ExitStack() as stack:
        folder: Path | None = None
        try:
            folder = stack.enter_context(work_folder(place))
        except OSError:
            folder = None
        yield folder
