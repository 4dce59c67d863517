"""The few questions that stop the window: a link, a file, and the report of a bug."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPlainTextEdit, QVBoxLayout, QWidget

from flashdesign.ui.theme import Kind, Role, button, label

_REPORT_HEIGHT_PX = 260


def ask_to_open(parent: QWidget, url: str) -> bool:
    """Ask whether a link may be opened in the browser."""
    question = QMessageBox(parent)
    question.setIcon(QMessageBox.Icon.Question)
    question.setText("Open this page in your browser?")
    question.setInformativeText(url)
    opens = question.addButton("Open", QMessageBox.ButtonRole.AcceptRole)
    question.addButton(QMessageBox.StandardButton.Cancel)
    question.exec()
    return question.clickedButton() is opens


def ask_to_drop(parent: QWidget) -> bool:
    """Ask whether a note that is not saved may be lost."""
    question = QMessageBox(parent)
    question.setIcon(QMessageBox.Icon.Warning)
    question.setText("This note is not saved yet.")
    question.setInformativeText("What you typed is lost if you go on without it.")
    drops = question.addButton("Drop it", QMessageBox.ButtonRole.DestructiveRole)
    stays = question.addButton("Back to the note", QMessageBox.ButtonRole.RejectRole)
    question.setDefaultButton(stays)
    question.setEscapeButton(stays)
    question.exec()
    return question.clickedButton() is drops


def open_outside(parent: QWidget, url: str) -> None:
    """Open a link in the browser, if the learner agrees."""
    if ask_to_open(parent, url):
        QDesktopServices.openUrl(QUrl(url))


def choose_backup(parent: QWidget, folder: Path) -> Path | None:
    """Ask for a backup to restore."""
    kinds = "Collections and archives (*.flashdesign *.zip)"
    name, _ = QFileDialog.getOpenFileName(parent, "Restore a backup", str(folder), kinds)
    return Path(name) if name else None


def choose_folder(parent: QWidget, folder: Path) -> Path | None:
    """Ask for the folder that the collection is to lie in."""
    name = QFileDialog.getExistingDirectory(parent, "Folder for the collection", str(folder))
    return Path(name) if name else None


def choose_deck_folder(parent: QWidget, folder: Path) -> Path | None:
    """Ask for the folder in which the person keeps deck files."""
    name = QFileDialog.getExistingDirectory(parent, "Folder of decks", str(folder))
    return Path(name) if name else None


class BugSheet(QWidget):
    """Says that the program is at fault, and gives the report to copy."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        from flashdesign.services.doctor import bug_report

        super().__init__(parent)
        self.report = QPlainTextEdit(bug_report(error))
        self.report.setReadOnly(True)
        self.report.setMinimumHeight(_REPORT_HEIGHT_PX)
        self.report.setAccessibleName("Report")
        self.copy = button("Copy the report", Kind.PRIMARY)
        self.copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(self.report.toPlainText())
        )
        sentence = (
            "Something went wrong that should not have. All your answers so far are stored. "
            "Please send this report to whoever gave you FlashDesign."
        )
        layout = QVBoxLayout(self)
        layout.addWidget(label(sentence, Role.BODY, wrap=True))
        layout.addWidget(self.report, 1)
        layout.addWidget(self.copy)
