"""Card view: text, pictures, links, and the color scheme."""

import struct
from zlib import compressobj, crc32

import pytest
from PySide6.QtCore import QByteArray, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument
from pytestqt.qtbot import QtBot

from flashdesign.domain.notes.cloze import GAP_CLOSE, GAP_OPEN
from flashdesign.domain.settings import ColorScheme
from flashdesign.ui.cards.card_html import CardContent
from flashdesign.ui.cards.card_view import CardView
from flashdesign.ui.theme.appearance import Appearance
from flashdesign.ui.theme.colors import DARK, LIGHT

IMAGE = QTextDocument.ResourceType.ImageResource.value


@pytest.fixture
def view(qtbot: QtBot) -> CardView:
    view = CardView()
    view.resize(1000, 600)
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
    return view


def png(width: int = 4, height: int = 4) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    data = QByteArray()
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def test_the_answer_comes_below_the_question(view: CardView) -> None:
    view.show_card(CardContent("Why *LSM*?"))
    assert view.plain_text() == "Why LSM?"
    view.show_card(CardContent("Why *LSM*?", "`sequential`", why="it appends", source="a book"))
    assert view.plain_text().split() == (
        ["Why", "LSM?", "sequential", "Why:", "it", "appends", "Source:", "a", "book"]
    )
    view.clear_card()
    assert view.plain_text() == ""


def test_the_answer_of_a_cloze_replaces_the_gap(view: CardView) -> None:
    asked, found = (f"reads {GAP_OPEN}{gap}{GAP_CLOSE} that" for gap in ("…", "return"))
    view.show_card(CardContent(asked))
    assert view.plain_text() == "reads […] that"
    view.show_card(CardContent(asked, found))
    assert view.plain_text() == "reads return that"


def test_a_picture_is_no_wider_than_the_column_and_a_broken_one_is_not_shown(
    view: CardView,
) -> None:
    view.show_card(CardContent("![a](wide.png)"), lambda _: png(width=4_000))
    shown = view.loadResource(IMAGE, "wide.png")
    assert isinstance(shown, QImage)
    assert 100 < shown.width() <= 720
    view.show_card(CardContent("![a](a.png)"), lambda _: b"no picture at all")
    assert view.loadResource(IMAGE, "a.png") is None


def large_png(width: int, height: int, note: bytes = b"") -> bytes:
    """Return a PNG of one color, which is small, with a note that makes it unique."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body))

    row = b"\0" + bytes(width)
    packer = compressobj()
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"tEXt", b"note\0" + note)
    return start + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        pytest.param((65_535, 65_535), "it has 65,535 × 65,535 pixels", id="a bomb"),
        pytest.param((8_000, 8_000), "more than 25 million; make it smaller", id="too large"),
        pytest.param((5_000, 4_000), "more than 64 MB of memory", id="too much memory"),
        pytest.param((400, 300), "400 × 300 pixels is damaged", id="damaged"),
    ],
)
def test_a_message_replaces_a_picture_that_cannot_be_shown(
    view: CardView, size: tuple[int, int], expected: str
) -> None:
    whole = large_png(4, 4)
    damaged = whole[:16] + struct.pack(">II", *size) + whole[24:40]
    view.show_card(CardContent("Before ![a](a.png) after"), lambda _: damaged)
    assert expected in view.plain_text()
    assert view.plain_text().startswith("Before [A picture")
    assert view.plain_text().endswith("] after")
    assert view.loadResource(IMAGE, "a.png") is None


def test_the_pixels_of_all_pictures_of_a_card_are_limited(view: CardView) -> None:
    pictures = {f"p{at}.png": large_png(4_000, 4_000, b"%d" % at) for at in range(5)}
    text = " ".join(f"![a]({name})" for name in pictures)
    view.show_card(CardContent(text), pictures.get)
    assert view.plain_text().count("this card has too many large pictures") == 3
    assert isinstance(view.loadResource(IMAGE, "p0.png"), QImage)
    view.show_card(CardContent(text, "told"), pictures.get)
    assert view.plain_text().count("this card has too many large pictures") == 3


def test_a_picture_that_is_shown_twice_is_decoded_once(view: CardView) -> None:
    asked: list[str] = []

    def resources(name: str) -> bytes:
        asked.append(name)
        return large_png(4_000, 4_000)

    view.show_card(CardContent("![a](a.png) " * 30), resources)
    assert asked == ["a.png"]
    assert "left out" not in view.plain_text()


def test_a_very_tall_picture_is_scaled_down(view: CardView) -> None:
    view.show_card(CardContent("![a](a.png)"), lambda _: large_png(600, 20_000))
    shown = view.loadResource(IMAGE, "a.png")
    assert isinstance(shown, QImage)
    assert (shown.width(), shown.height()) == (120, 4_000)


def test_a_picture_follows_the_width_of_the_card(view: CardView) -> None:
    view.show_card(CardContent("![a](a.png)"), lambda _: png(width=4_000))
    widths = []
    for width in (1_000, 400, 1_000):
        view.resize(width, 600)
        shown = view.loadResource(IMAGE, "a.png")
        assert isinstance(shown, QImage)
        widths.append(shown.width())
    assert widths[0] == widths[2] == 720
    assert widths[1] < 400


def test_a_card_that_is_not_laid_out_yet_shows_its_picture_whole(qtbot: QtBot) -> None:
    view = CardView()
    qtbot.addWidget(view)
    view.resize(60, 60)
    view.show_card(CardContent("![a](a.png)"), lambda _: png(width=4_000))
    view.resize(1_000, 600)
    with qtbot.waitActive(view):
        view.show()
    shown = view.loadResource(IMAGE, "a.png")
    assert isinstance(shown, QImage)
    assert shown.width() == 720


def test_two_cards_may_use_one_name_for_different_pictures(view: CardView) -> None:
    view.show_card(CardContent("![a](a.png)"), lambda _: png(40, 40))
    view.show_card(CardContent("![a](a.png)"), lambda _: None)
    assert view.loadResource(IMAGE, "a.png") is None


def test_there_is_no_gap_below_a_picture(view: CardView) -> None:
    heights = []
    for picture in (png(200, 200), png(200, 4)):
        pictures = {"a.png": picture}
        view.show_card(CardContent("Which?\n\n![a](a.png)"), pictures.get)
        heights.append(round(view.document().size().height()))
    assert heights[0] - heights[1] == 196


def test_only_a_short_question_is_bold(view: CardView) -> None:
    view.show_card(CardContent("Short?"))
    assert view.textCursor().blockCharFormat().fontWeight() >= 600 or "font-weight" in view.toHtml()
    view.show_card(CardContent("long " * 60))
    cursor = view.textCursor()
    cursor.setPosition(3)
    assert cursor.charFormat().fontWeight() < 600


def test_pictures_come_only_from_the_callable(view: CardView) -> None:
    asked: list[str] = []

    def resources(name: str) -> bytes | None:
        asked.append(name)
        return png() if name == "a.png" else None

    view.show_card(CardContent("![a](a.png) ![b](b.png)"), resources)
    assert set(asked) == {"a.png", "b.png"}
    asked.clear()
    for name in ("file:///etc/passwd", "/etc/hostname", "http://x.y/z.png", "../a.png", "a.svg"):
        assert view.loadResource(IMAGE, QUrl(name)) is None
    assert view.loadResource(QTextDocument.ResourceType.StyleSheetResource.value, "a.png") is None
    assert asked == []


def test_a_link_is_emitted_and_not_followed(view: CardView, qtbot: QtBot) -> None:
    view.show_card(CardContent("[there](https://example.org/a)"))
    place = view.cursorRect(view.textCursor()).center() + QPoint(12, 0)
    with qtbot.waitSignal(view.link_opened) as opened:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == ["https://example.org/a"]
    assert view.plain_text() == "there"
    with qtbot.assertNotEmitted(view.link_opened):
        view.anchorClicked.emit(QUrl("file:///etc/passwd"))


@pytest.mark.parametrize("width_px", [400, 1000, 1800])
def test_the_column_is_never_wider_than_720(view: CardView, width_px: int) -> None:
    view.resize(width_px, 500)
    view.show_card(CardContent("word " * 200))
    frame = view.document().rootFrame().frameFormat()
    column = view.viewport().width() - frame.leftMargin() - frame.rightMargin()
    assert 300 < column <= 721
    assert frame.leftMargin() == frame.rightMargin()


def test_a_long_card_is_shown_from_its_beginning(view: CardView) -> None:
    view.show_card(CardContent("q", "para\n\n" * 2_500))
    assert view.verticalScrollBar().maximum() > 10_000
    view.verticalScrollBar().setValue(900)
    view.show_card(CardContent("q", "para\n\n" * 100))
    assert view.verticalScrollBar().value() == 0


def test_code_is_colored_by_the_scheme_and_keeps_its_indentation(
    view: CardView, appearance: Appearance
) -> None:
    view.show_card(CardContent("q", "```python\nif a:\n    return 1\n```"))
    assert "    return 1" in view.plain_text()
    appearance.apply(ColorScheme.DARK, 1.0)
    assert DARK.code_keyword in view.toHtml()
    assert DARK.code_background in view.toHtml()


def test_code_in_an_unknown_language_is_shown_plain(view: CardView) -> None:
    view.show_text("```nolanguage\na < b\n```")
    assert view.plain_text().strip() == "a < b"


def test_right_to_left_text_begins_at_the_right(view: CardView) -> None:
    view.show_card(CardContent("שלום עולם"))
    assert view.document().firstBlock().textDirection() is Qt.LayoutDirection.RightToLeft


def test_larger_text_makes_the_card_larger(view: CardView, appearance: Appearance) -> None:
    view.show_card(CardContent("q"))
    before = view.document().defaultFont().pixelSize()
    assert before >= 1.25 * view.fontInfo().pixelSize()
    appearance.apply(ColorScheme.LIGHT, 1.5)
    assert view.document().defaultFont().pixelSize() >= 1.45 * before


def test_the_focus_can_be_seen(view: CardView) -> None:
    view.setFocus()
    picture = view.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 0) == QColor(LIGHT.focus)


def test_hidden_parts_of_a_picture_are_painted_over(view: CardView) -> None:
    asked: list[str] = []

    def load(name: str) -> bytes:
        asked.append(name)
        return png(100, 100)

    hidden = "a.png#hide=R0,0,0.5,0.5;e0.5,0.5,0.5,0.5;p0,1,0.2,1,0,0.8"
    view.show_card(CardContent(f"![part 1]({hidden})"), load)
    shown = view.loadResource(IMAGE, QUrl(hidden))
    assert isinstance(shown, QImage)
    assert set(asked) == {"a.png"}
    red = QColor(Qt.GlobalColor.red)
    assert shown.pixelColor(75, 25) == red
    for x, y in ((25, 25), (75, 75), (3, 97)):
        assert shown.pixelColor(x, y) != red
