"""Imports that importing and exporting need, in one module so that Home starts without them."""

from flashdesign.services import archive, decks, exporting, importing, operations, table_form
from flashdesign.services.pace import Pace
from flashdesign.services.reading import TABLES, read_file
from flashdesign.ui.printing import write_notes
from flashdesign.ui.screens.fault_list import FaultList
from flashdesign.ui.screens.import_plan import ImportPlanScreen
from flashdesign.ui.screens.transfer import FORMATS, READABLE, TransferScreen
from flashdesign.ui.table_page import TablePage

__all__ = [
    "FORMATS",
    "READABLE",
    "TABLES",
    "FaultList",
    "ImportPlanScreen",
    "Pace",
    "TablePage",
    "TransferScreen",
    "archive",
    "decks",
    "exporting",
    "importing",
    "operations",
    "read_file",
    "table_form",
    "write_notes",
]
