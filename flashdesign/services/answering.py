"""Acts upon one card: grade, undo, suspend, bury, flag. Each is durable when it returns."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashdesign.domain.cards import CardKey, DeckId
from flashdesign.domain.moments import Moment
from flashdesign.domain.preferences import Preferences
from flashdesign.domain.ratings import Rating
from flashdesign.domain.reviews import Kind, Review, Uid
from flashdesign.domain.scheduling import Memory, Rules, State, replay, review
from flashdesign.errors import consequence
from flashdesign.services.context import Context
from flashdesign.services.today import path_up
from flashdesign.storage import notes, reviews, settings
from flashdesign.storage.database import Connection
from flashdesign.storage.notes import StoredCard, StoredDeck
from flashdesign.storage.reviews import Act, ChangeField

if TYPE_CHECKING:
    from flashdesign.domain.attempts import Attempt

# Longer looks are taken for an interruption and count as this much.
LONGEST_LOOK_MS = 120_000
NOT_STORED = "the last answer was not stored"


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: the card, and whether it was an answer that counts.

    `was_today`: where it was given it was the same study day as it is here now, or the sitting in
    which it was given goes on since.
    """

    card: CardKey
    was_answer: bool
    was_today: bool


def rules_by_deck(
    preferences: Preferences, decks: tuple[StoredDeck, ...]
) -> Callable[[DeckId], Rules]:
    """Return the rules of each deck: its own retention, else that of the nearest deck above."""
    parents = {deck.id: deck.parent for deck in decks}
    own = {deck.id: deck.retention for deck in decks if deck.retention is not None}

    def rules(deck: DeckId) -> Rules:
        for place in path_up(deck, parents):
            if place in own:
                return Rules(retention=own[place])
        return Rules(retention=preferences.retention)

    return rules


@consequence(NOT_STORED)
def grade(
    context: Context,
    card: StoredCard,
    rating: Rating,
    moment: Moment,
    duration_ms: int,
    rules: Rules,
) -> Memory:
    """Store an answer, and return what the card's memory is now."""
    row = _row(context.uids.next(moment.at), card, rating, moment, duration_ms)
    with context.database.transaction() as connection:
        return _append(connection, card, row, rules)


@consequence(NOT_STORED)
def grade_drill(
    context: Context,
    card: StoredCard,
    attempt: "Attempt",
    moment: Moment,
    duration_ms: int,
    rules: Rules,
) -> Memory:
    """Store an answer to a drill with the attempt that it was; its uid is that of the log's row."""
    row = _row(attempt.uid, card, attempt.kept, moment, duration_ms)
    with context.database.transaction() as connection:
        memory = _append(connection, card, row, rules)
        _keep(connection, attempt)
    return memory


@consequence(NOT_STORED)
def practise(
    context: Context,
    card: StoredCard,
    rating: Rating,
    moment: Moment,
    duration_ms: int,
    attempt: "Attempt | None" = None,
) -> None:
    """Log an answer that was for practice: the card's memory stays as it is.

    With an `attempt` at a drill, its uid is that of the log's row.
    """
    uid = context.uids.next(moment.at) if attempt is None else attempt.uid
    duration = min(duration_ms, LONGEST_LOOK_MS)
    row = Review(uid, card.card.key, moment, Kind.CRAM, rating, duration)
    with context.database.transaction() as connection:
        reviews.append(connection, row, card.memory)
        if attempt is not None:
            _keep(connection, attempt)


def set_suspended(context: Context, card: CardKey, *, suspended: bool) -> None:
    """Take a card out of the queue until it is put back, or put it back."""
    _set(context, card, "suspended", int(suspended))


def bury(context: Context, card: CardKey) -> None:
    """Hide a card until the next study day."""
    _set(context, card, "buried_until", _today(context).day)


def set_flag(context: Context, card: CardKey, flag: int) -> None:
    """Mark a card with a flag from 1 to 7, or with none (0)."""
    _set(context, card, "flag", flag)


def newest_act(connection: Connection, since: int) -> Act | None:
    """Return the newest act that still stands, if it is not older than `since` (UTC ms)."""
    act = reviews.last_act(connection, since)
    return None if act is None or act.at < since else act


@consequence("nothing was undone")
def undo(context: Context, since: int | None = None) -> Undone | None:
    """Take back the newest act that still stands; None where there is none.

    It reaches back to the start of the day and of this sitting, or to `since` (UTC ms) if earlier.
    """
    with context.database.transaction() as connection:
        preferences = settings.load(connection)
        moment = context.moment(preferences)
        reach = context.undo_since(moment)
        act = newest_act(connection, reach if since is None else min(reach, since))
        if act is None:
            return None
        uid = context.uids.next(moment.at)
        if not act.is_answer:
            changed = reviews.revoke_change(connection, act.uid, uid, moment.at)
            return Undone(changed, was_answer=False, was_today=True)
        card = notes.card(connection, act.card)
        rules = rules_by_deck(preferences, notes.decks(connection))(card.card.deck)
        log = reviews.log_of(connection, act.card)
        taken = next(row for row in log if row.uid == act.uid)
        before = replay(act.card, [row for row in log if row is not taken], rules)
        revoke = Review(uid, act.card, moment, Kind.REVOKE, revokes=act.uid)
        reviews.withdraw(connection, revoke, before)
        was_before = act.at < moment.day_start(moment.day)
        was_today = was_before or taken.moment.day == moment.day
        return Undone(act.card, was_answer=True, was_today=was_today)


def _row(uid: Uid, card: StoredCard, rating: Rating, moment: Moment, duration_ms: int) -> Review:
    kind = Kind.REVIEW if card.memory.state is State.REVIEW else Kind.LEARN
    duration = min(duration_ms, LONGEST_LOOK_MS)
    return Review(uid, card.card.key, moment, kind, rating, duration)


def _append(connection: Connection, card: StoredCard, row: Review, rules: Rules) -> Memory:
    before, rating = card.memory, row.rating
    assert rating is not None  # an answer has one
    if before.last_at is None or row.moment.at < before.last_at:
        # The clock may have been set back, behind a reset too: the log's order decides.
        memory = replay(row.card, [*reviews.log_of(connection, row.card), row], rules)
    else:
        memory = review(row.card, before, rating, row.moment, rules)
    reviews.append(connection, row, memory)
    return memory


def _keep(connection: Connection, attempt: "Attempt") -> None:
    # Whoever answers no drill need not wait for what drills take.
    from flashdesign.storage import attempts

    attempts.add(connection, attempt)


@consequence("the card was not changed")
def _set(context: Context, card: CardKey, field: ChangeField, value: int) -> None:
    with context.database.transaction() as connection:
        at = context.clock.now_ms()
        reviews.set_fields(connection, context.uids.next(at), at, card, field, value)


def _today(context: Context) -> Moment:
    with context.database.read() as connection:
        return context.moment(settings.load(connection))
