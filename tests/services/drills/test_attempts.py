"""An old attempt can be shown again with its steps, as long as its template is the same."""

from dataclasses import replace

import pytest

from flashdesign.domain.drills.attempt import Attempt
from flashdesign.domain.drills.template import Param, Step, Template, WholeNumber
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.services.drills.attempts import drill_of_attempt, valid_attempts
from flashdesign.services.drills.practice import PracticeSession
from tests.support.drills.sample_drills import SUMS, drill_deck
from tests.support.drills.templates import POSTS
from tests.support.learner import Learner, note


@pytest.fixture
def kept(learner: Learner) -> Attempt:
    """Return an attempt with drawn values."""
    session = PracticeSession(learner.store(drill_deck(posts=POSTS)).context)
    session.reveal()
    session.close()
    (attempt,) = valid_attempts(learner.context)
    return attempt


def test_the_drill_of_an_attempt_is_computed_again(learner: Learner, kept: Attempt) -> None:
    found = drill_of_attempt(learner.context, kept)
    assert found is not None
    assert (found.question, found.values) == (kept.question.question, kept.question.values)
    assert found.truth == kept.question.truth
    assert len(found.steps) == 2


@pytest.mark.parametrize(
    "template",
    [
        pytest.param(replace(POSTS, version=2), id="another version"),
        pytest.param(
            replace(POSTS, params=(Param("new", WholeNumber(1, 2, 1)), *POSTS.params)),
            id="a parameter that had no value then",
        ),
        pytest.param(
            replace(POSTS, steps=(POSTS.steps[0], Step("answer", "dau", "posts/s"))),
            id="another truth under the same version",
        ),
    ],
)
def test_a_changed_drill_has_no_steps(learner: Learner, kept: Attempt, template: Template) -> None:
    learner.store(drill_deck(posts=template))
    assert drill_of_attempt(learner.context, kept) is None
    assert valid_attempts(learner.context) == [kept]


def test_a_note_that_is_no_longer_a_drill(learner: Learner, kept: Attempt) -> None:
    learner.store(replace(drill_deck(), notes=(note(SUMS, "posts", Basic("Q", "A")),)))
    assert drill_of_attempt(learner.context, kept) is None


def test_values_that_cannot_be_computed(learner: Learner, kept: Attempt) -> None:
    no_users = replace(kept.question, values={**kept.question.values, "mau": 0.0})
    assert drill_of_attempt(learner.context, replace(kept, question=no_users)) is None
