"""Say in the window when another program replaced or deleted the open collection."""

from PySide6.QtCore import QObject, QTimer

from flashdesign.errors import CollectionReplacedError
from flashdesign.services.context import Context
from flashdesign.ui import jobs
from flashdesign.ui.main_window import MainWindow
from flashdesign.ui.widgets.banner import Tone

_EVERY_MS = 3_000


def watch_file(owner: QObject, window: MainWindow, context: Context) -> None:
    """Look every few seconds whether the file at the path is still the open one.

    Each answer looks, too; this is for whoever only reads.
    """
    told: list[str] = []

    def failed(error: BaseException) -> None:
        sentence = str(error)
        if isinstance(error, CollectionReplacedError) and sentence not in told:
            told.append(sentence)
            window.banner.show_message(sentence, Tone.ERROR)

    def look() -> None:
        # A drive that went away may take its time to say so.
        jobs.start(owner, context.database.refuse_replaced, lambda _: None, failed)

    timer = QTimer(owner)
    timer.timeout.connect(look)
    timer.start(_EVERY_MS)
