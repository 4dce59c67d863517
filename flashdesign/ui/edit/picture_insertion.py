"""Insertion of pictures into a note's text: from a file, pasted or dropped."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QObject
from PySide6.QtGui import QDropEvent, QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QWidget

from flashdesign.content.pictures.picture_file import size_problem
from flashdesign.content.pictures.picture_size import Size
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import N_, _
from flashdesign.services.editing.suggestions import PICTURE_DESCRIPTION
from flashdesign.ui.edit.fields.markdown_format import insert_paragraph
from flashdesign.ui.edit.fields.text_box import TextBox, has_picture
from flashdesign.ui.edit.format_bar import PICTURE
from flashdesign.ui.widgets.layout.drop_target import accept_as_copy
from flashdesign.ui.window.banner import Tone
from flashdesign.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from flashdesign.ui.edit.screen import EditScreen

_FILTER = N_("Pictures ({patterns})")
_PATTERNS = "*.png *.jpg *.jpeg *.gif *.webp"


class PictureInsertion(QObject):
    """Inserts pictures at the cursor; they are stored with the note."""

    def __init__(self, window: MainWindow, screen: "EditScreen") -> None:
        super().__init__(screen)
        self._window, self._screen = window, screen
        screen.field_entered.connect(self._set_field)
        screen.bar.buttons[PICTURE].clicked.connect(self.choose)
        screen.setAcceptDrops(True)
        screen.installEventFilter(self)

    def choose(self) -> None:
        """Ask for a picture file, and insert it into the field that was edited last."""
        kinds = _(_FILTER).format(patterns=_PATTERNS)
        name, _filter = QFileDialog.getOpenFileName(self._window, _("Picture"), "", kinds)
        if name:
            self._insert_files([Path(name)])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Otherwise the window would import a dropped picture as a deck.
        if isinstance(event, QDropEvent) and has_picture(event.mimeData()):
            accept_as_copy(event)
            if event.type() is QEvent.Type.Drop:
                self._take(event.mimeData())
            return True
        return super().eventFilter(watched, event)

    def _set_field(self, field: QWidget) -> None:
        if isinstance(field, TextBox):
            field.set_picture_handler(self._take)

    def _take(self, data: QMimeData) -> None:
        """Insert pasted or dropped pictures."""
        if data.hasImage():
            image = QImage(data.imageData())
            # Checked before encoding, which takes long for a large picture.
            if problem := size_problem(Size(image.width(), image.height())):
                message = _("The copied picture cannot be used: {problem}.")
                self._window.banner.show_message(message.format(problem=problem), Tone.ERROR)
            else:
                self._insert(_encode_png(image), "")
        else:
            self._insert_files([Path(url.toLocalFile()) for url in data.urls()])

    def _insert_files(self, paths: list[Path]) -> None:
        from flashdesign.services.editing import picture_copies

        for path in paths:
            try:
                data, alt_text = picture_copies.load_picture(path)
            except FlashDesignError as error:
                self._window.banner.show_message(str(error), Tone.ERROR)
                return
            self._insert(data, alt_text)

    def _insert(self, data: bytes, alt_text: str) -> None:
        from flashdesign.services.editing import picture_copies

        try:
            name = picture_copies.name_of(data)
        except FlashDesignError as error:
            self._window.banner.show_message(str(error), Tone.ERROR)
            return
        self._screen.preview.trial.add_picture(name, data)
        box = self._screen.form.active_box()
        if box is not None:
            description = alt_text or _(PICTURE_DESCRIPTION)
            # The description is selected, so that typing replaces it.
            chosen = (2, 2 + len(description))
            text, before = f"![{description}]({name})", box.selected()
            box.change(insert_paragraph(before, text, chosen, is_line=box.is_cell))
            box.setFocus()


def _encode_png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())
