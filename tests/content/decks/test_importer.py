"""Import of a deck file with the pictures in its folder; those not usable are reported."""

from hashlib import sha256
from pathlib import Path

import pytest

from flashdesign.content.decks.importer import read_deck_bundle
from flashdesign.content.pictures import picture_file
from flashdesign.content.pictures.picture_file import PictureError
from flashdesign.domain.transfer.import_plan import ImportBundle

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
WEBP = b"RIFF\x20\x00\x00\x00WEBPVP8 "


def bundle(folder: Path, front: str, back: str = "A") -> ImportBundle:
    path = folder / "deck.yaml"
    card = f"- id: aa\n  kind: basic\n  front: '{front}'\n  back: '{back}'\n"
    path.write_text(f"format: 1\nid: mine\ntitle: Mine\ncards:\n{card}", encoding="utf-8")
    return read_deck_bundle(path)


def test_a_picture_in_the_folder_is_imported_once(tmp_path: Path) -> None:
    (tmp_path / "ring.png").write_bytes(PNG)
    (tmp_path / "a(1).webp").write_bytes(WEBP)
    brought = bundle(tmp_path, "![ring](ring.png)", "![x](ring.png) {{1::![y](<a(1).webp>)}}")
    assert [(picture.deck, picture.name) for picture in brought.pictures] == [
        ("mine", "ring.png"),
        ("mine", "a(1).webp"),
    ]
    assert brought.pictures[0].digest == sha256(PNG).hexdigest()
    assert brought.pictures[0].load() == PNG
    assert brought.problems == ()
    assert brought.has_full_decks


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        pytest.param(
            "rinq.png", "did you mean 'ring.png'", id="the most similar name is suggested"
        ),
        pytest.param("none.jpg", "is missing in the folder of this file", id="a missing one"),
        pytest.param("../up.png", "must be in the folder", id="in another folder"),
        pytest.param("/etc/passwd.png", "must be in the folder", id="an absolute path"),
        pytest.param("ring.svg", "must be in the folder", id="a format that can reference files"),
        pytest.param("https://example.org/x.png", "must be in the folder", id="a URL"),
        pytest.param("text.png", "not PNG", id="a text with the suffix of a picture"),
        pytest.param("out.png", "link that leaves", id="a link that leaves the folder"),
        pytest.param("folder.png", "is missing", id="a folder"),
    ],
)
def test_pictures_that_cannot_be_imported_are_reported(
    tmp_path: Path, named: str, expected: str
) -> None:
    folder = tmp_path / "deck"
    folder.mkdir()
    (folder / "ring.png").write_bytes(PNG)
    (folder / "text.png").write_text("secret", encoding="utf-8")
    (folder / "folder.png").mkdir()
    (tmp_path / "up.png").write_bytes(PNG)
    (folder / "out.png").symlink_to(tmp_path / "up.png")
    brought = bundle(folder, f"![x]({named})")
    assert brought.pictures == ()
    (problem,) = brought.problems
    assert problem.where == "aa"
    assert expected in problem.message


def test_a_picture_in_code_is_ignored(tmp_path: Path) -> None:
    assert bundle(tmp_path, "`![x](a.png)`").problems == ()


def test_a_large_picture_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_file, "MAX_PICTURE_BYTES", 10)
    (tmp_path / "ring.png").write_bytes(PNG)
    assert "larger than" in bundle(tmp_path, "![x](ring.png)").problems[0].message


def test_a_picture_that_has_changed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ring.png").write_bytes(PNG)
    (picture,) = bundle(tmp_path, "![x](ring.png)").pictures
    (tmp_path / "ring.png").write_bytes(PNG + b"more")
    with pytest.raises(PictureError, match="was changed in the meantime"):
        picture.load()


def test_a_missing_related_card_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    card = "- {id: first-one, kind: basic, front: Q, back: A, related: [first-on, other/xx]}\n"
    path.write_text(f"format: 1\nid: mine\ntitle: Mine\ncards:\n{card}", encoding="utf-8")
    (problem,) = read_deck_bundle(path).problems
    assert problem.message.endswith("'first-on' does not exist; did you mean 'first-one'?")


def test_a_missing_id_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    card = "- {kind: basic, front: Q, back: A}\n- {id: , kind: basic, front: R, back: A}\n"
    path.write_text(f"format: 1\nid: mine\ntitle: Mine\ncards:\n{card}", encoding="utf-8")
    assert [problem.message.split(":")[0] for problem in read_deck_bundle(path).problems] == [
        "this card has no id"
    ] * 2


def test_a_picture_of_too_many_pixels_is_skipped(tmp_path: Path) -> None:
    header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (8_000).to_bytes(4) * 2
    (tmp_path / "ring.png").write_bytes(header)
    brought = bundle(tmp_path, "![x](ring.png)")
    assert brought.pictures == ()
    assert "8,000 × 8,000 pixels, more than 25 million" in brought.problems[0].message


@pytest.mark.parametrize(
    ("file", "named"),
    [
        pytest.param("sche\u0301ma.png", "schéma.png", id="another Unicode form"),
        pytest.param("Ring.PNG", "ring.png", id="other capitals"),
    ],
)
def test_a_picture_is_found_however_its_name_is_spelled(
    tmp_path: Path, file: str, named: str
) -> None:
    (tmp_path / file).write_bytes(b"\x89PNG\r\n\x1a\n")
    path = tmp_path / "mine.yaml"
    path.write_text(
        "format: 1\nid: mine\ntitle: Mine\ncards:\n"
        f"  - {{id: aa, kind: basic, front: '![]({named})', back: A}}\n",
        "utf-8",
    )
    bundle = read_deck_bundle(path)
    assert [(picture.name, picture.size) for picture in bundle.pictures] == [(named, 8)]
    assert bundle.problems == ()
