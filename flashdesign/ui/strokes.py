"""Do at one stroke what changes notes: beside the window, which meanwhile lets nobody leave."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from flashdesign.errors import FlashDesignError
from flashdesign.ui import jobs
from flashdesign.ui.main_window import MainWindow
from flashdesign.ui.widgets.banner import Tone

UNDO = "Undo"
# A sentence on what was done, and what is offered beside it.
Told = tuple[str, str]


def strike(
    window: MainWindow, wanted_by: QObject, work: Callable[[], Told], then: Callable[[], object]
) -> None:
    """Run `work`, call `then` when it is done, and tell what came of it."""

    def done(told: Told) -> None:
        window.set_busy(busy=False)
        then()
        window.toast.show_message(*told)

    def failed(error: BaseException) -> None:
        window.set_busy(busy=False)
        if not isinstance(error, FlashDesignError):
            raise error
        window.banner.show_message(str(error), Tone.ERROR)

    window.set_busy(busy=True)
    jobs.start(wanted_by, work, done, failed)
