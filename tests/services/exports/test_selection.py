"""Decks are exported with their subdecks, selected notes as a separate deck."""

from dataclasses import replace

import pytest

from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.errors import NotFoundError
from flashdesign.services.exports.selection import (
    ExportSelection,
    all_notes,
    load_notes,
    merge_selection,
    selected_decks,
)
from flashdesign.services.job_progress import ProgressReporter
from flashdesign.storage.notes import save
from tests.support.learner import BASICS, GAPS, ROOT, Learner, basic_deck, small_decks, without

FIRST = NoteKey("basics/q01")


def leaving(learner: Learner, wanted: ExportSelection) -> list[Deck]:
    with learner.context.database.read() as connection:
        return load_notes(
            connection, selected_decks(connection, wanted), wanted, ProgressReporter()
        )


def test_a_deck_leaves_with_its_subdecks_and_as_it_was_stored(learner: Learner) -> None:
    learner.store(*small_decks())
    assert [deck.id for deck in leaving(learner, BASICS)] == [BASICS]
    assert leaving(learner, ROOT) == list(small_decks())


def test_a_deck_that_is_not_there_cannot_leave(learner: Learner) -> None:
    learner.store(*small_decks())
    with pytest.raises(NotFoundError):
        leaving(learner, DeckId("nowhere"))


def test_notes_that_are_gone_stay(learner: Learner) -> None:
    deck = basic_deck(3, parent=None)
    learner.store(deck)
    with learner.context.database.transaction() as connection:
        save.retire_notes(connection, [FIRST])
    assert leaving(learner, BASICS) == [without(deck, "q01")]


def test_chosen_notes_leave_without_the_others_of_their_decks(learner: Learner) -> None:
    decks = {deck.id: deck for deck in small_decks()}
    learner.store(*decks.values())
    chosen = {decks[BASICS].notes[0].key, decks[GAPS].notes[0].key}
    found = leaving(learner, chosen)
    assert {note.key for note in all_notes(found)} == chosen
    assert {deck.id for deck in found} == {BASICS, GAPS}


def deck(name: str, *notes: Note) -> Deck:
    return Deck(DeckId(name), name.title(), notes)


def named(deck: str, name: str) -> Note:
    (note,) = basic_deck(1, DeckId(deck), None).notes
    return replace(note, id=name)


def test_notes_of_one_name_are_told_apart_and_known_by_their_keys() -> None:
    one = merge_selection(
        [deck("aa", named("aa", "x")), deck("bb", named("bb", "x"), named("bb", "y"))]
    )
    assert [(note.id, note.guid) for note in one.notes] == [
        ("x", "aa/x"),
        ("x-2", "bb/x"),
        ("y", "bb/y"),
    ]
    assert {note.deck for note in one.notes} == {one.id} == {"aa-chosen"}


def test_what_a_note_is_related_to_is_still_found() -> None:
    note = replace(named("aa", "x"), related=("y", "bb/z"), guid="Anki", replaces=("w",))
    (chosen,) = merge_selection([deck("aa", note)]).notes
    assert (chosen.related, chosen.guid, chosen.replaces) == (("aa/y", "bb/z"), "Anki", ())


def test_a_deck_of_chosen_notes_says_how_many_they_are() -> None:
    assert merge_selection([deck("top.aa", named("top.aa", "x"))]).title == "Top.Aa: 1 note"
    assert merge_selection([deck("aa", named("aa", "x")), deck("bb", named("bb", "y"))]).title == (
        "Selection: 2 notes"
    )
    assert merge_selection([]).notes == ()
