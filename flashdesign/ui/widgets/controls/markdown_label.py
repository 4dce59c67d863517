"""A label with Markdown text."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from flashdesign.content.rendering.displayed_text import displayed_html, displayed_plain
from flashdesign.content.rendering.markdown import is_web_address
from flashdesign.ui.theme.styled_widgets import TextRole


class MarkdownLabel(QLabel):
    """Shows Markdown; hidden while it is empty.

    Signals:
        link_opened: the clicked web address; the label itself opens nothing.
    """

    link_opened = Signal(str)

    def __init__(self, role: TextRole = TextRole.BODY, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setProperty("role", role.value)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.linkActivated.connect(self._emit_link)
        self.hide()

    def set_markdown(self, text: str) -> None:
        """Show `text`."""
        html = displayed_html(text) if text else ""
        self.setText(html)
        self.setAccessibleName(displayed_plain(text))
        has_link = "<a " in html
        flags = Qt.TextInteractionFlag.LinksAccessibleByMouse
        flags |= Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        self.setTextInteractionFlags(
            flags if has_link else Qt.TextInteractionFlag.NoTextInteraction
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if has_link else Qt.FocusPolicy.NoFocus)
        self.setHidden(not text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self.text():
            # Qt sets the link color when the text is parsed.
            shown = self.text()
            self.setText("")
            self.setText(shown)

    def _emit_link(self, address: str) -> None:
        if is_web_address(address):
            self.link_opened.emit(address)
