"""An upgrade of the built-in decks: progress stays, removed notes are suspended."""

from pathlib import Path

import pytest

from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.scheduling.memory import NEW, Rating
from flashdesign.errors import DeckFormatError
from flashdesign.services.collection import built_in_decks
from flashdesign.services.collection.built_in_decks import UpdateResult
from flashdesign.services.context import Changes
from flashdesign.services.decks import overview
from flashdesign.services.scheduling import card_actions
from flashdesign.services.scheduling.today import Counts
from flashdesign.storage.notes import cards as note_cards
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes import save
from flashdesign.storage.notes.cards import StoredCard
from tests.support.learner import Learner, basic_deck, finish

FRAMEWORK = "content: framework\ndeck: {id: root, title: Root}\nfiles: [%s]\n"
HEAD = "format: 1\nid: %s\ntitle: %s\n%scards:\n"
DNS, CDN, LB = CardKey("net/dns"), CardKey("net/cdn"), CardKey("net/lb")


def basic(name: str, front: str = "", more: str = "") -> str:
    return f"- {{id: {name}, kind: basic, front: {front or name}?, back: {name}!{more}}}\n"


def ship(folder: Path, *cards: str, head: str = "", **others: str) -> Path:
    """Write the deck `net` with these cards, and other decks by name."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.yaml"):
        old.unlink()
    decks = {"net": (head, "".join(cards))} | {name: ("", text) for name, text in others.items()}
    for name, (more, text) in decks.items():
        written = HEAD % (name, name.title(), more) + text
        (folder / f"{name}.yaml").write_text(written, encoding="utf-8")
    files = ", ".join(f"{name}.yaml" for name in decks)
    (folder / "framework.yaml").write_text(FRAMEWORK % files, encoding="utf-8")
    return folder


@pytest.fixture
def folder(learner: Learner, tmp_path: Path) -> Path:
    """A folder of built-in decks that are in the collection, with each card answered once."""
    built_in = ship(tmp_path / "decks", basic("dns"), basic("cdn"), basic("lb"))
    built_in_decks.update_built_in_decks(learner.context, built_in)
    finish(learner.start_review(), Rating.EASY)
    return built_in


def card(learner: Learner, key: str) -> StoredCard:
    with learner.context.database.read() as connection:
        return note_cards.card(connection, CardKey(key))


def test_the_first_time_all_is_new(learner: Learner, tmp_path: Path) -> None:
    built_in = ship(tmp_path / "decks", basic("dns"), basic("cdn"), other=basic("one"))
    assert not built_in_decks.is_current(learner.context, built_in)
    heard: list[Changes] = []
    learner.context.broadcast.add_listener(heard.append)
    assert built_in_decks.update_built_in_decks(learner.context, built_in) == UpdateResult(new=3)
    assert heard == [Changes(decks=True, cards=True)]
    assert built_in_decks.is_current(learner.context, built_in)
    assert learner.left() == Counts(new=3)


def test_a_second_time_nothing_happens(learner: Learner, folder: Path) -> None:
    before = {key: card(learner, key) for key in (DNS, CDN, LB)}
    assert built_in_decks.update_built_in_decks(learner.context, folder) == UpdateResult(same=3)
    assert {key: card(learner, key) for key in before} == before
    learner.assert_sound()


def test_another_wording_keeps_the_progress(learner: Learner, folder: Path) -> None:
    before = card(learner, DNS)
    ship(folder, basic("dns", "What resolves names"), basic("cdn"), basic("lb"))
    assert not built_in_decks.is_current(learner.context, folder)
    assert built_in_decks.update_built_in_decks(learner.context, folder) == UpdateResult(
        changed=1, same=2
    )
    after = card(learner, DNS)
    assert after.note != before.note
    assert after.memory == before.memory != NEW
    assert learner.left() == Counts()
    learner.assert_sound()


def test_a_note_that_is_gone_sleeps_and_wakes_when_it_returns(
    learner: Learner, folder: Path
) -> None:
    known = card(learner, CDN).memory
    card_actions.set_flag(learner.context, CDN, 3)
    ship(folder, basic("dns"), basic("lb"))
    assert built_in_decks.update_built_in_decks(learner.context, folder).removed == 1
    assert built_in_decks.update_built_in_decks(learner.context, folder).removed == 0, (
        "once is enough"
    )
    learner.clock.advance(days=30)
    assert learner.left() == Counts(due=2)
    assert card(learner, CDN).memory == known
    learner.assert_sound()
    ship(folder, basic("dns"), basic("lb"), basic("cdn"))
    assert built_in_decks.update_built_in_decks(learner.context, folder) == UpdateResult(
        changed=1, same=2
    )
    assert learner.left() == Counts(due=3)
    assert (card(learner, CDN).memory, card(learner, CDN).flag) == (known, 3)
    learner.assert_sound()


def test_what_the_learner_suspended_stays_so_when_its_note_returns(
    learner: Learner, folder: Path
) -> None:
    card_actions.set_suspended(learner.context, CDN, suspended=True)
    for cards in ((basic("dns"),), (basic("dns"), basic("cdn"))):
        ship(folder, *cards)
        built_in_decks.update_built_in_decks(learner.context, folder)
    learner.clock.advance(days=30)
    assert learner.left() == Counts(due=1)


def test_a_deck_that_no_longer_ships_sleeps_too(learner: Learner, tmp_path: Path) -> None:
    built_in = ship(tmp_path / "decks", basic("dns"), other=basic("one") + basic("two"))
    built_in_decks.update_built_in_decks(learner.context, built_in)
    finish(learner.start_review(), Rating.EASY)
    known = card(learner, "other/one").memory
    ship(built_in, basic("dns"))
    assert built_in_decks.update_built_in_decks(learner.context, built_in) == UpdateResult(
        same=1, removed=2
    )
    assert built_in_decks.update_built_in_decks(learner.context, built_in) == UpdateResult(same=1)
    assert "other" not in [line.id for line in overview.overview(learner.context).decks]
    learner.clock.advance(days=60)
    assert learner.left() == Counts(due=1)
    ship(built_in, basic("dns"), other=basic("one"))
    assert built_in_decks.update_built_in_decks(learner.context, built_in) == UpdateResult(
        changed=1, same=1
    )
    assert card(learner, "other/one").memory == known
    assert learner.left() == Counts(due=2)
    learner.assert_sound()


def test_a_deck_of_the_learners_own_is_left_alone(learner: Learner, folder: Path) -> None:
    with learner.context.database.transaction() as connection:
        deck = basic_deck(1, DeckId("mine"), parent=None)
        note_decks.save_deck(connection, deck, 9, "own")
        save.save_notes(connection, enumerate(deck.notes))
    ship(folder, basic("dns"), basic("cdn"), basic("lb", "Which"))
    built_in_decks.update_built_in_decks(learner.context, folder)
    assert learner.left_of(DeckId("mine")) == Counts(new=1)


@pytest.mark.parametrize("successor", ["net", "edge"], ids=["in its deck", "in another deck"])
def test_a_note_that_replaces_another_takes_its_progress_over(
    learner: Learner, folder: Path, successor: str
) -> None:
    known = card(learner, CDN).memory
    new = basic("edge-cache", more=", replaces: [net/cdn]")
    if successor == "net":
        ship(folder, basic("dns"), new, basic("lb"))
    else:
        ship(folder, basic("dns"), basic("lb"), edge=new)
    built_in_decks.update_built_in_decks(learner.context, folder)
    taken = card(learner, f"{successor}/edge-cache").memory
    assert (taken.stability, taken.reps) == (known.stability, known.reps)
    learner.assert_sound()
    assert built_in_decks.update_built_in_decks(learner.context, folder) == UpdateResult(same=3)


def test_another_retention_of_a_deck_gives_its_cards_new_due_dates(
    learner: Learner, folder: Path
) -> None:
    before = card(learner, DNS).memory
    cards = (basic("dns"), basic("cdn"), basic("lb"))
    ship(folder, *cards, head="defaults: {retention: 0.75}\n")
    built_in_decks.update_built_in_decks(learner.context, folder)
    after = card(learner, DNS).memory
    assert before.due is not None
    assert after.due is not None
    assert after.due > before.due
    assert after.stability == before.stability
    learner.assert_sound()


def test_a_bad_file_changes_nothing(learner: Learner, folder: Path) -> None:
    ship(folder, basic("dns", "What"), basic("cdn"), "- {id: lb}\n")
    with pytest.raises(DeckFormatError):
        built_in_decks.update_built_in_decks(learner.context, folder)
    assert not built_in_decks.is_current(learner.context, folder)
    ship(folder, basic("dns"), basic("cdn"), basic("lb"))
    assert built_in_decks.is_current(learner.context, folder)
    assert built_in_decks.update_built_in_decks(learner.context, folder) == UpdateResult(same=3)
