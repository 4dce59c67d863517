"""The socket is in a folder that no other user can enter, and nowhere else."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from flashdesign.private_files import is_private
from flashdesign.services.collection import socket_folder
from flashdesign.services.collection.socket_folder import (
    name_of,
    new_socket_path,
    socket_folder_problem,
    socket_paths,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pipe has no folder there")
COLLECTION = Path("/home/ada/collection.flashdesign")


@pytest.fixture
def runtime() -> Iterator[Path]:
    """A short folder: the path of a socket has a hundred bytes at most."""
    with tempfile.TemporaryDirectory(prefix="fd-") as folder:
        yield Path(folder)


def first(runtime: Path) -> Path | None:
    """Return the path of the socket with this session folder."""
    return new_socket_path(COLLECTION, {"XDG_RUNTIME_DIR": str(runtime)})


def test_it_lies_in_the_folder_of_the_session(runtime: Path) -> None:
    assert first(runtime) == runtime / "flashdesign" / name_of(COLLECTION)
    assert (runtime / "flashdesign").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", [0o777, 0o755, 0o710], ids=oct)
def test_a_folder_that_others_can_enter_is_passed_over(runtime: Path, mode: int) -> None:
    (runtime / "flashdesign").mkdir()
    (runtime / "flashdesign").chmod(mode)
    found = first(runtime)
    assert found is not None
    assert found.parent != runtime / "flashdesign"
    assert is_private(found.parent)


def test_a_link_in_its_place_is_passed_over(runtime: Path) -> None:
    (runtime / "elsewhere").mkdir(mode=0o700)
    (runtime / "flashdesign").symlink_to(runtime / "elsewhere")
    found = first(runtime)
    assert found is None or found.parent != runtime / "flashdesign"
    assert not is_private(runtime / "flashdesign")


def test_a_file_in_its_place_is_passed_over(runtime: Path) -> None:
    (runtime / "flashdesign").touch()
    found = first(runtime)
    assert found is None or found.parent != runtime / "flashdesign"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives away")
def test_a_folder_of_another_user_is_passed_over(runtime: Path) -> None:
    (runtime / "flashdesign").mkdir(mode=0o700)
    os.chown(runtime / "flashdesign", 65534, 65534)
    found = first(runtime)
    assert found is None or found.parent != runtime / "flashdesign"


def test_a_path_that_is_too_long_for_a_socket_is_passed_over(runtime: Path) -> None:
    deep = runtime / ("x" * 90)
    paths = list(socket_paths(COLLECTION, {"XDG_RUNTIME_DIR": str(deep)}))
    assert paths
    assert all(len(os.fsencode(path)) < 100 for path in paths)
    assert deep / "flashdesign" / name_of(COLLECTION) not in paths


def test_another_collection_has_another_name() -> None:
    assert name_of(COLLECTION) != name_of(COLLECTION.with_name("other.flashdesign"))
    assert name_of(Path("/home/\udcff")) != name_of(Path("/home/x"))


def test_where_no_folder_is_safe_that_is_told(
    runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environ = {"XDG_RUNTIME_DIR": str(runtime)}
    assert socket_folder_problem(environ) is None
    monkeypatch.setattr(socket_folder, "_folders", lambda _: iter([runtime / "file" / "x"]))
    (runtime / "file").touch()
    assert new_socket_path(COLLECTION, environ) is None
    problem = socket_folder_problem(environ)
    assert problem is not None
    assert str(runtime / "file" / "x") in problem[1]
