"""The warning that another program replaced or deleted the open collection."""

from PySide6.QtCore import QObject, QTimer

from flashdesign.errors import CollectionReplacedError
from flashdesign.services.context import Context
from flashdesign.ui.window import jobs
from flashdesign.ui.window.banner import Tone
from flashdesign.ui.window.main_window import MainWindow

_EVERY_MS = 3_000


def watch_file(owner: QObject, window: MainWindow, context: Context) -> None:
    """Check every few seconds whether the file at the path is still the open one.

    Storing an answer checks it too; this is for sessions that only read.
    """
    shown: list[str] = []

    def failed(error: BaseException) -> None:
        sentence = str(error)
        if isinstance(error, CollectionReplacedError) and sentence not in shown:
            shown.append(sentence)
            window.banner.show_message(sentence, Tone.ERROR)

    def check() -> None:
        # On a disconnected drive the check may take long.
        jobs.start(owner, context.database.refuse_replaced, lambda _result: None, failed)

    timer = QTimer(owner)
    timer.timeout.connect(check)
    timer.start(_EVERY_MS)
