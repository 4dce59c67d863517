"""Each hidden part of a picture becomes a card with masks."""

from pathlib import Path

import pytest

from flashdesign.content.anki.read.importer import read_package
from flashdesign.content.rendering.markdown import image_names, to_html
from flashdesign.content.rendering.picture_masks import Mask, add_masks, split_masks
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.transfer.import_plan import ImportBundle
from tests.support.anki.packages import BASIC, card, note, note_type, write_package

FIELDS = ("Occlusion", "Image", "Header", "Back Extra", "Comments")
SIDE = ("{{cloze:Occlusion}}<div>{{Image}}</div>", "{{cloze:Occlusion}}{{Image}}{{Back Extra}}")
RECT = "{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:oi=%d}}"
OVAL = "{{c2::image-occlusion:ellipse:left=.5:top=.5:rx=.1:ry=.05:oi=%d}}"
TRIANGLE = "{{c3::image-occlusion:polygon:points=.1,.8 .2,.9 .3,.7}}"
PNG = b"\x89PNG\r\n\x1a\n"


def read(
    folder: Path, hidden: str, *, image: str = '<img src="a b.png">', cards: int = 3
) -> ImportBundle:
    kind = note_type((SIDE,), FIELDS, is_cloze=True)
    shown = note(1, hidden, image, "Heart", "extra", "")
    rows = [card(at + 1, 1, at) for at in range(cards)]
    media = {"a b.png": PNG}
    return read_package(
        write_package(folder / "a.apkg", [shown], rows, types={BASIC: kind}, media=media)
    )


def test_all_other_parts_stay_hidden_with_hide_all(tmp_path: Path) -> None:
    bundle = read(tmp_path, RECT % 1 + OVAL % 1, cards=2)
    first, second = bundle.decks[0].notes
    assert first.question == Basic(
        "Heart\n\n![part 1 of 2 is hidden](<a b.png#hide=e0.5,0.5,0.2,0.1;R0.1,0.2,0.3,0.4>)",
        "![part 1 of 2 is shown](<a b.png#hide=e0.5,0.5,0.2,0.1>)",
    )
    assert (first.guid, second.guid, first.why) == ("guid-1-o1", "guid-1-o2", "extra")
    assert [picture.name for picture in bundle.pictures] == ["a b.png"]
    assert [(problem.where, problem.message) for problem in bundle.problems] == [
        ("“Heart”", "each hidden part of its picture became a separate card")
    ]


def test_only_one_part_is_hidden_with_hide_one(tmp_path: Path) -> None:
    bundle = read(tmp_path, RECT % 0 + OVAL % 0 + TRIANGLE)
    fronts = [str(getattr(note.question, "front", "")) for note in bundle.decks[0].notes]
    assert [front.count(";") for front in fronts] == [0, 0, 0]
    assert "P0.1,0.8,0.2,0.9,0.3,0.7" in fronts[2]


@pytest.mark.parametrize(
    ("hidden", "image", "message"),
    [
        pytest.param(RECT % 1, "no picture", "its picture is not in the file", id="no picture"),
        pytest.param(RECT % 1, '<img src="a b.png">', "card 2 hides no part", id="an extra card"),
        pytest.param(
            RECT % 1 + "{{c2::image-occlusion:text:text=Hi}}",
            '<img src="a b.png">',
            "is not supported and hides nothing: text",
            id="a text on the picture",
        ),
        pytest.param(
            (RECT % 1).replace(":oi", ":angle=30:oi"),
            '<img src="a b.png">',
            "rotated",
            id="a rotated shape",
        ),
    ],
)
def test_what_cannot_be_hidden_is_reported(
    tmp_path: Path, hidden: str, image: str, message: str
) -> None:
    bundle = read(tmp_path, hidden, image=image, cards=2)
    assert any(message in problem.message for problem in bundle.problems)


def test_the_masks_of_the_old_add_on_are_reported(tmp_path: Path) -> None:
    fields = ("Header", "Image", "Question Mask", "Answer Mask")
    kind = note_type((("{{Header}}{{Image}}{{Question Mask}}", "{{Image}}"),), fields)
    shown = note(1, "Heart", '<img src="a.png">', '<img src="q.svg">', '<img src="a.svg">')
    media = {"a.png": PNG, "q.svg": b"<svg/>"}
    bundle = read_package(
        write_package(tmp_path / "a.apkg", [shown], [card(1, 1)], types={BASIC: kind}, media=media)
    )
    assert any("Image Occlusion Enhanced" in problem.message for problem in bundle.problems)


@pytest.mark.parametrize(
    "source",
    [
        "a.png",
        "a.png#hide=",
        "a.png#hide=r1,2,3",
        "a.png#hide=x1,2,3,4",
        "a.png#hide=r1,2,3,4;",
        "a.png#hide=" + ";".join(["r0,0,1,1"] * 1_001),
    ],
)
def test_an_invalid_mask_stays_part_of_the_name(source: str) -> None:
    assert split_masks(source) == (source, ())


def test_masks_can_be_read_back() -> None:
    masks = (
        Mask("r", (0.1, 0.2, 0.3, 0.4), is_question=True),
        Mask("p", (0.0, 0.0, 1.0, 0.5, 0.5, 1.0)),
    )
    assert split_masks(add_masks("a.png", masks)) == ("a.png", masks)
    text = f"![a]({add_masks('a.png', masks)})"
    assert image_names(text) == ("a.png",)
    assert "<img " in to_html(text)


def test_a_page_and_a_package_paint_masks_over_the_picture() -> None:
    from flashdesign.content.anki.write.field_html import field_html

    text = "![a](a.png#hide=R0.1,0.2,0.3,0.4;e0,0,1,1;p0,0,1,0,1,1)"
    html = field_html(text, {"a.png": "deck-a.png"})
    assert html.startswith(
        '<span style="position:relative;display:inline-block"><img src="deck-a.png"'
    )
    assert [html.count(f"<{shape} ") for shape in ("rect", "ellipse", "polygon")] == [1, 1, 1]
    assert field_html("![a](a.png)", {"a.png": "b.png"}) == '<img src="b.png" alt="a">'


def test_a_picture_keeps_its_masks_under_another_name() -> None:
    from flashdesign.content.pictures.picture_links import picture_names, rename_pictures
    from flashdesign.domain.ids import DeckId
    from flashdesign.domain.notes.note import Note

    note = Note(
        DeckId("d"), "aa", Basic("![a](a.png#hide=r0,0,1,1)", "![b](<a b.png#hide=r0,0,1,1>)")
    )
    assert list(picture_names([note])) == ["a.png", "a b.png"]
    assert rename_pictures(note, {"a.png": "c.png", "a b.png": "d.png"}).question == Basic(
        "![a](c.png#hide=r0,0,1,1)", "![b](<d.png#hide=r0,0,1,1>)"
    )
