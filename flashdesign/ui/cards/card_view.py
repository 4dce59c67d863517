"""The text view of a card."""

from collections.abc import Callable, Iterator, Sequence
from math import ceil
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QImage,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from flashdesign.content.rendering import picture_masks
from flashdesign.content.rendering.displayed_text import displayed_html
from flashdesign.content.rendering.markdown import is_picture_name, is_web_address
from flashdesign.i18n.translation import _
from flashdesign.ui.cards.card_html import CardContent, card_css, card_html
from flashdesign.ui.cards.card_pictures import MAX_CARD_PIXELS, PictureCache, apply_masks, fit_size
from flashdesign.ui.cards.code_block import code_renderer
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import GRID_PX, sizes_of, with_size
from flashdesign.ui.widgets.layout.scroll_keys import is_scroll_key

PictureLoader = Callable[[str], bytes | None]
_COLUMN_PX = 720
_IGNORE_RATIO = Qt.AspectRatioMode.IgnoreAspectRatio
_SMOOTH = Qt.TransformationMode.SmoothTransformation
_RULE = QTextFormat.Property.BlockTrailingHorizontalRulerWidth
_BORDER_PX = 2  # with the focus; otherwise 1
_NO_MODIFIERS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_RESTYLING = frozenset({QEvent.Type.PaletteChange, QEvent.Type.FontChange})

__all__ = ["CardContent", "CardView", "PictureLoader"]


class CardView(QTextBrowser):
    """Shows Markdown; its pictures come from a callable, never from a file or the network.

    Signals:
        link_opened: the clicked web address; the view itself opens nothing.
    """

    link_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._write: Callable[[], str] = str
        self._resources: PictureLoader = _no_resources
        self._pictures, self._shown = PictureCache(_COLUMN_PX), dict[str, QImage]()
        self._shown_column_px = _COLUMN_PX
        self._is_ready, self._is_fitted = False, False
        self.setProperty("role", "card")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(_("Card"))
        self.anchorClicked.connect(self._emit_link)
        self.document().documentLayout().documentSizeChanged.connect(self._fit_height)
        self._is_ready = True
        self._restyle()

    def show_card(self, content: CardContent, resources: PictureLoader | None = None) -> None:
        """Show a card; `resources` maps the plain name of a picture to its bytes."""
        self._show(lambda: card_html(content, code_renderer(tokens_of(self.palette()))), resources)

    def show_cards(self, contents: Sequence[CardContent]) -> None:
        """Show several cards, one below the other."""

        def write() -> str:
            code = code_renderer(tokens_of(self.palette()))
            return "<br>".join(card_html(content, code) for content in contents)

        self._show(write, None)

    def show_text(self, markdown: str, resources: PictureLoader | None = None) -> None:
        """Show a Markdown text."""
        self._show(
            lambda: displayed_html(markdown, code=code_renderer(tokens_of(self.palette()))),
            resources,
        )

    def clear_card(self) -> None:
        """Show nothing."""
        self._show(str, None)

    def plain_text(self) -> str:
        """Return the shown text without markup."""
        return self.toPlainText()

    def fit_height(self) -> None:
        """Make the view as high as its text from now on, with a large question.

        It does not scroll then: what it is in does.
        """
        self._is_fitted = True
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._restyle()
        self._fit_height()

    def answer_top(self) -> int:
        """Return the y of the rule above the answer, or of the gap; 0 if there is neither."""
        block = self.document().begin()
        while block.isValid():
            place = block.position()
            if not block.blockFormat().hasProperty(_RULE):
                place = _find_gap(block, QColor(tokens_of(self.palette()).accent))
            if place >= 0:
                cursor = QTextCursor(self.document())
                cursor.setPosition(place)
                return self.cursorRect(cursor).top() + self.viewport().y()
            block = block.next()
        return 0

    def _fit_height(self) -> None:
        if not self._is_fitted:
            return
        size = self.document().size()
        is_wider = size.width() > self.viewport().width()
        bar_px = self.horizontalScrollBar().sizeHint().height() if is_wider else 0
        self.setFixedHeight(ceil(size.height()) + bar_px + 2 * _BORDER_PX)

    def _show(self, write: Callable[[], str], resources: PictureLoader | None) -> None:
        self._write = write
        self._resources = resources or _no_resources
        self._render()
        self.verticalScrollBar().setValue(0)

    def _render(self) -> None:
        document = self.document()
        # One layout instead of two: the margins are set before the text is laid out.
        document.setLayoutEnabled(False)
        document.setHtml(self._write())
        self._load_pictures()
        self._set_margins()
        document.setLayoutEnabled(True)
        # The cursor is at the end of the new text; the first show would scroll there.
        self.moveCursor(QTextCursor.MoveOperation.Start)
        # A long text is laid out step by step, and its size is told last.
        self._fit_height()

    def _restyle(self) -> None:
        sizes = sizes_of(self.font())
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        document = self.document()
        document.setDocumentMargin(0)
        document.setDefaultFont(with_size(self.font(), sizes.card_px))
        question_px = sizes.question_px if self._is_fitted else sizes.card_px
        tokens = tokens_of(self.palette())
        document.setDefaultStyleSheet(card_css(tokens, sizes, mono, question_px))
        self._render()

    def _set_margins(self) -> None:
        side_px = max(4 * GRID_PX, (self.viewport().width() - _COLUMN_PX) // 2)
        frame = QTextFrameFormat()
        frame.setLeftMargin(side_px)
        frame.setRightMargin(side_px)
        frame.setTopMargin(3 * GRID_PX)
        frame.setBottomMargin(2 * GRID_PX)
        self.document().rootFrame().setFrameFormat(frame)

    def _emit_link(self, url: QUrl) -> None:
        if is_web_address(url.toString()):
            self.link_opened.emit(url.toString())

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        plain = name.toString() if isinstance(name, QUrl) else name
        is_picture = kind == QTextDocument.ResourceType.ImageResource.value
        return self._shown.get(plain) if is_picture else None

    def _column_px(self) -> int:
        """Return the maximum width of a picture; a hidden card has no width of its own yet."""
        if not self.isVisible():
            return _COLUMN_PX
        # Always less the scroll bar: otherwise a picture could make it appear and vanish forever.
        free_px = self.width() - self.verticalScrollBar().sizeHint().width() - 8 * GRID_PX
        return max(1, min(_COLUMN_PX, free_px))

    def _load_pictures(self) -> None:
        """Load the pictures of the text, and insert a message for each that cannot be shown."""
        self._shown = {}
        messages: list[tuple[int, str]] = []
        refused: dict[str, str] = {}
        left, self._shown_column_px = MAX_CARD_PIXELS, self._column_px()
        for place, name in _find_pictures(self.document()):
            if name in self._shown or not is_picture_name(picture_masks.split_masks(name)[0]):
                continue
            if name not in refused:
                picture, pixels = self._load(name, left)
                left -= pixels
                if isinstance(picture, QImage):
                    self._shown[name] = picture
                    continue
                refused[name] = picture
            if refused[name]:
                messages.append((place, refused[name]))
        for place, message in reversed(messages):
            cursor = QTextCursor(self.document())
            cursor.setPosition(place)
            cursor.setPosition(place + 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(f"[{message}]", QTextCharFormat())

    def _load(self, name: str, left: int) -> tuple[QImage | str, int]:
        """Return a picture or a message ("" for none), and the number of decoded pixels."""
        file, masks = picture_masks.split_masks(name)
        data = self._resources(file)
        picture, pixels = (None, 0) if data is None else self._pictures.load(data, left)
        if isinstance(picture, QImage) and picture.width() > self._shown_column_px:
            room = QSize(self._shown_column_px, picture.height())
            picture = picture.scaled(fit_size(picture.size(), room), _IGNORE_RATIO, _SMOOTH)
        if isinstance(picture, QImage) and masks:
            picture = apply_masks(picture, masks, tokens_of(self.palette()))
        return picture or "", pixels

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Without a scroll bar of its own, it leaves the keys to the area that scrolls it.
        is_plain = event.modifiers() in _NO_MODIFIERS
        if self._is_fitted and is_plain and is_scroll_key(event.key()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()
        self._fit_pictures()
        self._fit_height()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_pictures()

    def _fit_pictures(self) -> None:
        """Rescale the pictures if the available width has changed."""
        if self._shown and self._column_px() != self._shown_column_px:
            at = self.verticalScrollBar().value()
            self._render()
            self.verticalScrollBar().setValue(at)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._is_ready and event.type() in _RESTYLING:
            self._restyle()


def _find_pictures(document: QTextDocument) -> Iterator[tuple[int, str]]:
    """Yield the place and the name of each picture in a text."""
    block = document.begin()
    while block.isValid():
        # PySide's fragment iterator has the C++ interface.
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            form = fragment.charFormat()
            if form.isImageFormat():
                # Adjacent pictures with the same name are one fragment.
                for place in range(fragment.position(), fragment.position() + fragment.length()):
                    yield place, form.toImageFormat().name()
            fragments += 1
        block = block.next()


def _find_gap(block: QTextBlock, color: QColor) -> int:
    """Return the position of the first filled gap of a cloze in a block, or -1."""
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        form = fragment.charFormat()
        is_gap = form.fontWeight() == QFont.Weight.DemiBold and not form.isAnchor()
        if is_gap and form.foreground().color() == color:
            return fragment.position()
        fragments += 1
    return -1


def _no_resources(_name: str) -> bytes | None:
    return None
