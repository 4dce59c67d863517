"""A row that cannot be read affects nothing else: it is skipped and reported as damaged."""

import csv
from pathlib import Path

import pytest

from flashdesign.domain.ids import CardKey, NoteKey
from flashdesign.domain.search.query import Search
from flashdesign.domain.settings import Settings
from flashdesign.errors import CollectionDamagedError, NotUndoableError
from flashdesign.services.browse import card_listing, search
from flashdesign.services.collection import built_in_decks, maintenance, settings
from flashdesign.services.collection.lifecycle import NoticeKind, notices
from flashdesign.services.decks import overview
from flashdesign.services.editing import notes, undo
from flashdesign.services.exports import export
from flashdesign.services.job_progress import ProgressReporter
from flashdesign.services.review.session import ReviewSession
from flashdesign.services.review.state import damaged_cards_warning
from tests.support.learner import BASICS, Learner, basic_deck, finish

NO_TEXT = "CAST(x'ff4142' AS TEXT)"
BODIES = [
    pytest.param(NO_TEXT, id="not UTF-8"),
    pytest.param("'{not json'", id="not JSON"),
    pytest.param("'[1, 2, 3]'", id="a list"),
    pytest.param("'null'", id="nothing"),
    pytest.param("""'{"kind": "basic"}'""", id="no question"),
    pytest.param("""'{"face": {"kind": "riddle"}}'""", id="an unknown kind"),
    pytest.param("""'{"face": {"kind": "basic"}}'""", id="a question without texts"),
    pytest.param(
        """'{"face": {"kind": "basic", "front": 7, "back": []}}'""", id="texts of other types"
    ),
    pytest.param("""'{"face": {"kind": "basic", "frond": "a"}}'""", id="an unknown field"),
    pytest.param("""'{"face": "basic"}'""", id="a question that is a text"),
]


def spoil(learner: Learner, statement: str) -> None:
    """Change stored rows as the program never does."""
    with learner.context.database.transaction() as connection:
        connection.exec_driver_sql(statement)


def first_card(learner: Learner) -> CardKey:
    """Return the first card of a session."""
    asked = learner.start_review().state.card
    assert asked is not None
    return asked.key


@pytest.mark.parametrize("body", BODIES)
def test_a_damaged_note_is_left_out_and_all_else_goes_on(
    learner: Learner, tmp_path: Path, body: str
) -> None:
    learner.store(basic_deck(3, parent=None))
    lost = first_card(learner)
    spoil(learner, f"UPDATE note SET body = {body} WHERE key = '{lost}'")

    session = ReviewSession(learner.context)
    assert session.damaged_cards == (lost,)
    assert lost in damaged_cards_warning(session.damaged_cards)
    assert len(finish(session)) >= 2
    assert session.damaged_cards == (lost,)

    assert overview.overview(learner.context).decks
    listed = {card.key: card.front for card in card_listing.iterate_cards(learner.context)}
    assert len(listed) == 3
    assert "damaged" in listed[lost]

    table = tmp_path / "out.csv"
    done = export.export(learner.context, BASICS, table)
    assert (done.notes, done.damaged_notes) == (2, 1)
    assert done.damage_remark.startswith("1 note is damaged and was skipped")
    with table.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) == 3
    package = export.export(learner.context, BASICS, tmp_path / "out.apkg")
    assert (package.notes, package.damaged_notes) == (2, 1)
    _, page = export.html_page(learner.context, BASICS, ProgressReporter())
    assert (page.notes, page.damaged_notes) == (2, 1)

    (problem,) = maintenance.check(learner.context)
    assert f"note {lost} cannot be read" in problem
    assert "Restore a backup" in problem


def test_a_damaged_note_is_shown_as_such_in_browse(learner: Learner) -> None:
    learner.store(basic_deck(3, parent=None))
    lost = first_card(learner)
    spoil(learner, f"UPDATE note SET body = '[]' WHERE key = '{lost}'")
    rows = search.find_all(learner.context, Search())
    lines = {line.key: line.question for line in search.lines(learner.context, rows)}
    assert len(lines) == 3
    assert "damaged" in lines[lost]
    assert "Restore a backup" in search.preview(learner.context, lost).asked.answer


def test_a_damaged_memory_is_left_out_until_the_memories_are_rebuilt(learner: Learner) -> None:
    learner.store(basic_deck(2, parent=None))
    finish(learner.start_review())
    learner.clock.advance(days=400)
    lost = first_card(learner)
    spoil(learner, f"UPDATE card SET difficulty = -3.5 WHERE key = '{lost}'")
    assert ReviewSession(learner.context).damaged_cards == (lost,)
    assert any("flashdesign rebuild" in item for item in maintenance.check(learner.context))
    maintenance.rebuild(learner.context)
    assert ReviewSession(learner.context).damaged_cards == ()
    learner.assert_sound()


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(NO_TEXT, id="not UTF-8"),
        pytest.param("'{bad'", id="not JSON"),
        pytest.param("'[1]'", id="a list"),
    ],
)
def test_unreadable_settings_are_the_defaults_and_told_once(learner: Learner, value: str) -> None:
    learner.store(basic_deck(2, parent=None))
    learner.prefer(new_per_day=7)
    spoil(learner, f"UPDATE setting SET value = {value} WHERE key = 'preferences'")
    assert settings.load(learner.context) == Settings()
    assert any("setting preferences" in item for item in maintenance.check(learner.context))
    (found,) = [
        notice for notice in notices(learner.context) if notice.concern is NoticeKind.DAMAGE
    ]
    assert "defaults" in found.sentence
    assert [
        notice for notice in notices(learner.context) if notice.concern is NoticeKind.DAMAGE
    ] == []
    assert maintenance.check(learner.context) == ()
    learner.prefer(new_per_day=3)
    assert settings.load(learner.context).new_per_day == 3


def test_no_setting_at_all_can_be_read_and_the_program_starts(learner: Learner) -> None:
    learner.store(basic_deck(2, parent=None))
    finish(learner.start_review())
    assert maintenance.check(learner.context) == ()
    spoil(learner, "UPDATE setting SET value = '{not json'")
    notices(learner.context)
    assert not built_in_decks.is_current(learner.context, Path("decks"))
    assert overview.overview(learner.context).decks
    assert maintenance.check_if_due(learner.context) != ()


@pytest.mark.parametrize("column", ["decks", "cards"])
def test_an_act_with_a_damaged_record_cannot_be_undone(learner: Learner, column: str) -> None:
    learner.store(basic_deck(2, parent=None))
    notes.flag_cards(learner.context, [first_card(learner)], 2)
    assert maintenance.check(learner.context) == ()
    spoil(learner, f"UPDATE operation SET {column} = '{{no'")
    with pytest.raises(NotUndoableError, match="cannot be undone"):
        undo.undo(learner.context)
    (problem,) = maintenance.check(learner.context)
    assert "cannot be undone" in problem
    assert overview.overview(learner.context).decks


def test_a_damaged_note_cannot_be_edited_by_mistake(learner: Learner) -> None:
    learner.store(basic_deck(2, parent=None))
    lost = NoteKey(first_card(learner))
    spoil(learner, f"UPDATE note SET body = '[]' WHERE key = '{lost}'")
    with pytest.raises(CollectionDamagedError, match=f"the note {lost} cannot be read"):
        notes.note(learner.context, lost)
    notes.delete_notes(learner.context, [lost])
    assert len(list(card_listing.iterate_cards(learner.context))) == 1
