"""The card that is being learned, as a quiet column of text."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QBuffer, QEvent, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFontDatabase,
    QImage,
    QImageReader,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from flashdesign.content import picture_masks
from flashdesign.content.markdown import is_image_name, is_web_address, to_html
from flashdesign.ui.theme import GRID_PX, resized, sizes_of, tokens_of
from flashdesign.ui.widgets.card_html import CardContent, card_css, card_html
from flashdesign.ui.widgets.code_block import code_renderer
from flashdesign.ui.widgets.picture_masks import masked

Resources = Callable[[str], bytes | None]
_COLUMN_PX = 720
_KEEP_SHAPE = Qt.AspectRatioMode.KeepAspectRatio
_RESTYLING = frozenset({QEvent.Type.PaletteChange, QEvent.Type.FontChange})

__all__ = ["CardContent", "CardView", "Resources"]


class CardView(QTextBrowser):
    """Shows Markdown; its pictures come from a callable, never from a file or the network.

    Signals:
        link_opened: the web address that was clicked; nothing is opened here.
    """

    link_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._write: Callable[[], str] = str
        self._resources: Resources = _no_resources
        self._is_ready = False
        self.setProperty("role", "card")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName("Card")
        self.anchorClicked.connect(self._link_clicked)
        self._is_ready = True
        self._restyle()

    def show_card(self, content: CardContent, resources: Resources | None = None) -> None:
        """Show a card; `resources` maps the plain name of a picture to its bytes."""
        self._show(lambda: card_html(content, code_renderer(tokens_of(self.palette()))), resources)

    def show_cards(self, contents: Sequence[CardContent]) -> None:
        """Show several cards, one below the other."""

        def write() -> str:
            code = code_renderer(tokens_of(self.palette()))
            return "<br>".join(card_html(content, code) for content in contents)

        self._show(write, None)

    def show_text(self, markdown: str, resources: Resources | None = None) -> None:
        """Show a page of Markdown."""
        self._show(
            lambda: to_html(markdown, code=code_renderer(tokens_of(self.palette()))), resources
        )

    def clear_card(self) -> None:
        """Show nothing."""
        self._show(str, None)

    def plain_text(self) -> str:
        """Return what a person reads."""
        return self.toPlainText()

    def _show(self, write: Callable[[], str], resources: Resources | None) -> None:
        self._write = write
        self._resources = resources or _no_resources
        self._render()
        self.verticalScrollBar().setValue(0)

    def _render(self) -> None:
        document = self.document()
        # One layout instead of two: the margins are set before the text is laid out.
        document.setLayoutEnabled(False)
        document.setHtml(self._write())
        self._set_margins()
        document.setLayoutEnabled(True)
        # The cursor went to the end with the new text; a first show would scroll there.
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _restyle(self) -> None:
        sizes = sizes_of(self.font())
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        document = self.document()
        document.setDocumentMargin(0)
        document.setDefaultFont(resized(self.font(), sizes.card_px))
        document.setDefaultStyleSheet(card_css(tokens_of(self.palette()), sizes, mono))
        self._render()

    def _set_margins(self) -> None:
        side_px = max(4 * GRID_PX, (self.viewport().width() - _COLUMN_PX) // 2)
        frame = QTextFrameFormat()
        frame.setLeftMargin(side_px)
        frame.setRightMargin(side_px)
        frame.setTopMargin(3 * GRID_PX)
        frame.setBottomMargin(2 * GRID_PX)
        self.document().rootFrame().setFrameFormat(frame)

    def _link_clicked(self, url: QUrl) -> None:
        if is_web_address(url.toString()):
            self.link_opened.emit(url.toString())

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        plain = name.toString() if isinstance(name, QUrl) else name
        file, masks = picture_masks.split(plain)
        wanted = kind == QTextDocument.ResourceType.ImageResource.value and is_image_name(file)
        found = self._resources(file) if wanted else None
        image = None if found is None else self._picture(found)
        return masked(image, masks, tokens_of(self.palette())) if image and masks else image

    def _picture(self, found: bytes) -> QImage | None:
        """Return a picture as wide as the column at most; a huge one is not unpacked whole."""
        buffer = QBuffer()
        buffer.setData(found)
        reader = QImageReader(buffer)
        size, column_px = reader.size(), min(_COLUMN_PX, self.viewport().width() - 4 * GRID_PX)
        if size.width() > column_px > 0:
            reader.setScaledSize(size.scaled(column_px, size.height(), _KEEP_SHAPE))
        image = reader.read()
        return None if image.isNull() else image

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._is_ready and event.type() in _RESTYLING:
            self._restyle()


def _no_resources(_name: str) -> bytes | None:
    return None
