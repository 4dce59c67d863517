"""Imports that Browse needs, in one module so that Home starts without them."""

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
