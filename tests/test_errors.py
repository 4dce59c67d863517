"""What a disk refuses is told with what did not come about by it."""

import errno
import os
from pathlib import Path

import pytest

from flashdesign.errors import DiskError, DiskFullError, consequence, disk_error, is_of_disk


def failure(code: int, name: str | None = None) -> OSError:
    return OSError(code, os.strerror(code), name)


@pytest.mark.parametrize(
    ("error", "path", "said"),
    [
        pytest.param(
            failure(errno.ENOSPC),
            Path("a/deck.csv"),
            "deck.csv: the disk is full, so the export was not written. Free some space and try "
            "again; everything that was stored before is safe.",
            id="of the path that was meant",
        ),
        pytest.param(
            failure(errno.EROFS, "/mnt/b/deck.csv"),
            None,
            "deck.csv: FlashDesign cannot write in /mnt/b (Read-only file system), so the export "
            "was not written. Give yourself write permission there, or choose another place.",
            id="of the file that the system names",
        ),
        pytest.param(
            failure(errno.EIO),
            None,
            "FlashDesign: the disk or share failed (Input/output error), so the export was not "
            "written. Check the drive, its connection and your quota; everything that was shown "
            "as stored is safe.",
            id="of no file",
        ),
    ],
)
def test_a_failure_says_what_did_not_come_about(
    error: OSError, path: Path | None, said: str
) -> None:
    assert str(disk_error(error, path, "the export was not written")) == said
    with pytest.raises(DiskError) as caught, consequence("the export was not written", path):
        raise error
    assert str(caught.value) == said


def test_the_outer_act_has_the_last_word() -> None:
    @consequence("the import was not done and nothing changed")
    def bring_in() -> None:
        with consequence("the backup was not made"):
            raise DiskFullError(Path("collection.db"))

    with pytest.raises(DiskFullError, match="so the import was not done and nothing changed"):
        bring_in()


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        pytest.param(failure(errno.EROFS), True, id="read-only"),
        pytest.param(failure(errno.ENOENT), False, id="a file that is not there may be our fault"),
        pytest.param(ValueError(), False, id="another kind"),
    ],
)
def test_is_of_disk(error: BaseException, *, expected: bool) -> None:
    assert is_of_disk(error) is expected
