"""Modal dialogs: open a link, choose a file or folder; and the bug report."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPlainTextEdit, QVBoxLayout, QWidget

from flashdesign.i18n.translation import _, pgettext
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label

_REPORT_HEIGHT_PX = 260


def confirm_open_link(parent: QWidget, url: str) -> bool:
    """Return whether the user agrees to open a link in the browser."""
    question = QMessageBox(parent)
    question.setIcon(QMessageBox.Icon.Question)
    question.setText(_("Open this page in your browser?"))
    question.setInformativeText(url)
    opens = question.addButton(pgettext("verb", "Open"), QMessageBox.ButtonRole.AcceptRole)
    question.addButton(QMessageBox.StandardButton.Cancel)
    question.exec()
    return question.clickedButton() is opens


def confirm_discard(parent: QWidget) -> bool:
    """Return whether the user discards the unsaved changes of a note."""
    question = QMessageBox(parent)
    question.setIcon(QMessageBox.Icon.Warning)
    question.setText(_("Discard your changes to this note?"))
    question.setInformativeText(_("Unsaved changes will be lost."))
    discard = question.addButton(_("Discard"), QMessageBox.ButtonRole.DestructiveRole)
    keep = question.addButton(_("Keep editing"), QMessageBox.ButtonRole.RejectRole)
    question.setDefaultButton(keep)
    question.setEscapeButton(keep)
    question.exec()
    return question.clickedButton() is discard


def open_link(parent: QWidget, url: str) -> None:
    """Open a link in the browser, if the user agrees."""
    if confirm_open_link(parent, url):
        QDesktopServices.openUrl(QUrl(url))


def choose_backup(parent: QWidget, folder: Path) -> Path | None:
    """Ask for a backup to restore."""
    kinds = _("Collections and archives ({patterns})").format(patterns="*.flashdesign *.zip")
    title = _("Restore a backup")
    name, _filter = QFileDialog.getOpenFileName(parent, title, str(folder), kinds)
    return Path(name) if name else None


def choose_collection_folder(parent: QWidget, folder: Path) -> Path | None:
    """Ask for the folder to move the collection to."""
    name = QFileDialog.getExistingDirectory(parent, _("Folder for the collection"), str(folder))
    return Path(name) if name else None


def choose_deck_folder(parent: QWidget, folder: Path) -> Path | None:
    """Ask for the folder of the user's deck files."""
    name = QFileDialog.getExistingDirectory(parent, _("Folder of decks"), str(folder))
    return Path(name) if name else None


class BugSheet(QWidget):
    """Explains that a bug occurred, and shows the report to copy."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        from flashdesign.services.collection.doctor import bug_details

        super().__init__(parent)
        self.report = QPlainTextEdit(bug_details(error))
        self.report.setReadOnly(True)
        self.report.setMinimumHeight(_REPORT_HEIGHT_PX)
        self.report.setAccessibleName(_("Report"))
        self.copy = button(_("Copy the report"), ButtonKind.PRIMARY)
        self.copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(self.report.toPlainText())
        )
        sentence = _(
            "All your answers so far are stored. Please copy the report and send it to whoever "
            "gave you the program."
        )
        layout = QVBoxLayout(self)
        layout.addWidget(label(sentence, TextRole.BODY, wrap=True))
        layout.addWidget(self.report, 1)
        layout.addWidget(self.copy)
