"""The real type of a file with a wrong suffix is reported."""

from pathlib import Path
from time import process_time

import pytest

from flashdesign.services.imports.read_file import UnreadableFileError, read_file
from flashdesign.services.imports.table_form import default_form, preview_table

PAGE = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>…</body></html>"
LFS = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"


@pytest.mark.parametrize("suffix", [".apkg", ".colpkg", ".yaml", ".csv", ".txt", ".md", ".json"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(PAGE, "web page", id="a login page"),
        pytest.param("\ufeff  <!-- saved --> \n<HTML>\n<BODY>", "web page", id="a saved page"),
        pytest.param(LFS, "Git LFS", id="a pointer of Git LFS"),
        pytest.param("../.git/annex/objects/1/2\n", "git-annex", id="a pointer of git-annex"),
        pytest.param('<?xml version="1.0"?>\n<Error><Code>Denied', "server", id="an error in XML"),
        pytest.param("%PDF-1.4\n", "a PDF", id="a PDF"),
        pytest.param("", "empty", id="nothing"),
        pytest.param("\ufeff \n\n", "empty", id="white space"),
    ],
)
def test_the_real_type_is_reported_in_one_sentence(
    tmp_path: Path, suffix: str, text: str, expected: str
) -> None:
    path = tmp_path / f"deck{suffix}"
    path.write_text(text, "utf-8")
    with pytest.raises(UnreadableFileError) as refused:
        read_file(path)
    assert expected in str(refused.value)
    assert str(refused.value).startswith(f"deck{suffix}: ")
    assert "\n" not in str(refused.value)


def test_a_json_error_message_is_not_a_package(tmp_path: Path) -> None:
    path = tmp_path / "deck.apkg"
    path.write_text('{"message": "Not Found"}')
    with pytest.raises(UnreadableFileError, match="error message of a server"):
        read_file(path)


def test_the_real_type_of_a_table_is_reported_too(tmp_path: Path) -> None:
    path = tmp_path / "deck.csv"
    path.write_text(PAGE)
    assert "web page" in preview_table(default_form(path)).problem


def test_a_card_about_html_is_not_a_web_page(tmp_path: Path) -> None:
    path = tmp_path / "html.tsv"
    path.write_text("<!DOCTYPE html>\tsays that it is HTML 5\n")
    assert len(read_file(path).decks[0].notes) == 1


def test_many_comments_that_are_no_page_take_no_time(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("<!--SR:!2026-01-01,3,250-->" * 700 + "Q::A", encoding="utf-8")
    before = process_time()
    read_file(path)
    assert process_time() - before < 2


def test_a_picture_whose_name_no_file_can_have_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    name = "n" * 300 + ".png"
    path.write_text(f'front,back\n"<img src=""{name}"">",A\n', encoding="utf-8")
    bundle = read_file(path)
    assert bundle.pictures == ()
