"""Helpers that use the note form like a user."""

from collections.abc import Callable
from dataclasses import replace

from flashdesign.domain.ids import DeckId, note_of
from flashdesign.services.browse import listing
from flashdesign.services.editing import notes
from flashdesign.ui.edit.screen import EditScreen
from tests.support.ui.driver import SPACE, Seat


def form(seat: Seat) -> EditScreen:
    page = seat.window.pages.currentWidget()
    assert isinstance(page, EditScreen), page
    return page


def begin(seat: Seat, kind: str, deck: str = "basics") -> EditScreen:
    """Open the form of a new note of a kind."""
    seat.press("n", ctrl=True)
    screen = form(seat)
    screen.head.pick_deck(DeckId(deck))
    screen.head.pick_kind(kind)
    screen.head.kind_changed.emit(kind)
    screen.take_focus()
    return screen


def asked(seat: Seat, word: str) -> list[str]:
    """Return the keys of the cards with a word."""
    context = seat.learner.context
    return [line.key for line in listing.iterate_cards(context, deck=None, search=word)]


def adding(kind: str) -> Callable[[Seat], None]:
    """Return a function that starts a note of a kind, and tries to add it unchanged."""

    def begin(seat: Seat) -> None:
        seat.press("n", ctrl=True)
        page = seat.window.pages.currentWidget()
        assert isinstance(page, EditScreen)
        page.head.pick_kind(kind)
        page.head.kind_changed.emit(kind)
        if kind != "drill":
            page.press("edit.keep")

    return begin


def editing_note(seat: Seat) -> None:
    """Edit the note of the asked card."""
    seat.press(SPACE)
    seat.review.reveal.setFocus()
    seat.press("e")


def edited(seat: Seat) -> None:
    """Edit a note again: all tools are offered."""
    seat.press(SPACE)
    asked = seat.review.session.state.card
    assert asked is not None
    key = note_of(asked.key)
    context = seat.learner.context
    notes.save_note(context, key, replace(notes.note(context, key), why="So."))
    seat.desk.edit(key, "go.review")


def new_deck(seat: Seat) -> None:
    """Ask for a new deck."""
    seat.press("n", ctrl=True)
    page = seat.window.pages.currentWidget()
    assert isinstance(page, EditScreen)
    page.head.deck_requested.emit()


SCREENS: dict[str, tuple[tuple[str, ...], Callable[[Seat], None]]] = {
    "a new choice": (("code",), adding("choice")),
    "a new number": (("code",), adding("number")),
    "a new drill": (("code",), adding("drill")),
    "an edit": (("options",), editing_note),
    "an edited cloze": (("gaps",), edited),
    "a new deck": (("code",), new_deck),
}
