"""What importing and exporting stand on, in one place: Home does not wait for them."""

from flashdesign.services import archive, decks, exporting, importing, operations
from flashdesign.services.reading import read_file
from flashdesign.ui.printing import write_deck
from flashdesign.ui.screens.import_plan import ImportPlanScreen
from flashdesign.ui.screens.transfer import FORMATS, READABLE, TransferScreen

__all__ = [
    "FORMATS",
    "READABLE",
    "ImportPlanScreen",
    "TransferScreen",
    "archive",
    "decks",
    "exporting",
    "importing",
    "operations",
    "read_file",
    "write_deck",
]
