"""Helpers that use the note form like a user."""

from collections.abc import Callable
from dataclasses import replace

from flashdesign.domain.ids import DeckId, note_of
from flashdesign.services.browse import card_listing
from flashdesign.services.editing import notes
from flashdesign.ui.edit.screen import EditScreen
from tests.support.ui.driver import SPACE, WindowDriver


def form(driver: WindowDriver) -> EditScreen:
    page = driver.window.pages.currentWidget()
    assert isinstance(page, EditScreen), page
    return page


def begin(driver: WindowDriver, kind: str, deck: str = "basics") -> EditScreen:
    """Open the form of a new note of a kind."""
    driver.press("n", ctrl=True)
    screen = form(driver)
    screen.head.pick_deck(DeckId(deck))
    screen.head.pick_kind(kind)
    screen.head.kind_changed.emit(kind)
    screen.take_focus()
    return screen


def asked(driver: WindowDriver, word: str) -> list[str]:
    """Return the keys of the cards with a word."""
    context = driver.learner.context
    return [line.key for line in card_listing.iterate_cards(context, deck=None, search=word)]


def adding(kind: str) -> Callable[[WindowDriver], None]:
    """Return a function that starts a note of a kind, and tries to add it unchanged."""

    def begin(driver: WindowDriver) -> None:
        driver.press("n", ctrl=True)
        page = driver.window.pages.currentWidget()
        assert isinstance(page, EditScreen)
        page.head.pick_kind(kind)
        page.head.kind_changed.emit(kind)
        if kind != "drill":
            page.press("edit.keep")

    return begin


def editing_note(driver: WindowDriver) -> None:
    """Edit the note of the asked card."""
    driver.press(SPACE)
    driver.review.reveal.setFocus()
    driver.press("e")


def edited(driver: WindowDriver) -> None:
    """Edit a note again: all tools are offered."""
    driver.press(SPACE)
    asked = driver.review.session.state.card
    assert asked is not None
    key = note_of(asked.key)
    context = driver.learner.context
    notes.save_note(context, key, replace(notes.note(context, key), why="So."))
    driver.controller.edit(key, "go.review")


def new_deck(driver: WindowDriver) -> None:
    """Ask for a new deck."""
    driver.press("n", ctrl=True)
    page = driver.window.pages.currentWidget()
    assert isinstance(page, EditScreen)
    page.head.deck_requested.emit()


SCREENS: dict[str, tuple[tuple[str, ...], Callable[[WindowDriver], None]]] = {
    "a new choice": (("code",), adding("choice")),
    "a new number": (("code",), adding("number")),
    "a new drill": (("code",), adding("drill")),
    "an edit": (("options",), editing_note),
    "an edited cloze": (("gaps",), edited),
    "a new deck": (("code",), new_deck),
}
