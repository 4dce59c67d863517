"""A tour of one window: every page, sheet and menu, with a deck for each kind of note."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.domain.drills.sprint import SPRINT_LENGTH
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic, Drill
from flashdesign.domain.source import Source
from flashdesign.errors import CollectionMissingError
from flashdesign.ui.app.open_failed_screen import RecoveryActions, make_open_failed_page
from flashdesign.ui.browse.screen import BrowseScreen
from flashdesign.ui.drills.start_screen import DrillStartScreen
from flashdesign.ui.edit.screen import EditScreen
from flashdesign.ui.home.screen import LIMITS, RENAME
from flashdesign.ui.transfer.screen import PACKAGE, TransferScreen
from flashdesign.ui.window.banner import Tone
from flashdesign.ui.window.dialogs import BugSheet
from flashdesign.ui.window.toast import Toast
from tests.support.drills.templates import POSTS
from tests.support.ui.cards import TABLE, odd_questions
from tests.support.ui.driver import ESCAPE, RETURN, SPACE, WindowDriver
from tools import browse_scenes, edit_scenes, transfer_scenes

Lead = Callable[[WindowDriver, QtBot], None]
_BROWSE_ACTIONS = ("flag", "tag", "export", "study", "delete")
_LINKED = "linked"
_NOTE_KINDS = (
    "basic",
    "cloze",
    "choice",
    "order",
    "match",
    "classify",
    "list",
    "number",
    "drill",
)
_KINDS = ("options", "gaps", "number", "order", "match", "classify", "list", "typed", "code")


def tour_decks() -> tuple[Deck, ...]:
    """Return a deck for each kind of question, with sources and links in one of them."""
    questions = {name: odd_questions()[name] for name in _KINDS} | {"drill": Drill(POSTS)}
    source = Source("Log-structured merge trees", "https://example.org/lsm", "2026-11")
    linked = Note(
        DeckId(_LINKED),
        "n",
        Basic("What do B-trees pay? See [a page](https://example.org/b).", TABLE),
        hint="think of what the disk head does",
        why="A page is read before it is written.",
        source=source,
    )
    decks = (
        Deck(DeckId(name), name.title(), (Note(DeckId(name), "n", question),))
        for name, question in questions.items()
    )
    return (Deck(DeckId(_LINKED), "Linked", (linked,)), *decks)


def stations(
    driver: WindowDriver, qtbot: QtBot, names: Iterable[str] | None = None
) -> Iterator[tuple[str, QWidget]]:
    """Lead the window to all places or the named ones; yield the name and the widget to look at."""
    for name in STATIONS if names is None else names:
        go_home(driver)
        STATIONS[name](driver, qtbot)
        for _ in range(2):
            QApplication.processEvents()
        yield name, shown_part(driver)
        close_popups()
    go_home(driver)


def shown_part(driver: WindowDriver) -> QWidget:
    """Return the open menu, else the open sheet, else the window."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return popup
    return driver.window.sheet if driver.window.sheet.is_open else driver.window


def close_popups() -> None:
    """Close open menus."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


def go_home(driver: WindowDriver) -> None:
    """Close what is open, and show the decks."""
    close_popups()
    driver.window.sheet.close_sheet()
    driver.window.toast.dismiss()
    driver.window.banner.dismiss()
    driver.controller.show_home()


def question(deck: str) -> Lead:
    """Return a function that asks the card of a deck."""
    return lambda driver, _qtbot: driver.controller.start_review(DeckId(deck))


def answer(deck: str) -> Lead:
    """Return a function that answers the card of a deck."""

    def lead(driver: WindowDriver, _qtbot: QtBot) -> None:
        driver.controller.start_review(DeckId(deck))
        if deck in ("number", "typed", "list"):
            driver.write("400")
            driver.press(RETURN)
        if deck in ("order", "match", "classify"):
            driver.press("1", "2")
        driver.review.run_action("review.reveal")

    return lead


def drill_tools(driver: WindowDriver, _qtbot: QtBot) -> None:
    """Take a hint and open the scratch pad of a drill."""
    driver.controller.start_review(DeckId("drill"))
    driver.press("h", ctrl=True)
    driver.press("k", ctrl=True)
    driver.write("3 * 4")


def drill_steps(driver: WindowDriver, _qtbot: QtBot) -> None:
    """Solve a drill step by step."""
    driver.controller.start_review(DeckId("drill"))
    driver.press("t", ctrl=True)


def drill_pause(driver: WindowDriver, _qtbot: QtBot) -> None:
    """Pause a drill."""
    driver.controller.start_review(DeckId("drill"))
    driver.press("p", ctrl=True)


def drill_answer(driver: WindowDriver, _qtbot: QtBot) -> None:
    """Answer a drill in the review."""
    driver.controller.start_review(DeckId("drill"))
    driver.write("3500")
    driver.press(RETURN)


def why(driver: WindowDriver, _qtbot: QtBot) -> None:
    """Grade a card, and show why it is asked."""
    driver.controller.start_review(DeckId(_LINKED))
    driver.review.run_action("review.reveal")
    driver.review.run_action("review.again")
    if driver.window.scope == "Review":
        driver.review.run_action("review.why")


def summary(driver: WindowDriver, qtbot: QtBot) -> None:
    """Answer a deck to its end."""
    driver.controller.start_review(DeckId("gaps"))
    while driver.window.scope == "Review":
        driver.review.run_action("review.reveal")
        driver.review.run_action("review.easy")
    qtbot.waitUntil(lambda: bool(driver.summary.tomorrow.text()))


def drills(driver: WindowDriver, _qtbot: QtBot) -> None:
    """Show the start page of drills; a practice or sprint that is still running ends."""
    driver.press("3", ctrl=True)
    while not isinstance(driver.window.pages.currentWidget(), DrillStartScreen):
        driver.controller.run_action("drill.leave")
        driver.press("3", ctrl=True)


def practice(driver: WindowDriver, qtbot: QtBot) -> None:
    """Ask a drill in practice."""
    drills(driver, qtbot)
    driver.click_text("Practice")


def practice_answer(driver: WindowDriver, qtbot: QtBot) -> None:
    """Answer a drill in practice."""
    practice(driver, qtbot)
    driver.write("3500")
    driver.press(RETURN)


def practice_result(driver: WindowDriver, qtbot: QtBot) -> None:
    """End a practice after one answer."""
    practice_answer(driver, qtbot)
    driver.press(SPACE)
    driver.press(ESCAPE)


def sprint(driver: WindowDriver, qtbot: QtBot) -> None:
    """Start a sprint."""
    drills(driver, qtbot)
    driver.click_text("New sprint")


def sprint_result(driver: WindowDriver, qtbot: QtBot) -> None:
    """Run a sprint to its end."""
    sprint(driver, qtbot)
    for number in range(SPRINT_LENGTH):
        driver.write(str(number + 1))
        driver.press(RETURN)


def browse(*rows: int) -> Lead:
    """Return a function that lists all cards, and selects rows."""

    def lead(driver: WindowDriver, qtbot: QtBot) -> None:
        driver.press("4", ctrl=True)
        screen = browse_page(driver)
        screen.search.clear()

        def is_selected() -> bool:
            # A search that ends meanwhile may show other rows.
            if len(screen.model.rows) < len(_KINDS):
                return False
            if screen.table.selected_rows() != list(rows):
                screen.table.select_rows(list(rows), rows[0])
            return screen.card_label.isVisible() and bool(screen.card_label.text())

        qtbot.waitUntil(is_selected)
        screen.table.setFocus()

    return lead


def browse_page(driver: WindowDriver) -> BrowseScreen:
    """Return Browse, which must be on screen."""
    screen = driver.window.pages.currentWidget()
    assert isinstance(screen, BrowseScreen), screen
    return screen


def browse_action(name: str) -> Lead:
    """Return a function that selects a card and runs an action on it."""

    def lead(driver: WindowDriver, qtbot: QtBot) -> None:
        browse(0)(driver, qtbot)

        def is_open() -> bool:
            if shown_part(driver) is driver.window:
                driver.controller.run_action(f"browse.{name}")
            return shown_part(driver) is not driver.window

        qtbot.waitUntil(is_open)

    return lead


def new_note(kind: str) -> Lead:
    """Return a function that begins a note of a kind, and tries to add it."""

    def lead(driver: WindowDriver, _qtbot: QtBot) -> None:
        driver.press("n", ctrl=True)
        page = driver.window.pages.currentWidget()
        assert isinstance(page, EditScreen)
        page.head.pick_kind(kind)
        page.head.kind_changed.emit(kind)
        if kind != "drill":
            page.press("edit.keep")

    return lead


def new_deck(driver: WindowDriver, qtbot: QtBot) -> None:
    """Ask for the title of a new deck."""
    new_note("basic")(driver, qtbot)
    page = driver.window.pages.currentWidget()
    assert isinstance(page, EditScreen)
    page.head.deck_requested.emit()


def deck_menu(driver: WindowDriver, _qtbot: QtBot) -> None:
    """Open the menu of a deck."""
    tree = driver.home.tree
    tree.menu_for(_LINKED).popup(tree.mapToGlobal(tree.rect().center()))


def deck_action(action: str) -> Lead:
    """Return a function that runs an action of a deck's menu."""
    return lambda driver, _qtbot: driver.home.action_requested.emit(action, _LINKED)


def transfer(driver: WindowDriver, _qtbot: QtBot) -> None:
    """Show import and export."""
    driver.press("5", ctrl=True)


def export_package(driver: WindowDriver, qtbot: QtBot) -> None:
    """Show the options of a package for Anki."""
    transfer(driver, qtbot)
    page = driver.window.pages.currentWidget()
    assert isinstance(page, TransferScreen)
    page.format.setCurrentIndex(page.format.findData(PACKAGE))


def open_combo(driver: WindowDriver, qtbot: QtBot) -> None:
    """Open the list of a combo box."""
    transfer(driver, qtbot)
    (page,) = driver.window.findChildren(TransferScreen)
    page.format.showPopup()
    assert isinstance(page.format, QComboBox)


def scene(act: Callable[[WindowDriver], None]) -> Lead:
    """Return a function that leads to a scene of the screenshots."""
    return lambda driver, _qtbot: act(driver)


def settings(section: str) -> Lead:
    """Return a function that shows a section of the settings."""

    def lead(driver: WindowDriver, _qtbot: QtBot) -> None:
        driver.controller.show_settings()
        driver.settings.show_section(section)

    return lead


def keys(driver: WindowDriver, _qtbot: QtBot) -> None:
    """Show the keyboard shortcuts."""
    driver.controller.show_keys()


def fault(driver: WindowDriver, _qtbot: QtBot) -> None:
    """Show the report of a bug."""
    driver.window.open_sheet("A fault", BugSheet(ZeroDivisionError("division by zero")))


def failure(driver: WindowDriver, _qtbot: QtBot) -> None:
    """Fail to open."""
    ways = RecoveryActions(lambda: None, lambda: None, lambda _: None, lambda: None)
    found = ("There is no folder /media/somebody/drive.", "12 backups are in /home/somebody.")
    error = CollectionMissingError(driver.learner.paths.collection, found, Path("unfinished"))
    driver.window.show_page(make_open_failed_page(error, ways), "home")


def messages(driver: WindowDriver, _qtbot: QtBot) -> None:
    """Show a banner and a toast, each with a button."""
    driver.window.banner.show_message("The clock was set back.", Tone.WARNING, "Show me")
    toast: Toast = driver.window.toast
    toast.show_message("Card buried", "Undo", lasts_ms=0)


_REVIEWS: dict[str, Lead] = {
    **{f"review: {name}": question(name) for name in (*_KINDS, _LINKED, "drill")},
    **{f"review: {name}, answered": answer(name) for name in (*_KINDS, _LINKED)},
    "review: drill with hint and scratch pad": drill_tools,
    "review: drill in steps": drill_steps,
    "review: paused drill": drill_pause,
    "review: drill, answered": drill_answer,
}
STATIONS: dict[str, Lead] = {
    "home": lambda _driver, _qtbot: None,
    "home: menu of a deck": deck_menu,
    "home: daily limits": deck_action(LIMITS),
    "home: rename": deck_action(RENAME),
    "home: messages": messages,
    **_REVIEWS,
    "drills": drills,
    "drills: practice": practice,
    "drills: practice, answered": practice_answer,
    "drills: result of a practice": practice_result,
    "drills: sprint": sprint,
    "drills: result of a sprint": sprint_result,
    "browse": browse(0, 1),
    "browse: nothing found": scene(browse_scenes.nothing),
    **{f"browse: {name}": browse_action(name) for name in _BROWSE_ACTIONS},
    "browse: move": scene(browse_scenes.move),
    "browse: replace": scene(browse_scenes.replace),
    "browse: save the search": scene(browse_scenes.save_search),
    "browse: how to search": scene(browse_scenes.search_help),
    "browse: columns": scene(browse_scenes.column_menu),
    "browse: menu of a saved search": scene(browse_scenes.menu_of_saved),
    "edit: a note that is built in": scene(edit_scenes.built_in),
    "edit: a new deck": new_deck,
    "edit: more fields": scene(edit_scenes.more),
    "edit: suggestions": scene(edit_scenes.suggestions),
    "edit: list of kinds": scene(edit_scenes.kinds),
    **{f"edit: a new {kind}": new_note(kind) for kind in _NOTE_KINDS},
    "transfer": transfer,
    "transfer: a package": export_package,
    "transfer: a combo box": open_combo,
    "transfer: plan": scene(transfer_scenes.plan),
    "transfer: plan with problems": scene(transfer_scenes.many_problems),
    "transfer: problems of a file": scene(transfer_scenes.file_problems),
    "transfer: table": scene(transfer_scenes.table),
    "transfer: table in another encoding": scene(transfer_scenes.foreign_table),
    "settings": settings("study"),
    **{f"settings: {name}": settings(name) for name in ("appearance", "keys", "data")},
    "keys": keys,
    "a fault": fault,
    "review: the summary": summary,
    "review: why": why,
    "a failure": failure,
}
