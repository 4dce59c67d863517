"""Similar cards that are shown with an answer for comparison."""

from dataclasses import replace

from flashdesign.domain.ids import CardKey
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.services.scheduling import card_actions
from tests.support.learner import (
    BASICS,
    GAPS,
    Learner,
    answer,
    current_key,
    note,
    small_decks,
)


def test_neighbours_are_shown_with_the_card_once_they_are_known(learner: Learner) -> None:
    first = replace(note(BASICS, "first"), related=("second", "gaps/one", "basics/unknown"))
    learner.store(*small_decks(), Deck(BASICS, "Basics", (first, note(BASICS, "second"))))
    card_actions.set_suspended(learner.context, CardKey("basics/plain"), suspended=True)
    card_actions.set_suspended(learner.context, CardKey("basics/both"), suspended=True)
    card_actions.set_suspended(learner.context, CardKey("basics/both#r"), suspended=True)
    session = learner.start_review(BASICS)
    assert session.state.card is not None
    assert session.state.card.similar_cards == ()
    gaps = learner.start_review(GAPS)
    while current_key(gaps) != "gaps/one#c1":
        answer(gaps, Rating.GOOD)
    answer(gaps, Rating.GOOD)
    session = learner.start_review(BASICS)
    assert session.state.card is not None
    assert session.state.card.similar_cards == (("One ⟦…⟧.", "One ⟦gap⟧."),)
