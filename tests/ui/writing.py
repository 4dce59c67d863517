"""A person in front of the form of a note."""

from flashdesign.domain.cards import DeckId
from flashdesign.services import listing
from flashdesign.ui.screens.edit import EditScreen
from tests.ui.seat import Seat


def form(seat: Seat) -> EditScreen:
    page = seat.window.pages.currentWidget()
    assert isinstance(page, EditScreen), page
    return page


def begin(seat: Seat, kind: str, deck: str = "basics") -> EditScreen:
    """Open the form of a new note of a kind."""
    seat.press("n", ctrl=True)
    screen = form(seat)
    screen.head.pick_deck(DeckId(deck))
    screen.head.kind.setCurrentText(kind)
    screen.head.kind.textActivated.emit(kind)
    screen.take_focus()
    return screen


def asked(seat: Seat, word: str) -> list[str]:
    """Return the cards with a word, as a list of the program shows them."""
    context = seat.learner.context
    return [line.key for line in listing.cards(context, deck=None, search=word)]
