"""A learner with a real collection, a clock moved by hand, and small decks."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from random import Random

from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
    Basic,
    Cloze,
    MultipleChoice,
    Number,
    WrongOption,
)
from flashdesign.domain.scheduling.fsrs_scheduler import replay
from flashdesign.domain.scheduling.memory import Memory, Rating
from flashdesign.domain.scheduling.review_log import Review, ReviewKind
from flashdesign.domain.scheduling.study_day import MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE
from flashdesign.paths import AppPaths
from flashdesign.services.collection import maintenance, settings
from flashdesign.services.collection.lifecycle import close_collection, open_collection
from flashdesign.services.context import Context
from flashdesign.services.decks import overview
from flashdesign.services.review.session import ReviewSession
from flashdesign.services.review.state import ReviewState
from flashdesign.services.scheduling import rules as scheduling_rules
from flashdesign.services.scheduling.today import Counts, counts, todays_plan
from flashdesign.storage import stored_settings
from flashdesign.storage.notes import cards, decks, save
from flashdesign.storage.review_log import reviews

# Monday, 2 March 2026, 12:00 UTC.
MONDAY_NOON_MS = 1_772_452_800_000

COLLECTION = "collection.flashdesign"
ROOT = DeckId("system-design")
BASICS, GAPS = DeckId("basics"), DeckId("gaps")
CHOICES, NUMBERS = DeckId("choices"), DeckId("numbers")


class ManualClock:
    """A stopped clock that tests move; `zone` returns the offset in minutes at a time."""

    def __init__(self, at: int = MONDAY_NOON_MS) -> None:
        self.at = at
        self.zone: Callable[[int], int] = lambda _: 0
        self.running_s = 1_000.0

    def now_ms(self) -> int:
        return self.at

    def zone_min(self, at: int) -> int:
        return self.zone(at)

    def monotonic(self) -> float:
        return self.running_s

    def advance(
        self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0
    ) -> None:
        """Move the clock forward, as if time passed."""
        ms = days * MS_PER_DAY + hours * MS_PER_HOUR + minutes * MS_PER_MINUTE + seconds * 1000
        self.at += round(ms)
        self.running_s += ms / 1000

    def set_back(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
        """Set the clock back; no time passes."""
        self.at -= round(days * MS_PER_DAY + hours * MS_PER_HOUR + minutes * MS_PER_MINUTE)


def note(deck: DeckId, name: str, question: Question | None = None) -> Note:
    """Return a note; a plain question if none is given."""
    return Note(deck, name, question or Basic(f"{name}?", f"{name}!"))


def basic_deck(count: int, deck: DeckId = BASICS, parent: DeckId | None = ROOT) -> Deck:
    """Return a deck of plain questions q01, q02 and so on."""
    return Deck(
        deck, deck.title(), tuple(note(deck, f"q{at:02}") for at in range(1, count + 1)), parent
    )


def small_decks() -> tuple[Deck, ...]:
    """Return a root and four decks with two notes each, of several kinds."""
    cap = MultipleChoice(
        "What does CAP give up in a partition?",
        correct=("Consistency or availability",),
        wrong=(
            WrongOption("Partition tolerance", "A partition is not chosen."),
            WrongOption("Latency"),
        ),
    )
    quorum = MultipleChoice(
        "Which quorum reads its writes?", ("R + W > N",), (WrongOption("R + W = N"),)
    )
    questions: dict[DeckId, dict[str, Question]] = {
        BASICS: {"plain": Basic("Plain?", "Plain!"), "both": Basic("To?", "Fro!", reverse=True)},
        GAPS: {"one": Cloze("One {{1::gap}}."), "two": Cloze("{{1::Two}} {{2::gaps}}.")},
        CHOICES: {"cap": cap, "quorum": quorum},
        NUMBERS: {
            "day": Number("Seconds in a day?", "86400", "s", bands="recall"),
            "port": Number("Port of HTTPS?", "443", bands="exact"),
        },
    }
    root = Deck(ROOT, "System design")
    children = (
        Deck(deck, deck.title(), tuple(note(deck, *item) for item in items.items()), ROOT)
        for deck, items in questions.items()
    )
    return (root, *children)


class Learner:
    """A learner with a collection in `folder`, who can close the program and open it again."""

    def __init__(self, folder: Path, clock: ManualClock | None = None, seed: int = 1) -> None:
        self.clock = clock or ManualClock()
        self.paths = AppPaths(folder / COLLECTION)
        self.random = Random(seed)
        self.context: Context = open_collection(self.paths, self.clock, self.random)

    def restart(self) -> None:
        """Close the program and open it again."""
        self.close()
        self.context = open_collection(self.paths, self.clock, self.random)

    def close(self) -> None:
        """Close the program."""
        close_collection(self.context)

    def store(self, *decks_to_save: Deck) -> "Learner":
        """Save decks with their notes."""
        with self.context.database.transaction() as connection:
            for position, deck in enumerate(decks_to_save):
                decks.save_deck(connection, deck, position, "shipped")
                save.save_notes(connection, enumerate(deck.notes))
        return self

    def prefer(self, **values: object) -> None:
        """Change settings."""
        settings.change(self.context, **values)

    def start_review(self, deck: DeckId | None = None) -> ReviewSession:
        """Begin a review session."""
        return ReviewSession(self.context, deck)

    def left(self) -> Counts:
        """Return today's remaining cards by the plan, after checking that Home shows the same."""
        with self.context.database.read() as connection:
            settings_now = stored_settings.load(connection)
            moment = self.context.moment(settings_now)
            planned = counts(todays_plan(connection, settings_now, moment))
        assert overview.overview(self.context).today == planned
        return planned

    def left_of(self, deck: DeckId) -> Counts:
        """Return the cards that a review of a deck with its subtree would show now."""
        lines = {line.id: line.offered for line in overview.overview(self.context).decks}
        return lines[deck]

    def memory(self, key: str) -> Memory:
        """Return the cached memory of a card."""
        with self.context.database.read() as connection:
            return cards.card(connection, CardKey(key)).memory

    def log(self, kinds: Iterable[ReviewKind] = ReviewKind) -> list[Review]:
        """Return the log's rows of these kinds."""
        with self.context.database.read() as connection:
            return [row for row in reviews.review_log(connection) if row.kind in set(kinds)]

    def assert_sound(self) -> None:
        """Assert that memories, counts and the file match the review log."""
        self.assert_remembers()
        assert maintenance.check(self.context) == ()

    def assert_remembers(self) -> None:
        """Assert that each memory equals the result of replaying the log."""
        with self.context.database.read() as connection:
            rules = scheduling_rules.rules_by_deck(
                stored_settings.load(connection), decks.decks(connection)
            )
            cached = {card.card: card.memory for card in list(cards.cards(connection))}
            replayed = {
                card: replay(card.key, reviews.card_log(connection, card.key), rules(card.deck))
                for card in cached
            }
        assert cached == replayed


def answer(session: ReviewSession, rating: Rating = Rating.GOOD) -> ReviewState:
    """Reveal the current card and grade it."""
    session.reveal()
    return session.grade(rating)


def current_key(session: ReviewSession) -> str:
    """Return the key of the current card, or an empty string."""
    asked = session.state.card
    return asked.key if asked is not None else ""


def finish(session: ReviewSession, rating: Rating = Rating.GOOD) -> list[str]:
    """Answer all remaining cards; return their keys in order."""
    keys = []
    while key := current_key(session):
        keys.append(key)
        answer(session, rating)
    return keys


def without(deck: Deck, *names: str) -> Deck:
    """Return the deck without some of its notes."""
    return replace(deck, notes=tuple(note_ for note_ in deck.notes if note_.id not in names))
