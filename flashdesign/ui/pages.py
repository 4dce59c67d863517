"""Imports of pages other than Home, in one module so that Home starts without them."""

from flashdesign.ui.dialogs import open_outside
from flashdesign.ui.screens.deck_sheet import TitleSheet
from flashdesign.ui.screens.key_sheet import key_sheet
from flashdesign.ui.screens.limits_sheet import LimitsSheet
from flashdesign.ui.screens.settings import SettingsScreen
from flashdesign.ui.screens.summary import SummaryScreen
from flashdesign.ui.screens.why_sheet import why_sheet

__all__ = [
    "LimitsSheet",
    "SettingsScreen",
    "SummaryScreen",
    "TitleSheet",
    "key_sheet",
    "open_outside",
    "why_sheet",
]
