"""The features that have pages of their own, each with the action that shows it."""

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QObject

from flashdesign.domain.settings import Settings
from flashdesign.services.context import Context
from flashdesign.ui.browse.controller import BrowseController
from flashdesign.ui.drills.controller import DrillController
from flashdesign.ui.edit.controller import EditController
from flashdesign.ui.transfer.controller import TransferController
from flashdesign.ui.window.main_window import MainWindow


class Feature(Protocol):
    """The controller of the pages of one feature, such as Browse."""

    def setParent(self, parent: QObject | None, /) -> None:
        """Have Qt delete it together with `parent`."""
        ...

    @property
    def is_shown(self) -> bool:
        """Whether one of its pages with its own keys is on screen."""
        ...

    def show(self) -> None:
        """Show its start page, or the page that was left."""
        ...

    def run_action(self, action: str) -> None:
        """Run the action of a key of its pages."""
        ...

    def undo(self) -> bool:
        """Undo the last change of its pages; return False to undo the newest change of the day."""
        ...

    def refresh_after_outside_change(self) -> None:
        """Update the page on screen after another process changed the collection."""
        ...

    def close(self) -> None:
        """Remove its pages: the collection is about to be closed."""
        ...


MakeFeature = Callable[[MainWindow, Context, Callable[[], Settings]], Feature]
FEATURES: Mapping[str, MakeFeature] = {
    "go.drills": DrillController,
    "go.browse": BrowseController,
    "go.transfer": lambda window, context, _settings: TransferController(window, context),
    "go.add": EditController,
}
"""What makes each feature, by the action in `ui.window.actions` that shows it."""
