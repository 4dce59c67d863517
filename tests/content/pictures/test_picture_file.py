"""Pictures are recognized by their content."""

from pathlib import Path

import pytest

from flashdesign.content.pictures import picture_file
from flashdesign.content.pictures.picture_file import PictureError, read_picture, suffix_of


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\nmore", ".png", id="PNG"),
        pytest.param(b"\xff\xd8\xff\xe0", ".jpg", id="JPEG"),
        pytest.param(b"GIF89a", ".gif", id="GIF"),
        pytest.param(b"RIFF\0\0\0\0WEBPVP8 ", ".webp", id="WebP"),
        pytest.param(b"RIFF\0\0\0\0WAVEfmt ", "", id="a sound"),
        pytest.param(b"<svg/>", "", id="a drawing that could run code"),
        pytest.param(b"", "", id="nothing"),
    ],
)
def test_the_suffix_follows_the_content(data: bytes, suffix: str) -> None:
    assert suffix_of(data) == suffix


def test_only_pictures_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.png"
    with pytest.raises(PictureError, match="cannot be read"):
        read_picture(path, "a.png")
    path.write_bytes(b"text")
    with pytest.raises(PictureError, match="not PNG"):
        read_picture(path, "a.png")
    path.write_bytes(b"GIF89a" + b"\0" * 20)
    assert read_picture(path, "a.png") == path.read_bytes()
    monkeypatch.setattr(picture_file, "MAX_PICTURE_BYTES", 10)
    with pytest.raises(PictureError, match="larger than"):
        read_picture(path, "a.png")
