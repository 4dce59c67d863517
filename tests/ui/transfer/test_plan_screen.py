"""The import preview: its groups, switches and remarks."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QRadioButton
from pytestqt.qtbot import QtBot

from flashdesign.domain.ids import DeckId, card_key
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.scheduling.memory import NEW, Rating
from flashdesign.domain.transfer.import_plan import (
    Change,
    ImportBundle,
    ImportedReview,
    ImportOptions,
    ImportPlan,
    ImportProblem,
    Progress,
)
from flashdesign.services.imports import plan as import_plan
from flashdesign.ui.transfer.controller import TransferController
from flashdesign.ui.transfer.plan_screen import ImportPlanScreen, format_problems
from flashdesign.ui.widgets.layout.panel import Panel
from tests.support.learner import small_decks
from tests.support.ui.driver import ESCAPE, RETURN
from tests.ui.conftest import OpenWindow

DECK = DeckId("mine")
ANSWER = ImportedReview("1", 1_700_000_000_000, Rating.GOOD, 4_000)
BUNDLE = ImportBundle("mine.yaml", (Deck(DECK, "Mine"),))


def note(name: str, front: str = "What is a shard?") -> Note:
    return Note(DECK, name, Basic(front, "A part of the data."))


def shown(qtbot: QtBot, plan: ImportPlan) -> ImportPlanScreen:
    screen = ImportPlanScreen(plan)
    qtbot.addWidget(screen)
    return screen


def test_a_plan_shows_the_number_of_notes(qtbot: QtBot) -> None:
    plan = ImportPlan(BUNDLE, new=((0, note("a")), (1, note("b"))), same=40, cards=3)
    screen = shown(qtbot, plan)
    assert screen.primary.text() == "Import 2 notes"
    assert screen.accepted_groups() == ImportOptions(new=True, changed=False, removed=False)


def test_missing_notes_stay_unless_the_user_turns_removal_on(qtbot: QtBot) -> None:
    screen = shown(qtbot, ImportPlan(BUNDLE, removed=(note("a"),)))
    assert not screen.primary.isEnabled()
    screen.switches["removed"].click()
    assert screen.primary.text() == "Import 1 note"
    assert screen.accepted_groups().removed


def test_a_short_plan_stays_together_in_a_tall_window(qtbot: QtBot) -> None:
    screen = shown(qtbot, ImportPlan(BUNDLE, new=((0, note("a")),)))
    screen.resize(900, 1_600)
    screen.show()
    (panel,) = screen.findChildren(Panel)
    assert panel.height() <= panel.sizeHint().height() + 1


def test_a_change_shows_the_text_before_and_after(qtbot: QtBot) -> None:
    change = Change(note("a"), note("a", "What is a partition?"))
    screen = shown(qtbot, ImportPlan(BUNDLE, changed=((0, change),)))
    texts = "\n".join(box.toPlainText() for box in screen.findChildren(QPlainTextEdit))
    assert "− What is a shard?" in texts
    assert "+ What is a partition?" in texts


def test_a_plan_that_only_renames_the_deck_can_be_imported(qtbot: QtBot) -> None:
    (head,) = BUNDLE.decks
    screen = shown(qtbot, ImportPlan(BUNDLE, deck_changes=((head, replace(head, title="Ours")),)))
    assert screen.primary.text() == "Import"
    assert screen.primary.isEnabled()
    assert screen.accepted_groups().changed
    screen.switches["changed"].click()
    assert not screen.primary.isEnabled()


@pytest.mark.parametrize(
    ("known", "is_asked"),
    [
        pytest.param(Progress(answers=(ANSWER,)), True, id="answers are offered"),
        pytest.param(Progress(memory=NEW), True, id="a memory is offered"),
        pytest.param(Progress(flag=3), False, id="a flag is always imported"),
        pytest.param(None, False, id="without progress nothing is offered"),
    ],
)
def test_progress_is_offered_if_there_is_any(
    qtbot: QtBot, known: Progress | None, *, is_asked: bool
) -> None:
    progress = {card_key(note("a").key, ""): known} if known else {}
    bundle = ImportBundle("mine.apkg", BUNDLE.decks, progress=progress)
    screen = shown(qtbot, ImportPlan(bundle, new=((0, note("a")),)))
    assert (screen.schedule is not None) is is_asked
    assert screen.accepted_groups().schedule is is_asked
    for choice in screen.findChildren(QRadioButton):
        if choice is not screen.schedule:
            choice.click()
    assert not screen.accepted_groups().schedule


def test_the_choice_on_progress_is_kept_for_the_next_import(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    driver = open_window(*small_decks())
    (transfer,) = driver.window.findChildren(TransferController)

    def propose(name: str, *, with_progress: bool = True) -> ImportPlanScreen:
        deck = Deck(DECK, "Mine", (note(name),))
        known = {card_key(note(name).key, ""): Progress(answers=(ANSWER._replace(name=name),))}
        bundle = ImportBundle("mine.apkg", (deck,), progress=known if with_progress else {})
        transfer.propose(import_plan.plan(driver.learner.context, bundle), lambda: None)
        page = driver.window.pages.currentWidget()
        assert isinstance(page, ImportPlanScreen)
        return page

    def accept() -> None:
        driver.press(RETURN)
        qtbot.waitUntil(lambda: driver.toast.startswith("1 note added"))

    def fresh(page: ImportPlanScreen) -> QRadioButton:
        (choice,) = [one for one in page.findChildren(QRadioButton) if one is not page.schedule]
        return choice

    fresh(propose("a")).click()
    driver.press(ESCAPE)  # an import that is left does not count
    page = propose("a")
    assert page.accepted_groups().schedule
    fresh(page).click()
    page.take_focus()
    accept()
    propose("b", with_progress=False)
    accept()
    assert not propose("c").accepted_groups().schedule


def test_problems_are_listed(qtbot: QtBot) -> None:
    bundle = ImportBundle(
        "mine.csv", BUNDLE.decks, problems=(ImportProblem("line 3", "the front is empty"),)
    )
    screen = shown(qtbot, ImportPlan(bundle, new=((0, note("a")),)))
    boxes = screen.findChildren(QPlainTextEdit)
    assert "line 3: the front is empty" in [box.toPlainText() for box in boxes]


def test_a_repeated_problem_is_listed_once_with_all_places() -> None:
    empty, tone = "the answer is empty", "a sound was left out"
    problems = [ImportProblem(f"line {at}", tone if at == 3 else empty) for at in range(1, 13)]
    assert list(format_problems(problems)) == [
        "11 times: the answer is empty",
        "line 3: a sound was left out",
        "\nthe answer is empty:",
        "    lines 1–2, 4–12",
    ]


def test_hundreds_of_places_are_cut_with_their_number() -> None:
    problems = [ImportProblem(f"line {at * 7}", "the answer is empty") for at in range(1, 240)]
    *_, places = format_problems(problems)
    assert places == "    lines 7, 14, 21, 28, 35, 42, 49, 56 and 231 more"


def test_places_that_are_not_lines_are_named() -> None:
    problems = [ImportProblem(f"line 4, {name}", "no answer") for name in ("a", "b")]
    *_, places = format_problems(problems)
    assert places == "    line 4, a, line 4, b"


def headline(screen: ImportPlanScreen) -> str:
    """Return the line below the title."""
    return next(text.text() for text in screen.findChildren(QLabel) if "mine.yaml" in text.text())


def test_what_is_switched_off_is_neither_counted_nor_announced(qtbot: QtBot) -> None:
    plan = ImportPlan(BUNDLE, new=((0, note("a")),), removed=(note("b"),), cards=2)
    screen = shown(qtbot, plan)
    assert headline(screen) == "mine.yaml: 1 new note (2 new cards), 0 changed, 0 unchanged."
    removed = screen.switches["removed"]
    assert removed.accessibleDescription() == "Switched off: these stay in the deck."
    removed.click()
    assert headline(screen).endswith("0 unchanged, 1 removed.")
    assert removed.accessibleDescription().startswith("These will be removed.")
    screen.switches["new"].click()
    assert headline(screen) == "mine.yaml: 0 changed, 0 unchanged, 1 removed."


def test_the_plan_is_accepted_with_the_switches(qtbot: QtBot) -> None:
    screen = shown(qtbot, ImportPlan(BUNDLE, new=((0, note("a")),), removed=(note("b"),)))
    with qtbot.waitSignal(screen.accepted) as found:
        screen.primary.click()
    assert found.args == [ImportOptions(new=True, changed=False, removed=False)]
