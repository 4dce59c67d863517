"""An edit in a background job; navigation is blocked until it ends."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import N_, _
from flashdesign.ui.window import jobs
from flashdesign.ui.window.main_window import MainWindow

UNDO = N_("Undo")
# A translated sentence on the result, and the label of the toast's button: `UNDO` or "".
ToastText = tuple[str, str]


def run_undoable(
    window: MainWindow,
    wanted_by: QObject,
    work: Callable[[], ToastText],
    then: Callable[[], object],
) -> None:
    """Run `work`, call `then` when it is done, and show the result in a toast."""

    def done(result: ToastText) -> None:
        window.set_busy(busy=False)
        window.clear_error()
        then()
        message, action = result
        label = window.undo_label() if action == UNDO else _(action)
        window.toast.show_message(message, label)

    def failed(error: BaseException) -> None:
        window.set_busy(busy=False)
        if not isinstance(error, FlashDesignError):
            raise error
        window.show_error(str(error))

    window.set_busy(busy=True)
    jobs.start(wanted_by, work, done, failed)
