"""Pictures are found by any spelling of their names, within a limit in bytes."""

from pathlib import Path
from unicodedata import normalize

import pytest

from flashdesign.content.anki.read.errors import PackageError
from flashdesign.content.anki.read.importer import read_package
from flashdesign.content.anki.read.media import PictureNames
from tests.support.anki.packages import card, note, write_package

PNG = b"\x89PNG\r\n\x1a\n"
NFD = normalize("NFD", "schéma.png")


@pytest.mark.parametrize(
    ("media", "source"),
    [
        pytest.param("schéma.png", NFD, id="a field decomposed"),
        pytest.param(NFD, "schéma.png", id="media decomposed"),
        pytest.param("A Picture.PNG", "a picture.png", id="other capitals"),
        pytest.param("a b.png", "a%20b.png", id="percent signs"),
        pytest.param("é.png", "%C3%A9.png", id="percent signs of a letter"),
        pytest.param("100%25.png", "100%25.png", id="percent signs that are the name"),
        pytest.param("a.png", " a.png ", id="spaces around"),
        pytest.param("x" * 200 + ".png", "x" * 200 + ".png", id="a very long name"),
    ],
)
def test_a_picture_is_found(media: str, source: str) -> None:
    names = PictureNames([media, "other.png"])
    name = names.find(source)
    assert name is not None
    assert names.media[name] == media


def test_the_exact_name_wins_and_other_files_are_ignored() -> None:
    names = PictureNames(["A.png", "a.png", "a.svg", "a.mp3"])
    assert (names.find("a.png"), names.find("A.png")) == ("a.png", "A.png")
    assert (names.find("a.svg"), names.find("a.mp3"), names.find("b.png")) == (None, None, None)


def test_both_pictures_in_other_unicode_forms_are_imported(tmp_path: Path) -> None:
    shown = [note(1, "a", f'<img src="{NFD}">'), note(2, "b", '<img src="énfd.png">')]
    media = {"schéma.png": PNG + b"1", normalize("NFD", "énfd.png"): PNG + b"2"}
    bundle = read_package(
        write_package(tmp_path / "a.apkg", shown, [card(1, 1), card(2, 2)], media=media)
    )
    assert [picture.size for picture in bundle.pictures] == [9, 9]
    assert bundle.problems == ()


def test_pictures_that_are_too_large_when_unpacked_are_refused(tmp_path: Path) -> None:
    many = 21
    names = [f"p{at}.png" for at in range(many)]
    shown = note(1, "".join(f'<img src="{name}">' for name in names), "x")
    media = {name: PNG + name.encode() + bytes(9_900_000) for name in names}
    path = write_package(tmp_path / "bomb.apkg", [shown], [card(1, 1)], media=media)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(PackageError, match="unpack to more than 200 MB"):
        read_package(path)


def test_a_file_that_is_not_really_a_picture_is_reported(tmp_path: Path) -> None:
    shown = note(1, '<img src="a.png">', "x")
    bundle = read_package(
        write_package(tmp_path / "a.apkg", [shown], [card(1, 1)], media={"a.png": b"<svg>"})
    )
    assert [problem.where for problem in bundle.problems] == ["a.png"]
