"""The page of import settings of a CSV table, which previews the result."""

from PySide6.QtWidgets import QWidget

from flashdesign.services import table_form
from flashdesign.services.table_form import Reading, TableForm
from flashdesign.ui import jobs
from flashdesign.ui.screens.import_table import ImportTableScreen


class TablePage(ImportTableScreen):
    """Reads the table in the background after each change of a setting."""

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(reading.form, parent)
        self._latest_form = reading.form
        self.reading = reading
        self.changed.connect(self._read)
        self.render_reading(reading)

    def _read(self, form: TableForm) -> None:
        self._latest_form = form
        self.primary.setEnabled(False)

        def done(reading: Reading) -> None:
            # The settings may have changed in the meantime.
            if form is self._latest_form:
                self.reading = reading
                self.render_reading(reading)

        jobs.start(self, lambda: table_form.read(form), done, _raise)


def _raise(error: BaseException) -> None:
    raise error
