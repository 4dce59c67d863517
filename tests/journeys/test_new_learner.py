"""Three weeks with the built-in decks and the default settings: what a learner meets, and when."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

import pytest

from flashdesign.content.system_design.loader import load_built_in_decks
from flashdesign.domain.drills.grading import ends
from flashdesign.domain.ids import CardKey, DeckId, deck_of, note_of
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.notes.question_kinds import kind
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.queue import QueueKind
from flashdesign.domain.scheduling.topic_mix import topic_of
from flashdesign.services.review.session import ReviewSession
from tests.support.learner import COLLECTION, ROOT, Learner
from tests.support.storage.new_collection import write_new_collection

DECKS = Path(__file__).resolve().parents[2] / "decks"
RATINGS = (Rating.AGAIN, Rating.HARD, Rating.GOOD)
SHARES = (12, 8, 80)
DAYS = 21
NEW_A_DAY = 10
DESIGN = "us-"
"""The ids of the notes on the URL shortener begin with this."""


@dataclass
class Diary:
    """The new cards of each day, in the order in which they were shown."""

    days: list[list[CardKey]] = field(default_factory=list)

    def until(self, day: int) -> list[CardKey]:
        """Return the cards of the days up to `day`, which counts from 1."""
        return [key for of_day in self.days[:day] for key in of_day]


@cache
def built_in() -> tuple[Deck, ...]:
    return load_built_in_decks(DECKS)


def parents() -> dict[DeckId, DeckId | None]:
    return {deck.id: deck.parent for deck in built_in()}


def kinds() -> dict[str, str]:
    return {note.key: kind(note.question) for deck in built_in() for note in deck.notes}


def study(learner: Learner, sittings: int, days: int = DAYS, seed: int = 7) -> Diary:
    """Study on each day in this many sittings, and return what was new."""
    chance, diary = Random(seed), Diary()
    for _ in range(days):
        diary.days.append([])
        for sitting in range(sittings):
            room = NEW_A_DAY * (sitting + 1) // sittings
            diary.days[-1] += sit(learner, chance, room - len(diary.days[-1]))
            learner.clock.advance(hours=3)
        learner.clock.advance(hours=24 - 3 * sittings)
    return diary


def sit(learner: Learner, chance: Random, most_new: int) -> list[CardKey]:
    """Answer cards until this many were new and the next would be another one, or none is left."""
    session = learner.start_review()
    new: list[CardKey] = []
    while (asked := session.state.card) is not None:
        if is_new(session):
            if len(new) == most_new:
                break
            new.append(asked.key)
        wanted = chance.choices(RATINGS, SHARES)[0]
        if wanted is not Rating.AGAIN:
            answer_drill(session)
        session.reveal()
        allowed = session.state.allowed_grades
        session.grade(min(allowed, key=lambda rating: abs(rating - wanted)))
        learner.clock.advance(seconds=20)
    return new


def answer_drill(session: ReviewSession) -> None:
    """Type the right answer if the current card is a drill."""
    drill = session._drill  # noqa: SLF001 - the answer is not shown yet
    if drill is not None:
        dealt = drill.instance
        value = ends(dealt.truth)[0] / float(dealt.unit.scale)
        session.submit(f"{value:.4f} {dealt.template.unit}")


def is_new(session: ReviewSession) -> bool:
    """Return whether the current card was never answered."""
    current = session._queue.current  # noqa: SLF001 - no state says it
    return current is not None and current.queue_kind is QueueKind.NEW


@pytest.fixture
def newcomer(tmp_path: Path) -> Iterator[Learner]:
    """Return a learner with the built-in decks and no answers."""
    write_new_collection(tmp_path / COLLECTION)
    learner = Learner(tmp_path).store(*built_in())
    yield learner
    learner.close()


@pytest.mark.parametrize(
    ("sittings", "days"),
    [
        pytest.param(1, 7, id="a week in one sitting a day"),
        pytest.param(3, 7, id="a week in three sittings a day"),
        pytest.param(1, DAYS, id="three weeks in one sitting a day", marks=pytest.mark.nightly),
        pytest.param(3, DAYS, id="three weeks in three sittings", marks=pytest.mark.nightly),
    ],
)
def test_a_new_learner_meets_every_topic_and_a_whole_design_in_a_week(
    newcomer: Learner, sittings: int, days: int
) -> None:
    diary = study(newcomer, sittings, days)
    assert [len(of_day) for of_day in diary.days] == [NEW_A_DAY] * days
    week, of_kind = diary.until(7), kinds()
    topics = {topic_of(deck.id, parents()) for deck in built_in() if deck.notes}
    assert {topic_of(deck_of(key), parents()) for key in week} == topics
    assert ROOT not in topics
    drills = [key for key in week if of_kind[note_of(key)] == "drill"]
    assert any(key in drills for key in diary.days[0])
    assert len(drills) >= 8
    design = {
        note.key
        for deck in built_in()
        for note in deck.notes
        if note.id.startswith(DESIGN) and note.priority == 1
    }
    assert len(design) == 20
    assert design <= {note_of(key) for key in diary.until(5)}


def test_three_short_sittings_a_day_show_the_new_cards_of_a_long_one(tmp_path: Path) -> None:
    diaries = []
    for sittings in (1, 3):
        folder = tmp_path / str(sittings)
        folder.mkdir()
        write_new_collection(folder / COLLECTION)
        learner = Learner(folder).store(*built_in())
        diaries.append(study(learner, sittings, days=4))
        learner.close()
    assert diaries[0] == diaries[1]
