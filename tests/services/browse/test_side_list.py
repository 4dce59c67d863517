"""The side list: decks as a tree, tags by level, and saved searches."""

from pathlib import Path

import pytest

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.services.browse import search as browse_search
from flashdesign.services.browse import side_list
from flashdesign.services.browse.side_list import SideEntry, side_lists
from flashdesign.services.editing import decks as editing_decks
from flashdesign.services.editing import notes as editing_notes
from flashdesign.storage import stored_settings
from tests.support.learner import Learner

ROOT, RAFT, CACHE = DeckId("design"), DeckId("design.raft"), DeckId("cache")


def tagged(deck: DeckId, *tags: str) -> Note:
    return Note(deck, "n", Basic("Who?", "Me"), tags=tags)


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    decks = (
        Deck(ROOT, "System design"),
        Deck(CACHE, "Caching", (tagged(CACHE, "lru", "net/dns"),)),
        Deck(RAFT, "Consensus", (tagged(RAFT, "net::http", "net"),), ROOT),
    )
    return Learner(tmp_path).store(*decks)


def test_decks_are_below_their_parents(learner: Learner) -> None:
    assert side_lists(learner.context).decks == (
        SideEntry("System design", "deck:design", 0),
        SideEntry("Consensus", "deck:design.raft", 1),
        SideEntry("Caching", "deck:cache", 0),
    )


def test_tags_are_listed_by_their_levels(learner: Learner) -> None:
    assert side_lists(learner.context).tags == (
        SideEntry("lru", "tag:lru", 0),
        SideEntry("net", "tag:net", 0),
        SideEntry("dns", "tag:net/dns", 1),
        SideEntry("http", "tag:net/http", 1),
    )


def test_each_term_finds_cards(learner: Learner) -> None:
    lists = side_lists(learner.context)
    for entry in (*lists.decks, *lists.tags):
        search = browse_search.parse(learner.context, entry.term)
        assert browse_search.find_all(learner.context, search), entry


def saved(learner: Learner) -> list[tuple[str, str]]:
    return [(entry.label, entry.term) for entry in side_lists(learner.context).saved]


def test_searches_are_saved_renamed_and_removed(learner: Learner) -> None:
    context = learner.context
    side_list.save_search(context, "Hard", "lapses>3")
    side_list.save_search(context, "due", "is:due")
    side_list.save_search(context, "Hard", "lapses>5")
    assert saved(learner) == [("due", "is:due"), ("Hard", "lapses>5")]
    learner.restart()
    side_list.rename_search(learner.context, "Hard", "Leeches")
    side_list.rename_search(learner.context, "none", "other")
    assert saved(learner) == [("due", "is:due"), ("Leeches", "lapses>5")]
    side_list.rename_search(learner.context, "Leeches", "due")
    assert saved(learner) == [("due", "lapses>5")]
    side_list.remove_search(learner.context, "due")
    side_list.remove_search(learner.context, "due")
    assert saved(learner) == []


@pytest.mark.parametrize("stored", [[["a", "b"]], {"a": 1}, "text", None])
def test_what_cannot_be_read_is_skipped(learner: Learner, stored: object) -> None:
    with learner.context.database.transaction() as connection:
        stored_settings.put(connection, "browse.saved_searches", stored)
    assert saved(learner) == []


def test_a_deck_whose_parent_is_not_shown_stands_at_the_top(learner: Learner) -> None:
    parent = editing_decks.create(learner.context, "Parent")
    own = editing_notes.add_note(learner.context, tagged(parent))
    editing_decks.create(learner.context, "Child", parent)
    editing_notes.delete_notes(learner.context, [own])
    shown = [entry for entry in side_lists(learner.context).decks if "parent" in entry.term]
    assert [(entry.label, entry.depth) for entry in shown] == [("Child", 0)]
