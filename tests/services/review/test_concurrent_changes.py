"""A session continues when its cards change, by the user or by a watched folder."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.transfer.import_plan import ImportBundle
from flashdesign.services.browse import card_listing
from flashdesign.services.collection import built_in_decks
from flashdesign.services.context import Context
from flashdesign.services.editing import decks, notes, undo
from flashdesign.services.imports import apply, plan
from flashdesign.services.review.session import ReviewSession
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes import save
from tests.support.learner import Learner, answer, current_key, finish, note

MINE, OTHER = DeckId("mine"), DeckId("other")
NAMES = ("one", "two", "three", "four")
DECK = Deck(MINE, "Mine", tuple(note(MINE, name) for name in NAMES))


@pytest.fixture
def learner(learner: Learner) -> Learner:
    """A user with a deck with cards and an empty one."""
    with learner.context.database.transaction() as connection:
        for place, deck in enumerate((DECK, Deck(OTHER, "Other"))):
            note_decks.save_deck(connection, deck, place, built_in_decks.OWN)
            save.save_notes(connection, enumerate(deck.notes))
    return learner


def bring(context: Context, *brought: str) -> None:
    deck = replace(DECK, notes=tuple(note(MINE, name) for name in brought))
    apply.apply(
        context, plan.plan(context, ImportBundle("mine.yaml", (deck,), has_full_decks=True))
    )


def move_to_a_new_deck(context: Context, keys: list[NoteKey]) -> None:
    notes.move_notes(context, keys, decks.create(context, "New"))


def move_and_return(context: Context, keys: list[NoteKey]) -> None:
    notes.move_notes(context, keys, OTHER)
    undo.undo(context)


def reword(context: Context, keys: list[NoteKey]) -> None:
    for key in keys:
        changed = replace(notes.note(context, key), question=Basic("New words?", "Yes"))
        notes.save_note(context, key, changed)


EDITS: dict[str, Callable[[Context, list[NoteKey]], object]] = {
    "deleted": notes.delete_notes,
    "moved": lambda c, keys: notes.move_notes(c, keys, OTHER),
    "moved to a deck made just now": move_to_a_new_deck,
    "moved and moved back": move_and_return,
    "suspended": lambda c, keys: notes.suspend_cards(c, [CardKey(k) for k in keys], suspended=True),
    "made new": lambda c, keys: notes.reset_cards(c, [CardKey(key) for key in keys]),
    "reworded": reword,
    "gone from the deck's file": lambda c, keys: bring(
        c, *(n for n in NAMES if f"mine/{n}" not in keys)
    ),
}


def is_asked(learner: Learner, key: str) -> bool:
    return not any(
        card.key == key and card.is_suspended
        for card in card_listing.iterate_cards(learner.context)
    )


@pytest.mark.parametrize("seen", [True, False], ids=["with notification", "without notification"])
@pytest.mark.parametrize(
    "which", [(0,), (1, 2), (0, 1, 2, 3)], ids=["the current card", "next", "all"]
)
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_the_session_goes_on(
    learner: Learner,
    edit: Callable[[Context, list[NoteKey]], object],
    which: tuple[int, ...],
    *,
    seen: bool,
) -> None:
    answer(learner.start_review(), Rating.AGAIN)
    learner.clock.advance(minutes=30)
    session = learner.start_review()
    session.reveal()
    edit(learner.context, [NoteKey(f"mine/{NAMES[at]}") for at in which])
    if seen:
        session.reload()
    else:
        session.grade(Rating.EASY)
    for key in iter(lambda: current_key(session), ""):
        assert is_asked(learner, key)
        answer(session, Rating.EASY)
    session.close()
    assert learner.left().total == 0
    learner.assert_sound()


def test_what_is_unchanged_stays_as_it_lies(learner: Learner) -> None:
    session = learner.start_review()
    session.reveal()
    notes.delete_notes(learner.context, [NoteKey("mine/three")])
    before = session.state
    after = session.reload()
    assert after.is_revealed
    assert after.card == before.card
    assert after.left.total == before.left.total - 1


def test_practice_steps_over_what_is_not_there_any_more(learner: Learner) -> None:
    keys = [CardKey(f"mine/{name}") for name in NAMES]
    session = ReviewSession(learner.context, practice=keys)
    notes.move_notes(learner.context, [NoteKey("mine/two"), NoteKey("mine/four")], OTHER)
    assert finish(session) == ["mine/one", "mine/three"]
