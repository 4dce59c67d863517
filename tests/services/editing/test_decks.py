"""The user creates, renames and deletes decks; built-in decks stay."""

import pytest

from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.errors import NotFoundError
from flashdesign.services.context import Context
from flashdesign.services.decks import overview
from flashdesign.services.editing import decks, notes, undo
from flashdesign.services.editing.decks import BuiltInDeckChangeError
from tests.support.learner import BASICS, Learner, finish, note, small_decks


@pytest.fixture
def context(learner: Learner) -> Context:
    """A user with the built-in decks."""
    return learner.store(*small_decks()).context


def titles(context: Context) -> dict[str, str]:
    """Return the titles that Home shows, by id."""
    shown = {line.id: line.title for line in overview.overview(context).decks}
    assert dict(overview.titles(context)) == shown
    return {deck: title for deck, title in shown.items() if deck not in BUILT_IN}


BUILT_IN = {deck.id for deck in small_decks()}


def test_decks_of_one_title_get_two_ids(context: Context) -> None:
    mine = decks.create(context, "Mine")
    first = decks.create(context, "My deck", mine)
    second = decks.create(context, "My deck", mine)
    assert (mine, first, second) == ("mine", "mine.my-deck", "mine.my-deck-2")
    heads = {line.id: line for line in overview.overview(context).decks}
    assert heads[first].parent == heads[second].parent == mine
    assert heads[first].is_own
    assert not heads[BASICS].is_own


def test_a_deck_goes_with_those_within_it_and_what_they_hold(
    learner: Learner, context: Context
) -> None:
    mine = decks.create(context, "Mine")
    within = decks.create(context, "Within", mine)
    other = decks.create(context, "Other")
    key = notes.add_note(context, note(within, "one"))
    finish(learner.start_review(mine))
    decks.delete(context, mine)
    assert titles(context) == {other: "Other"}
    assert (other, "Other") in notes.decks(context)
    assert mine not in dict(notes.decks(context))
    learner.assert_sound()
    undo.undo(context)
    assert titles(context) == {mine: "Mine", within: "Within", other: "Other"}
    assert notes.note(context, key).id == "one"
    learner.assert_sound()


def test_one_whose_last_note_was_deleted_is_shown_no_more(context: Context) -> None:
    mine = decks.create(context, "Mine")
    key = notes.add_note(context, note(mine, "one"))
    notes.delete_notes(context, [key])
    assert titles(context) == {}
    notes.add_note(context, note(mine, "two"))
    assert titles(context) == {mine: "Mine"}


def test_a_new_title_leaves_everything_else(context: Context) -> None:
    mine = decks.create(context, "Mine")
    notes.add_note(context, note(mine, "one"))
    decks.rename(context, mine, "Ours")
    assert titles(context) == {mine: "Ours"}
    assert notes.note(context, NoteKey("mine/one")).deck == mine


@pytest.mark.parametrize("act", ["rename", "delete"])
def test_what_ships_stays(act: str, context: Context) -> None:
    before = overview.overview(context)
    with pytest.raises(BuiltInDeckChangeError, match="is a built-in deck"):
        _do(act, context, BASICS)
    with pytest.raises(NotFoundError):
        _do(act, context, DeckId("no"))
    assert overview.overview(context) == before
    assert undo.next_to_undo(context) is None


def _do(act: str, context: Context, deck: DeckId) -> None:
    if act == "rename":
        decks.rename(context, deck, "x")
    else:
        decks.delete(context, deck)
