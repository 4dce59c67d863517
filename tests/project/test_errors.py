"""Disk errors report what did not happen because of them."""

import errno
import os
from pathlib import Path

import pytest

from flashdesign.errors import DiskError, DiskFullError, consequence, disk_error, is_of_disk


def failure(code: int, name: str | None = None) -> OSError:
    return OSError(code, os.strerror(code), name)


@pytest.mark.parametrize(
    ("error", "path", "message"),
    [
        pytest.param(
            failure(errno.ENOSPC),
            Path("a/deck.csv"),
            "deck.csv: the disk is full, so the export was not written. Free some space and try "
            "again; everything that was stored before is safe.",
            id="with the given path",
        ),
        pytest.param(
            failure(errno.EROFS, "/mnt/b/deck.csv"),
            None,
            "deck.csv: FlashDesign cannot write in /mnt/b (Read-only file system), so the export "
            "was not written. Give yourself write permission there, or choose another place.",
            id="with the path of the error",
        ),
        pytest.param(
            failure(errno.EIO),
            None,
            "FlashDesign: the disk or share failed (Input/output error), so the export was not "
            "written. Check the drive, its connection and your quota; everything that was shown "
            "as stored is safe.",
            id="without a path",
        ),
    ],
)
def test_a_disk_error_says_what_did_not_happen(
    error: OSError, path: Path | None, message: str
) -> None:
    assert str(disk_error(error, path, "the export was not written")) == message
    with pytest.raises(DiskError) as caught, consequence("the export was not written", path):
        raise error
    assert str(caught.value) == message


def test_the_outer_consequence_wins() -> None:
    @consequence("the import was not done and nothing changed")
    def import_deck() -> None:
        with consequence("the backup was not made"):
            raise DiskFullError(Path("collection.db"))

    with pytest.raises(DiskFullError, match="so the import was not done and nothing changed"):
        import_deck()


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        pytest.param(failure(errno.EROFS), True, id="read-only"),
        pytest.param(failure(errno.ENOENT), False, id="a missing file may be our bug"),
        pytest.param(ValueError(), False, id="another kind"),
    ],
)
def test_is_of_disk(error: BaseException, *, expected: bool) -> None:
    assert is_of_disk(error) is expected
