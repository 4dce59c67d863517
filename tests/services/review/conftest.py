"""Learners with three new cards or three due cards."""

import pytest

from flashdesign.domain.scheduling.memory import Rating
from tests.support.learner import (
    Learner,
    basic_deck,
    finish,
)


@pytest.fixture
def three(learner: Learner) -> Learner:
    """A learner with three new cards."""
    return learner.store(basic_deck(3, parent=None))


@pytest.fixture
def reviewer(three: Learner) -> Learner:
    """A learner whose three cards are due for review, a month later."""
    finish(three.start_review(), Rating.EASY)
    three.clock.advance(days=30)
    return three
