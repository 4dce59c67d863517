"""A small collection, and a learner who makes the calls that services make."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flashdesign.domain.ids import CardKey, DeckId, ReviewId, new_review_id
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.domain.scheduling.fsrs_scheduler import FsrsRules, replay, review
from flashdesign.domain.scheduling.memory import Memory, Rating, State
from flashdesign.domain.scheduling.review_log import Review, ReviewKind
from flashdesign.domain.scheduling.study_day import MS_PER_DAY, MS_PER_HOUR, StudyMoment
from flashdesign.storage.connection.database import Connection, Database
from flashdesign.storage.notes import cards, save
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.review_log import card_changes, reviews

TODAY = 20_000
RULES = FsrsRules()
CACHE, QUEUES = DeckId("cache"), DeckId("queues")
LRU, TTL, KAFKA = CardKey("cache/lru"), CardKey("cache/ttl"), CardKey("queues/kafka")
DECKS = (
    Deck(
        CACHE,
        "Caching",
        (
            Note(CACHE, "lru", Basic("What does LRU evict?", "The entry unused for longest")),
            Note(
                CACHE, "ttl", Basic("What is a TTL?", "Time to live", reverse=True), tags=("time",)
            ),
        ),
    ),
    Deck(
        QUEUES,
        "Queues",
        (Note(QUEUES, "kafka", Cloze("A {{1::topic}} has {{2::partitions}}"), why="They scale."),),
        parent=CACHE,
    ),
)


def same_rules(_deck: DeckId) -> FsrsRules:
    """Return the same rules for each deck."""
    return RULES


def rules_reader(_conn: Connection) -> Callable[[DeckId], FsrsRules]:
    """Return a function that gives each deck the same rules."""
    return same_rules


def at(day: int, hour: float = 12.0) -> StudyMoment:
    """Return a moment on a study day; hours may exceed 24 or be negative."""
    return StudyMoment(day * MS_PER_DAY + int(hour * MS_PER_HOUR))


def fill(database: Database, decks: tuple[Deck, ...] = DECKS) -> None:
    """Store the decks with their notes."""
    with database.transaction() as conn:
        for position, deck in enumerate(decks):
            note_decks.save_deck(conn, deck, position, "own")
            save.save_notes(conn, enumerate(deck.notes))


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """Open the collection for a block."""
    database = Database.open(path)
    try:
        yield database
    finally:
        database.close()


@dataclass
class StorageLearner:
    """Answers and changes cards, each call in its own transaction, like the services."""

    database: Database
    rules: FsrsRules = RULES
    newest: ReviewId | None = None
    written: list[ReviewId] = field(default_factory=list)

    def answer(self, key: CardKey, rating: Rating, moment: StudyMoment) -> Memory:
        """Answer a card, and replay its log if the clock was set back."""
        with self.database.transaction() as conn:
            before = cards.card(conn, key).memory
            kind = ReviewKind.REVIEW if before.state is State.REVIEW else ReviewKind.LEARN
            row = Review(self.uid(moment), key, moment, kind, rating, 5_000)
            if before.last_at is None or moment.at < before.last_at:
                memory = replay(key, [*reviews.card_log(conn, key), row], self.rules)
            else:
                memory = review(key, before, rating, moment, self.rules)
            reviews.append_answer(conn, row, memory)
        return memory

    def cram(self, key: CardKey, rating: Rating, moment: StudyMoment) -> None:
        """Answer a card for practice: added to the log without changing the memory."""
        with self.database.transaction() as conn:
            row = Review(self.uid(moment), key, moment, ReviewKind.CRAM, rating, 5_000)
            reviews.append_answer(conn, row, cards.card(conn, key).memory)

    def reset(self, key: CardKey, moment: StudyMoment) -> None:
        """Reset the card to new."""
        with self.database.transaction() as conn:
            row = Review(self.uid(moment), key, moment, ReviewKind.MANUAL)
            memory = replay(key, [*reviews.card_log(conn, key), row], self.rules)
            reviews.append_answer(conn, row, memory)

    def change(
        self, key: CardKey, name: card_changes.ChangeField, value: int, moment: StudyMoment
    ) -> None:
        """Suspend, bury or flag a card."""
        with self.database.transaction() as conn:
            card_changes.set_field(conn, self.uid(moment), moment.at, key, name, value)

    def undo(self, moment: StudyMoment) -> CardKey | None:
        """Undo the last answer or change, and return its card."""
        with self.database.transaction() as conn:
            act = card_changes.last_action(conn)
            if act is None:
                return None
            if not act.is_answer:
                return card_changes.revoke_change(conn, act.uid, self.uid(moment), moment.at)
            log = [row for row in reviews.card_log(conn, act.card) if row.uid != act.uid]
            memory = replay(act.card, log, self.rules)
            revoke = Review(self.uid(moment), act.card, moment, ReviewKind.REVOKE, revokes=act.uid)
            reviews.append_revoke(conn, revoke, memory)
            return act.card

    def card(self, key: CardKey) -> cards.StoredCard:
        """Return the stored card."""
        with self.database.read() as conn:
            return cards.card(conn, key)

    def uid(self, moment: StudyMoment) -> ReviewId:
        """Return the next uid, greater than all before."""
        self.newest = new_review_id(moment.at, len(self.written), self.newest)
        self.written.append(self.newest)
        return self.newest
