"""Paths in the user's home, next to a given collection, and in a checkout."""

from pathlib import Path

import pytest

from flashdesign import paths
from flashdesign.paths import HOME_VARIABLE, AppPaths, resolve_paths, store_location


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """An environment whose home is empty."""
    return {HOME_VARIABLE: str(tmp_path / "home")}


def test_the_users_own_collection_is_in_the_home(environ: dict[str, str], tmp_path: Path) -> None:
    assert resolve_paths(environ=environ).collection == tmp_path / "home" / "collection.flashdesign"


def test_a_given_path_is_used_as_given(environ: dict[str, str], tmp_path: Path) -> None:
    named = tmp_path / "work" / ".." / "mine.flashdesign"
    assert resolve_paths(named, environ).collection == tmp_path / "mine.flashdesign"


def test_a_tilde_is_expanded(environ: dict[str, str]) -> None:
    assert (
        resolve_paths(Path("~/mine.flashdesign"), environ).collection.parent
        == Path.home().resolve()
    )


def test_a_stored_path_is_used(environ: dict[str, str], tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "mine.flashdesign"
    store_location(target, environ)
    assert resolve_paths(environ=environ).collection == target
    store_location(tmp_path / "third.flashdesign", environ)
    assert resolve_paths(environ=environ).collection == tmp_path / "third.flashdesign"


def test_an_empty_file_stores_no_path(environ: dict[str, str], tmp_path: Path) -> None:
    store_location(tmp_path / "x.flashdesign", environ)
    (note,) = (tmp_path / "home").iterdir()
    note.write_text("\n", encoding="utf-8")
    assert resolve_paths(environ=environ).collection == tmp_path / "home" / "collection.flashdesign"


@pytest.mark.parametrize(
    ("noted", "problem"),
    [
        pytest.param(b"/home/\xff/x.flashdesign", "is not UTF-8 text", id="another encoding"),
        pytest.param("/home/x".encode("utf-16"), "is not UTF-8 text", id="UTF-16"),
        pytest.param(b"/home/\0/x.flashdesign", "has a zero byte", id="a zero byte"),
        pytest.param(b"x.flashdesign", "does not hold an absolute path", id="a relative path"),
        pytest.param(
            b"/" + b"x" * 300, "holds text that is too long for a path", id="a name too long"
        ),
        pytest.param(b"/x" * 4_000, "holds text that is too long for a path", id="a path too long"),
        pytest.param(
            b"/" + b"x/" * 50_000, "holds text that is too long for a path", id="a huge file"
        ),
    ],
)
def test_an_unusable_stored_path_is_reported(
    environ: dict[str, str], tmp_path: Path, noted: bytes, problem: str
) -> None:
    (tmp_path / "home").mkdir()
    note = tmp_path / "home" / "collection-place.txt"
    note.write_bytes(noted)
    found = resolve_paths(environ=environ)
    assert found.collection == tmp_path / "home" / "collection.flashdesign"
    assert (
        str(found.location_problem)
        == f"The file with the location of your collection ({note}) {problem}."
    )


def test_a_folder_in_place_of_the_file_is_reported(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "home" / "collection-place.txt").mkdir(parents=True)
    assert "cannot be read" in str(resolve_paths(environ=environ).location_problem)


@pytest.mark.parametrize("noted", ["{}", "\ufeff{}", "{}\r\n"], ids=["plain", "BOM", "a line"])
def test_a_stored_path_may_have_a_bom_or_a_line_end(
    environ: dict[str, str], tmp_path: Path, noted: str
) -> None:
    (tmp_path / "home").mkdir()
    place = tmp_path / "ü" / "x.flashdesign"
    text = noted.format(place)
    (tmp_path / "home" / "collection-place.txt").write_bytes(text.encode())
    assert (
        resolve_paths(environ=environ).collection,
        resolve_paths(environ=environ).location_problem,
    ) == (place, "")


def test_without_the_variable_the_systems_data_folder_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(HOME_VARIABLE, raising=False)
    assert "flashdesign" in str(resolve_paths(environ={}).collection).casefold()


def test_backups_of_two_collections_in_one_folder_do_not_mix(tmp_path: Path) -> None:
    mine, yours = AppPaths(tmp_path / "mine.flashdesign"), AppPaths(tmp_path / "yours.flashdesign")
    assert mine.backups == tmp_path / "backups" / "mine"
    assert mine.backups != yours.backups


def test_the_bundled_folders_exist() -> None:
    assert list(paths.decks_folder().glob("*.yaml"))
    assert (paths.resources_folder() / "flashdesign.svg").is_file()
