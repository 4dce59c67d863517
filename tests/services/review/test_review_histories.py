"""Random days: after any actions in any order, memory matches the log."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.review_log import ReviewKind
from flashdesign.services.collection import maintenance
from flashdesign.services.collection import settings as collection_settings
from flashdesign.services.decks import daily_limits
from flashdesign.services.review.session import ReviewSession
from flashdesign.services.scheduling import card_actions
from tests.support.learner import (
    BASICS,
    GAPS,
    NUMBERS,
    Learner,
    answer,
    current_key,
    small_decks,
)

MINUTES = st.sampled_from([0, 1, 9, 60, 12 * 60, 24 * 60, 9 * 24 * 60])
MINUTES_BACK = st.sampled_from([1, 90, 26 * 60])


class Days(RuleBasedStateMachine):
    """Days of one user; `expected` is what must be in the log, row by row.

    The state of a session is that of its last action; with `has_moved`, no time passed since.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.learner = Learner(Path(self.folder.name)).store(*small_decks())
        self.learner.prefer(new_per_day=4, reviews_per_day=3)
        self.session, self.began = self.learner.start_review(), self.learner.clock.at
        self.has_moved = True
        self.expected: list[tuple[ReviewKind, str]] = []

    def teardown(self) -> None:
        self.learner.assert_sound()
        self.learner.close()
        self.folder.cleanup()

    @precondition(lambda self: current_key(self.session) != "")
    @rule(rating=st.sampled_from(Rating))
    def grade(self, rating: Rating) -> None:
        key, done = current_key(self.session), self.session.state.answer_count
        assert answer(self.session, rating).answer_count == done + 1
        newest = self.learner.log()[-1]
        assert (newest.card, newest.rating) == (key, rating)
        self.expected.append((newest.kind, key))
        self.has_moved = True

    @rule()
    def undo(self) -> None:
        with self.learner.context.database.read() as connection:
            could = card_actions.newest_action(connection, self.since()) is not None
        rows, done = len(self.learner.log()), self.session.state.answer_count
        state = self.session.undo()
        if len(log := self.learner.log()) > rows:
            assert could
            self.expected.append((ReviewKind.REVOKE, log[-1].card))
        assert done - 1 <= state.answer_count <= done
        assert could or not state.can_undo
        self.has_moved = self.has_moved or len(log) > rows

    @precondition(lambda self: current_key(self.session) != "")
    @rule(act=st.sampled_from(["suspend", "bury"]))
    def put_away(self, act: str) -> None:
        key = current_key(self.session)
        getattr(self.session, act)()
        assert current_key(self.session) != key
        self.has_moved = True

    @precondition(lambda self: current_key(self.session) != "")
    @rule()
    def flag(self) -> None:
        key = current_key(self.session)
        assert self.session.flag().can_undo
        assert current_key(self.session) == key

    @rule(minutes=MINUTES)
    def wait(self, minutes: int) -> None:
        self.learner.clock.advance(minutes=minutes)
        self.has_moved = self.session.state.card is None
        self.session.check_wait()

    @rule(minutes=MINUTES_BACK)
    def set_the_clock_back(self, minutes: int) -> None:
        self.learner.clock.set_back(minutes=minutes)
        self.has_moved = False

    @rule(zone=st.sampled_from([-480, 0, 540]))
    def travel(self, zone: int) -> None:
        self.learner.clock.zone = lambda _: zone
        self.has_moved = False

    @rule()
    def restart(self) -> None:
        self.learner.restart()
        self.start_review()

    @rule(retention=st.sampled_from([0.75, 0.9, 0.95]))
    def aim(self, retention: float) -> None:
        self.learner.prefer(retention=retention)
        maintenance.rebuild(self.learner.context)
        self.start_review()

    @rule(deck=st.sampled_from([BASICS, GAPS, NUMBERS]), more=st.integers(1, 2))
    def raise_today(self, deck: DeckId, more: int) -> None:
        daily_limits.raise_limits_today(self.learner.context, deck, new=more)
        self.start_review()

    @precondition(lambda self: self.session.answers != ())
    @rule(rating=st.sampled_from(Rating))
    def practise(self, rating: Rating) -> None:
        found = [CardKey(answer.key) for answer in self.session.answers][-2:]
        memories = [self.learner.memory(key) for key in found]
        answer(ReviewSession(self.learner.context, practice=found), rating)
        self.expected.append((ReviewKind.CRAM, found[0]))
        assert [self.learner.memory(key) for key in found] == memories
        self.start_review()

    @invariant()
    def memory_is_what_the_log_amounts_to(self) -> None:
        self.learner.assert_remembers()

    @invariant()
    def nothing_that_was_answered_is_lost(self) -> None:
        assert [(row.kind, row.card) for row in self.learner.log()] == self.expected

    @invariant()
    def home_and_the_session_say_the_same(self) -> None:
        if self.has_moved:
            assert self.session.state.left == self.learner.left()

    def since(self) -> int:
        """Return how far undo reaches: to the start of the day, or of the session."""
        moment = self.learner.context.moment(collection_settings.load(self.learner.context))
        return min(self.learner.context.undo_since(moment), self.began)

    def start_review(self) -> None:
        """Start the session again, like leaving the page and returning."""
        self.began = self.learner.clock.at
        self.session.close()
        self.session = self.learner.start_review()
        self.has_moved = True


TestDays = Days.TestCase
# A step is a day of work: a sixth of the usual examples makes as many answers.
TestDays.settings = settings(max_examples=settings().max_examples // 6, stateful_step_count=20)
