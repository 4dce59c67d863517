"""Scenes of import and export for the screenshots."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.transfer.import_plan import Change, ImportBundle, ImportPlan, ImportProblem
from flashdesign.errors import DeckFormatError, Problem
from flashdesign.services.imports import table_form
from flashdesign.ui.transfer.plan_screen import ImportPlanScreen
from flashdesign.ui.transfer.problem_list import ProblemList
from flashdesign.ui.transfer.screen import PACKAGE, TransferScreen
from flashdesign.ui.transfer.table_screen import ImportTableScreen
from tests.support.ui.driver import WindowDriver

MINE = DeckId("mine")
_LONG = "Which part of the ring does a node take over when its neighbour leaves, and at what cost? "


_TROUBLES = (
    *(ImportProblem(f"line {at * 7}", "the answer is empty") for at in range(1, 240)),
    ImportProblem("line 12", "the picture 'ring.png' is missing in the folder of this file"),
)


def transfer(driver: WindowDriver) -> None:
    """Show the page of import and export."""
    driver.press("5", ctrl=True)


def package(driver: WindowDriver) -> None:
    """Show the options of an export for Anki."""
    transfer(driver)
    (screen,) = driver.window.findChildren(TransferScreen)
    screen.format.setCurrentIndex(screen.format.findData(PACKAGE))
    screen.include_progress.setChecked(True)


def file_problems(driver: WindowDriver) -> None:
    """Show the problems of a deck file."""
    transfer(driver)
    problems = (
        Problem(3, 1, "unknown key 'titel'; did you mean 'title'?"),
        Problem(7, 20, "unknown kind 'basik'; did you mean 'basic'?"),
        Problem(16, 53, "'target_s' must be a number, not 'soon'"),
    )
    error = DeckFormatError(Path("sharding.yaml"), problems)
    driver.window.open_sheet("3 problems found", ProblemList(error))


def plan(driver: WindowDriver) -> None:
    """Show the plan of an import, with a long text."""
    transfer(driver)
    shard = Note(MINE, "shard", Basic("What is a shard?", "A part of the data, on one node."))
    new = [replace(shard, id=f"n{at}") for at in range(1, 12)]
    new[1] = replace(new[1], question=Basic(_LONG * 3, "Its keys alone."))
    change = Change(
        shard, replace(shard, question=Basic("What does a shard hold?", "Some of the keys."))
    )
    bundle = ImportBundle(
        "sharding.yaml",
        (Deck(MINE, "Sharding"),),
        problems=(ImportProblem("line 12", "the answer is empty"),),
        has_full_decks=True,
    )
    wanted = ImportPlan(
        bundle, tuple(enumerate(new)), ((3, change),), 40, (replace(shard, id="old"),), 12
    )
    screen = ImportPlanScreen(wanted)
    driver.window.show_page(screen, "transfer")
    QApplication.processEvents()
    screen.primary.setFocus()


def many_problems(driver: WindowDriver) -> None:
    """Show an import with hundreds of problems."""
    note = Note(MINE, "shard", Basic("What is a shard?", "A part of the data, on one node."))
    bundle = ImportBundle("sharding.csv", (Deck(MINE, "Sharding"),), problems=_TROUBLES)
    driver.window.show_page(
        ImportPlanScreen(ImportPlan(bundle, new=((0, note),), cards=1)), "transfer"
    )


def table(driver: WindowDriver) -> None:
    """Show the import settings of a CSV table with long cells."""
    transfer(driver)
    screen = _table_screen(f"{_LONG * 3}\tIts keys alone.\thashing\nWhat is a shard?\tA part.\t\n")
    driver.window.show_page(screen, "transfer")
    QApplication.processEvents()
    screen.primary.setFocus()


def foreign_table(driver: WindowDriver) -> None:
    """Show a CSV table whose encoding must be chosen."""
    transfer(driver)
    screen = _table_screen("Café\tcrème\n", "iso-8859-1")
    driver.window.show_page(screen, "transfer")
    QApplication.processEvents()
    screen.take_focus()


def _table_screen(text: str, encoding: str = "utf-8") -> ImportTableScreen:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sharding.tsv"
        path.write_text(text, encoding=encoding)
        form = table_form.default_form(path)
        screen = ImportTableScreen(form)
        screen.render_reading(table_form.preview_table(form))
    return screen
