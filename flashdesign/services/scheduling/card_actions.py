"""Actions on one card: grade, undo, suspend, bury, flag; each is stored when it returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashdesign.domain.ids import CardKey, ReviewId, card_key
from flashdesign.domain.scheduling.fsrs_scheduler import FsrsRules, replay, review
from flashdesign.domain.scheduling.memory import Memory, Rating, State
from flashdesign.domain.scheduling.review_log import Review, ReviewKind
from flashdesign.domain.scheduling.study_day import StudyMoment
from flashdesign.errors import consequence
from flashdesign.i18n.translation import N_
from flashdesign.services.context import Context
from flashdesign.services.scheduling.rules import rules_by_deck
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import cards
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes.cards import StoredCard
from flashdesign.storage.review_log import card_changes, reviews
from flashdesign.storage.review_log.card_changes import CardAction, ChangeField

if TYPE_CHECKING:
    from flashdesign.domain.drills.attempt import Attempt

# A longer time at a card is an interruption, and counts as this much.
MAX_ANSWER_MS = 120_000
NOT_STORED = N_("the last answer was not stored")


@dataclass(frozen=True, slots=True)
class UndoneAction:
    """The card of an undone action, and whether the action was an answer that counts.

    `rating` is the grade of the answer, `changed` the changed field of another action.
    `was_today`: the answer was given on the current study day of its time zone, or in the session
    that is still going on.
    """

    card: CardKey
    was_answer: bool
    was_today: bool
    rating: Rating | None = None
    changed: ChangeField | None = None


@consequence(NOT_STORED)
def grade(
    context: Context,
    card: StoredCard,
    rating: Rating,
    moment: StudyMoment,
    duration_ms: int,
    rules: FsrsRules,
) -> Memory:
    """Store an answer, and return the new memory state of the card."""
    row = _new_review(context.uids.next(moment.at), card, rating, moment, duration_ms)
    with context.database.transaction() as connection:
        return _append_review(connection, card, row, rules)


@consequence(NOT_STORED)
def grade_drill(
    context: Context,
    card: StoredCard,
    attempt: "Attempt",
    moment: StudyMoment,
    duration_ms: int,
    rules: FsrsRules,
) -> Memory:
    """Store an answer to a drill with its attempt, whose uid the row of the log also has."""
    row = _new_review(attempt.uid, card, attempt.rating, moment, duration_ms)
    with context.database.transaction() as connection:
        memory = _append_review(connection, card, row, rules)
        _add_attempt(connection, attempt)
    return memory


@consequence(NOT_STORED)
def log_practice(
    context: Context,
    card: StoredCard,
    rating: Rating,
    moment: StudyMoment,
    duration_ms: int,
    attempt: "Attempt | None" = None,
) -> None:
    """Log a practice answer, which does not change the card's memory state.

    With an `attempt` at a drill, the row of the log has the uid of the attempt.
    """
    uid = context.uids.next(moment.at) if attempt is None else attempt.uid
    duration = min(duration_ms, MAX_ANSWER_MS)
    row = Review(uid, card.card.key, moment, ReviewKind.CRAM, rating, duration)
    with context.database.transaction() as connection:
        reviews.append_answer(connection, row, card.memory)
        if attempt is not None:
            _add_attempt(connection, attempt)


def set_suspended(
    context: Context, card: CardKey, *, suspended: bool, buried: Sequence[CardKey] = ()
) -> None:
    """Suspend or unsuspend a card, and hide the `buried` ones until the next study day."""
    _set_field(context, card, "suspended", int(suspended), buried)


def bury(context: Context, card: CardKey, others: Sequence[CardKey] = ()) -> None:
    """Hide a card and `others` until the next study day."""
    _set_field(context, card, "buried_until", _now(context).day, others)


def cards_with_answer(card: StoredCard) -> tuple[CardKey, ...]:
    """Return the other cards of the note that show the answer of a card in their question."""
    question, part = card.note.question, card.card.part
    return tuple(
        card_key(card.card.note, other)
        for other in question.parts
        if other != part and question.gives_away(other, part)
    )


def set_flag(context: Context, card: CardKey, flag: int) -> None:
    """Mark a card with a flag from 1 to 7, or with none (0)."""
    _set_field(context, card, "flag", flag)


def newest_action(connection: Connection, since: int) -> CardAction | None:
    """Return the newest action that is not undone and not older than `since` (UTC ms)."""
    act = card_changes.last_action(connection, since)
    return None if act is None or act.at < since else act


@consequence(N_("nothing was undone"))
def undo(context: Context, since: int | None = None) -> UndoneAction | None:
    """Undo the newest action that is not undone; return None if there is none.

    It may be as old as the start of the day or of this session, or `since` (UTC ms) if earlier.
    """
    with context.database.transaction() as connection:
        settings = stored_settings.load(connection)
        moment = context.moment(settings)
        reach = context.undo_since(moment)
        act = newest_action(connection, reach if since is None else min(reach, since))
        if act is None:
            return None
        uid = context.uids.next(moment.at)
        if not act.is_answer:
            for other in card_changes.buried_with(connection, act):
                revoke_uid = context.uids.next(moment.at)
                card_changes.revoke_change(connection, other, revoke_uid, moment.at)
            changed = card_changes.revoke_change(connection, act.uid, uid, moment.at)
            return UndoneAction(changed, was_answer=False, was_today=True, changed=act.field)
        card = cards.card(connection, act.card)
        rules = rules_by_deck(settings, note_decks.decks(connection))(card.card.deck)
        log = reviews.card_log(connection, act.card)
        undone = next(row for row in log if row.uid == act.uid)
        before = replay(act.card, [row for row in log if row is not undone], rules)
        revoke = Review(uid, act.card, moment, ReviewKind.REVOKE, revokes=act.uid)
        reviews.append_revoke(connection, revoke, before)
        was_before = act.at < moment.day_start(moment.day)
        was_today = was_before or undone.moment.day == moment.day
        return UndoneAction(act.card, was_answer=True, was_today=was_today, rating=undone.rating)


def _new_review(
    uid: ReviewId, card: StoredCard, rating: Rating, moment: StudyMoment, duration_ms: int
) -> Review:
    kind = ReviewKind.REVIEW if card.memory.state is State.REVIEW else ReviewKind.LEARN
    duration = min(duration_ms, MAX_ANSWER_MS)
    return Review(uid, card.card.key, moment, kind, rating, duration)


def _append_review(
    connection: Connection, card: StoredCard, row: Review, rules: FsrsRules
) -> Memory:
    before, rating = card.memory, row.rating
    assert rating is not None  # an answer has one
    if before.last_at is None or row.moment.at < before.last_at:
        # The clock may have been set back, even to before a reset: the order of the log decides.
        memory = replay(row.card, [*reviews.card_log(connection, row.card), row], rules)
    else:
        memory = review(row.card, before, rating, row.moment, rules)
    reviews.append_answer(connection, row, memory)
    return memory


def _add_attempt(connection: Connection, attempt: "Attempt") -> None:
    # Imported late: drills slow down the start.
    from flashdesign.storage.drills import attempts

    attempts.add(connection, attempt)


@consequence(N_("the card was not changed"))
def _set_field(
    context: Context,
    card: CardKey,
    field: ChangeField,
    value: int,
    buried: Sequence[CardKey] = (),
) -> None:
    day = _now(context).day if buried else 0
    with context.database.transaction() as connection:
        at = context.clock.now_ms()
        changes: list[tuple[CardKey, ChangeField, int]] = [
            *((other, "buried_until", day) for other in buried),
            (card, field, value),  # last, since the newest change describes them all
        ]
        for key, name, new in changes:
            card_changes.set_field(connection, context.uids.next(at), at, key, name, new)


def _now(context: Context) -> StudyMoment:
    with context.database.read() as connection:
        return context.moment(stored_settings.load(connection))
