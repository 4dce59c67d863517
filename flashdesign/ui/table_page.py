"""The page that asks how a table is to be read, and reads it anew for each choice."""

from PySide6.QtWidgets import QWidget

from flashdesign.services import table_form
from flashdesign.services.table_form import Reading, TableForm
from flashdesign.ui import jobs
from flashdesign.ui.screens.import_table import ImportTableScreen


class TablePage(ImportTableScreen):
    """Reads beside the window: a table may be long."""

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(reading.form, parent)
        self._wanted = reading.form
        self.reading = reading
        self.changed.connect(self._read)
        self.render_reading(reading)

    def _read(self, form: TableForm) -> None:
        self._wanted = form
        self.primary.setEnabled(False)

        def done(reading: Reading) -> None:
            # Another choice may have been made meanwhile.
            if form is self._wanted:
                self.reading = reading
                self.render_reading(reading)

        jobs.start(self, lambda: table_form.read(form), done, _raise)


def _raise(error: BaseException) -> None:
    raise error
