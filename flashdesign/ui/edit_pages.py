"""Imports that the note form needs, in one module so that Home starts without them."""

from flashdesign.domain.cards import NoteKey
from flashdesign.services import editing, entry_forms, new_pictures, operations, own_decks
from flashdesign.services.trying import Trial
from flashdesign.ui.edit_pictures import EditPictures
from flashdesign.ui.screens.deck_sheet import DeckSheet
from flashdesign.ui.screens.edit import EditScreen

__all__ = [
    "DeckSheet",
    "EditPictures",
    "EditScreen",
    "NoteKey",
    "Trial",
    "editing",
    "entry_forms",
    "new_pictures",
    "operations",
    "own_decks",
]
