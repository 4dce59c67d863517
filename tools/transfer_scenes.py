"""Import and export as a person comes to them, for the pictures."""

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from flashdesign.domain.cards import Deck, DeckId, Note
from flashdesign.domain.faces import Basic
from flashdesign.domain.parcels import Change, Parcel, Plan, Trouble
from flashdesign.ui.screens.import_plan import ImportPlanScreen
from flashdesign.ui.screens.transfer import PACKAGE, TransferScreen
from tests.ui.seat import Seat

MINE = DeckId("mine")
_LONG = "Which part of the ring does a node take over when its neighbour leaves, and at what cost? "


def transfer(seat: Seat) -> None:
    """Show where decks come in and go out."""
    seat.press("5", ctrl=True)


def package(seat: Seat) -> None:
    """Show what is asked where a deck goes to Anki."""
    transfer(seat)
    (screen,) = seat.window.findChildren(TransferScreen)
    screen.format.setCurrentIndex(screen.format.findData(PACKAGE))
    screen.schedule.setChecked(True)


def plan(seat: Seat) -> None:
    """Show what an import would do, with a long text among it."""
    transfer(seat)
    shard = Note(MINE, "shard", Basic("What is a shard?", "A part of the data, on one node."))
    new = [replace(shard, id=f"n{at}") for at in range(1, 12)]
    new[1] = replace(new[1], face=Basic(_LONG * 3, "Its keys alone."))
    change = Change(
        shard, replace(shard, face=Basic("What does a shard hold?", "Some of the keys."))
    )
    parcel = Parcel(
        "sharding.yaml",
        (Deck(MINE, "Sharding"),),
        troubles=(Trouble("line 12", "the answer is empty"),),
        is_whole=True,
    )
    wanted = Plan(
        parcel, tuple(enumerate(new)), ((3, change),), 40, (replace(shard, id="old"),), 12
    )
    screen = ImportPlanScreen(wanted)
    seat.window.show_page(screen, "transfer")
    QApplication.processEvents()
    screen.primary.setFocus()
