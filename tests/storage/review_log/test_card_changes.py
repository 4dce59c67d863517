"""Suspending, burying and flagging, and the order in which everything is undone."""

import pytest

from flashdesign.domain.ids import CardKey, ReviewId
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.errors import NotFoundError
from flashdesign.storage.notes import save
from flashdesign.storage.review_log import card_changes
from flashdesign.storage.schema.suspended import NOTE_GONE
from tests.support.storage.collections import LRU, TODAY, TTL, StorageLearner, at


def marks(learner: StorageLearner, key: CardKey = LRU) -> tuple[int, int, int]:
    """Return the marks of a card."""
    card = learner.card(key)
    return card.suspended, card.buried_until, card.flag


def test_fields_are_set_and_restored(learner: StorageLearner) -> None:
    learner.change(LRU, "suspended", 1, at(TODAY))
    learner.change(LRU, "buried_until", TODAY, at(TODAY))
    learner.change(LRU, "flag", 2, at(TODAY))
    learner.change(LRU, "flag", 5, at(TODAY))
    seen = [marks(learner)]
    for _ in range(4):
        assert learner.undo(at(TODAY)) == LRU
        seen.append(marks(learner))
    assert seen == [(1, TODAY, 5), (1, TODAY, 2), (1, TODAY, 0), (1, 0, 0), (0, 0, 0)]
    assert learner.undo(at(TODAY)) is None


def test_answers_and_changes_are_undone_in_a_common_order(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.GOOD, at(TODAY))
    learner.change(TTL, "flag", 1, at(TODAY, 13))
    learner.answer(TTL, Rating.GOOD, at(TODAY, 14))
    assert [learner.undo(at(TODAY, 15)) for _ in range(4)] == [TTL, TTL, LRU, None]


def test_undo_order_ignores_a_clock_set_back(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.GOOD, at(TODAY))
    learner.answer(TTL, Rating.GOOD, at(TODAY - 1))
    assert learner.undo(at(TODAY - 1)) == TTL


def test_the_last_act_has_its_details(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.GOOD, at(TODAY))
    with learner.database.read() as conn:
        act = card_changes.last_action(conn)
    assert act is not None
    assert (act.is_answer, act.card, act.at) == (True, LRU, at(TODAY).at)
    learner.change(LRU, "flag", 4, at(TODAY, 13))
    with learner.database.read() as conn:
        act = card_changes.last_action(conn)
    assert act is not None
    assert (act.is_answer, act.field, act.before, act.after) == (False, "flag", 0, 4)


def test_setting_the_same_value_is_no_change(learner: StorageLearner) -> None:
    learner.change(LRU, "flag", 0, at(TODAY))
    assert learner.undo(at(TODAY)) is None


def test_unknown_cards_and_changes_are_errors(learner: StorageLearner) -> None:
    with learner.database.transaction() as conn:
        with pytest.raises(NotFoundError, match="cache/lru"):
            card_changes.set_field(conn, ReviewId(bytes(16)), 0, CardKey("cache/lruu"), "flag", 1)
        with pytest.raises(NotFoundError, match="change"):
            card_changes.revoke_change(conn, ReviewId(bytes(16)), ReviewId(b"x" * 16), 0)


def test_undo_does_not_unsuspend_a_card_whose_note_is_gone(learner: StorageLearner) -> None:
    learner.change(LRU, "suspended", 1, at(TODAY))
    with learner.database.transaction() as conn:
        save.retire_notes(conn, [learner.card(LRU).card.note])
    assert learner.undo(at(TODAY)) == LRU
    assert marks(learner) == (NOTE_GONE, 0, 0)
