"""Open the window of the program, print the texts of its page and its banner, and close it."""

import sys
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from flashdesign import app
from flashdesign.ui.app import startup
from flashdesign.ui.app.desktop_app import DesktopApp

OPENED_AFTER_MS = 8_000
_start = startup.start


def start_and_print(*arguments: Any, **options: Any) -> DesktopApp:
    """Start the program, and print the texts when it has opened."""
    program = _start(*arguments, **options)

    def print_texts() -> None:
        page = program.window.pages.currentWidget()
        texts = [label.text() for label in page.findChildren(QLabel)] if page else []
        banner = program.window.banner.text.text()
        if program.window.sheet.is_open or not (texts or banner):
            sys.stdout.write("Something went wrong in FlashDesign\n")
        sys.stdout.write(" ".join((*texts, banner)).replace("\n", " ") + "\n")
        program.window.close()

    QTimer.singleShot(OPENED_AFTER_MS, program, print_texts)
    return program


if __name__ == "__main__":
    startup.start = start_and_print
    sys.exit(app.run_window(None))
