"""What browsing stands on, in one place: Home does not wait for it."""

from flashdesign.services import browsing, decks, editing, operations, pictures
from flashdesign.ui.screens.browse import BrowseScreen
from flashdesign.ui.screens.browse_sheets import ExportSheet, MoveSheet, TagSheet

__all__ = [
    "BrowseScreen",
    "ExportSheet",
    "MoveSheet",
    "TagSheet",
    "browsing",
    "decks",
    "editing",
    "operations",
    "pictures",
]
