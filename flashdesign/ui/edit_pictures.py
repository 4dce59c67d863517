"""Pictures come into a note's text: from a file, or pasted."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QObject
from PySide6.QtGui import QDropEvent, QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QWidget

from flashdesign.content.picture_files import size_problem
from flashdesign.content.picture_size import Size
from flashdesign.errors import FlashDesignError
from flashdesign.ui.main_window import MainWindow
from flashdesign.ui.widgets.banner import Tone
from flashdesign.ui.widgets.dropping import take_copy
from flashdesign.ui.widgets.text_box import TextBox, has_picture

if TYPE_CHECKING:
    from flashdesign.ui.screens.edit import EditScreen

_KINDS = "Pictures (*.png *.jpg *.jpeg *.gif *.webp)"


class EditPictures(QObject):
    """Puts pictures where the cursor is; they are stored with the note."""

    def __init__(self, window: MainWindow, screen: "EditScreen") -> None:
        super().__init__(screen)
        self._window, self._screen = window, screen
        self._box: QWidget | None = None
        screen.field_entered.connect(self._enter)
        screen.tools["picture"].clicked.connect(self.choose)
        screen.setAcceptDrops(True)
        screen.installEventFilter(self)

    def choose(self) -> None:
        """Ask for a picture's file, and put it into the text that was written last."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Picture", "", _KINDS)
        if name:
            self._put_files([Path(name)])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Else the window would take a picture for a deck to import.
        if isinstance(event, QDropEvent) and has_picture(event.mimeData()):
            take_copy(event)
            if event.type() is QEvent.Type.Drop:
                self._take(event.mimeData())
            return True
        return super().eventFilter(watched, event)

    def _enter(self, field: QWidget) -> None:
        if isinstance(field, TextBox):
            self._box = field
            field.set_picture_taker(self._take)

    def _take(self, data: QMimeData) -> None:
        """Put in what was pasted or let fall."""
        if data.hasImage():
            image = QImage(data.imageData())
            # Asked before it is packed, which takes long for a large one.
            if problem := size_problem(Size(image.width(), image.height())):
                told = f"The copied picture cannot be used: {problem}."
                self._window.banner.show_message(told, Tone.ERROR)
            else:
                self._put(_png(image), "")
        else:
            self._put_files([Path(url.toLocalFile()) for url in data.urls()])

    def _put_files(self, paths: list[Path]) -> None:
        from flashdesign.ui.edit_pages import new_pictures

        for path in paths:
            try:
                data, words = new_pictures.read(path)
            except FlashDesignError as error:
                self._window.banner.show_message(str(error), Tone.ERROR)
                return
            self._put(data, words)

    def _put(self, data: bytes, words: str) -> None:
        from flashdesign.ui.edit_pages import new_pictures

        try:
            name = new_pictures.name_of(data)
        except FlashDesignError as error:
            self._window.banner.show_message(str(error), Tone.ERROR)
            return
        self._screen.preview.trial.take_picture(name, data)
        box = self._text()
        if box is not None:
            box.insertPlainText(f"![{words}]({name})")
            box.setFocus()

    def _text(self) -> TextBox | None:
        """Return the text that was written last, or the first one of the form."""
        form = self._screen.form
        boxes = [box for box in form.findChildren(TextBox) if box.isVisibleTo(form)]
        known = [box for box in boxes if box is self._box]
        return next(iter(known or boxes), None)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())
