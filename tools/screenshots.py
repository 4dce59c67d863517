"""Save screenshots of every screen in each appearance, rendered offscreen with a stopped clock.

They are saved in `shots/`, and those in the README also in `docs/pictures/`. Names given on the
command line select scenes, and `--variant` selects English, German, the pseudo-translation or the
mirrored layout.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.settings import ColorScheme, GradeButtons
from flashdesign.errors import CollectionDamagedError, CollectionMissingError, FlashDesignError
from flashdesign.paths import decks_folder
from flashdesign.services.collection import built_in_decks
from flashdesign.services.collection.maintenance import back_up
from flashdesign.ui.app.main_controller import MainController
from flashdesign.ui.app.open_failed_screen import RecoveryActions, make_open_failed_page
from flashdesign.ui.home.screen import LIMITS
from flashdesign.ui.theme.appearance import Appearance
from flashdesign.ui.window.banner import Tone
from flashdesign.ui.window.dialogs import BugSheet
from flashdesign.ui.window.main_window import MainWindow
from tests.support.learner import Learner, answer
from tests.support.ui.cards import odd_deck
from tests.support.ui.checks.geometry import settle
from tests.support.ui.driver import WindowDriver
from tools import (
    browse_scenes,
    drill_scenes,
    edit_scenes,
    note_kind_scenes,
    review_scenes,
    transfer_scenes,
)
from tools.screenshot_variants import VARIANTS, WINDOW, Variant

ROOT = Path(__file__).resolve().parent.parent
SHOTS, PICTURES = ROOT / "shots", ROOT / "docs" / "pictures"
README = (
    "home-light",
    "review-light",
    "review-dark",
    "drill-light",
    "browse-light",
    "edit-light",
    "import-plan-light",
)
COLLECTION = Path("/home/learner/.local/share/FlashDesign/collection.flashdesign")
DAYS_OF_STUDY = 24
ANSWERS_PER_DAY = 40
MISSED_SHARE = 0.12
KNOWN = (*[Rating.GOOD] * 6, Rating.EASY, Rating.HARD)


def new_learner(folder: Path) -> Learner:
    """Return a new learner with the built-in decks."""
    learner = Learner(folder, seed=7)
    built_in_decks.update_built_in_decks(learner.context, decks_folder())
    return learner


def experienced(folder: Path) -> Learner:
    """Return a learner who has studied for several weeks."""
    learner, chance = new_learner(folder), Random(11)
    for _ in range(DAYS_OF_STUDY):
        session = learner.start_review()
        for _ in range(ANSWERS_PER_DAY):
            if session.state.card is None:
                break
            is_missed = chance.random() < MISSED_SHARE
            learner.clock.advance(seconds=chance.uniform(4, 15))
            answer(
                session,
                Rating.AGAIN
                if is_missed
                else chance.choice([Rating.GOOD] * 6 + [Rating.EASY, Rating.HARD]),
            )
        learner.clock.advance(hours=24)
    return learner


def empty(folder: Path) -> Learner:
    """Return a learner without decks."""
    return Learner(folder, seed=7)


def odd(*names: str) -> Callable[[Path], Learner]:
    """Return a function that returns a learner with only these cards."""
    return lambda folder: Learner(folder, seed=7).store(odd_deck(*names))


def with_two_grades(folder: Path) -> Learner:
    """Return a learner who uses two grade buttons."""
    learner = experienced(folder)
    learner.prefer(buttons=GradeButtons.TWO)
    return learner


def unchanged(_driver: WindowDriver) -> None:
    """Leave the window as it opens."""


def settings(driver: WindowDriver) -> None:
    """Open the settings."""
    back_up(driver.learner.context)
    driver.controller.show_settings()


def settings_section(section: str) -> Callable[[WindowDriver], None]:
    """Return a function that opens a section of the settings."""

    def act(driver: WindowDriver) -> None:
        settings(driver)
        driver.settings.show_section(section)

    return act


def keys(driver: WindowDriver) -> None:
    """Show all keys."""
    driver.press("?")


def limits(driver: WindowDriver) -> None:
    """Show the dialog for a deck's limits."""
    driver.home.action_requested.emit(LIMITS, "estimation")


def fault(driver: WindowDriver) -> None:
    """Show the report of a bug."""
    error = ZeroDivisionError("division by zero")
    driver.window.open_sheet("Something went wrong", BugSheet(error))


def failure(driver: WindowDriver) -> None:
    """Fail to open the collection."""
    _fail(driver, CollectionDamagedError(COLLECTION, "page 7 cannot be read"))


def missing(driver: WindowDriver) -> None:
    """Show a missing collection, and what an interrupted restore left."""
    found = (
        f"A restore was interrupted; its result so far is {COLLECTION.name}.restoring.",
        f"FlashDesign was used with the folder {COLLECTION.parent} before.",
        f"12 backups are in {COLLECTION.parent}/backups/collection; the last is "
        "collection-20260301-120000.flashdesign.",
    )
    prepared = COLLECTION.with_name(f"{COLLECTION.name}.restoring")
    _fail(driver, CollectionMissingError(COLLECTION, found, prepared))


def _fail(driver: WindowDriver, error: FlashDesignError) -> None:
    ways = RecoveryActions(lambda: None, lambda: None, lambda _: None, lambda: None)
    driver.window.show_failure(make_open_failed_page(error, ways))


def notice(driver: WindowDriver) -> None:
    """Show the warning that the clock was set back."""
    sentence = (
        "This computer's clock shows 2026-03-01 12:00 UTC, but your last answer is from 2026-03-02 "
        "12:00 UTC. Check the date and time. Your answers are saved, but due dates may be wrong "
        "until the clock is correct."
    )
    driver.window.banner.show_message(sentence, Tone.WARNING)


SCENES: dict[str, tuple[Callable[[Path], Learner], Callable[[WindowDriver], None]]] = {
    "home-new": (new_learner, unchanged),
    "home": (experienced, unchanged),
    "home-done": (odd("code", "table", "gaps"), review_scenes.all_done),
    "home-empty": (empty, unchanged),
    "home-limits": (experienced, limits),
    "home-notice": (experienced, notice),
    "review-question": (experienced, review_scenes.basic_question),
    "review": (experienced, review_scenes.basic_revealed),
    "review-two": (with_two_grades, review_scenes.basic_revealed),
    "review-buried": (experienced, review_scenes.buried),
    "long-question": (odd("long"), review_scenes.question),
    "long-answer": (odd("long"), review_scenes.revealed),
    "rtl": (odd("rtl"), review_scenes.revealed),
    "code": (odd("code"), review_scenes.revealed),
    "table": (odd("table"), review_scenes.revealed),
    "formula": (odd("formula"), review_scenes.revealed),
    "choice-question": (odd("options"), review_scenes.question),
    "choice-answer": (odd("options"), review_scenes.chosen_wrong),
    "gaps-question": (odd("gaps"), review_scenes.question),
    "gaps-answer": (odd("gaps"), review_scenes.revealed),
    "number-question": (odd("number"), review_scenes.question),
    "number-typing": (odd("number"), review_scenes.typing),
    "number-nonsense": (odd("number"), review_scenes.typing_nonsense),
    "number-answer": (odd("number"), review_scenes.typed),
    **{name: (odd(card), action) for name, (card, action) in note_kind_scenes.SCENES.items()},
    "drills": (new_learner, drill_scenes.drills),
    "drills-after-sprint": (new_learner, drill_scenes.after_sprint),
    "drill-question": (new_learner, drill_scenes.asked),
    "drill-scratch": (new_learner, drill_scenes.scratchpad),
    "drill": (new_learner, drill_scenes.answered),
    "sprint": (new_learner, drill_scenes.finished_sprint),
    "drill-history": (new_learner, drill_scenes.earlier_answers),
    **{name: (new_learner, action) for name, action in edit_scenes.SCENES.items()},
    "browse": (experienced, browse_scenes.selected),
    "browse-many": (experienced, browse_scenes.many),
    "browse-wrong": (experienced, browse_scenes.unknown_filter),
    "browse-nothing": (experienced, browse_scenes.nothing),
    "browse-empty": (empty, browse_scenes.all_cards),
    "browse-long": (odd("long"), browse_scenes.long_card),
    "transfer": (new_learner, transfer_scenes.transfer),
    "export-package": (new_learner, transfer_scenes.package),
    "import-plan": (new_learner, transfer_scenes.plan),
    "import-troubles": (new_learner, transfer_scenes.many_problems),
    "import-faults": (new_learner, transfer_scenes.file_problems),
    "import-table": (new_learner, transfer_scenes.table),
    "import-table-encoding": (new_learner, transfer_scenes.foreign_table),
    "summary": (experienced, review_scenes.some_missed),
    "settings": (experienced, settings),
    **{
        f"settings-{name}": (experienced, settings_section(name))
        for name in ("appearance", "files", "keys", "data", "about")
    },
    "keys": (experienced, keys),
    "why": (experienced, review_scenes.why),
    "fault": (new_learner, fault),
    "failure": (new_learner, failure),
    "missing": (new_learner, missing),
}


def main(arguments: list[str]) -> None:
    """Save the pictures of all scenes and variants, or of the named ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--variant", choices=VARIANTS, help="one variant instead of all")
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help=", ".join(SCENES))
    chosen = parser.parse_args(arguments)
    app = QApplication([])
    app.setCursorFlashTime(0)
    look = Appearance(app, ColorScheme.LIGHT)
    SHOTS.mkdir(exist_ok=True)
    for variant in [VARIANTS[chosen.variant]] if chosen.variant else VARIANTS.values():
        with variant.applied():
            for name in chosen.scenes or SCENES:
                with tempfile.TemporaryDirectory() as folder:
                    _save_scene(app, look, name, variant, Path(folder))


def open_window(learner: Learner) -> WindowDriver:
    """Open the window on a learner's collection."""
    window = MainWindow()
    window.resize(WINDOW)
    window.show()
    driver = WindowDriver(learner, window, MainController(window, learner.context))
    QApplication.processEvents()
    return driver


def _save_scene(
    app: QApplication, look: Appearance, name: str, variant: Variant, folder: Path
) -> None:
    make_learner, action = SCENES[name]
    driver = open_window(make_learner(folder))
    window = driver.window
    action(driver)
    for suffix, (scheme, scale, size) in variant.looks.items():
        look.apply(scheme, scale)
        window.resize(size)
        settle(window)
        _save(window.grab().toImage(), f"{name}-{suffix}")
    driver.controller.leave()
    window.close()
    driver.learner.close()
    window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _save(picture: QImage, name: str) -> None:
    picture.save(str(SHOTS / f"{name}.png"))
    if name in README:
        PICTURES.mkdir(parents=True, exist_ok=True)
        opaque = picture.convertToFormat(QImage.Format.Format_RGB32)
        opaque.save(str(PICTURES / f"{name}.png"), quality=0)


if __name__ == "__main__":
    main(sys.argv[1:])
