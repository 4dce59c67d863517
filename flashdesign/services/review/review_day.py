"""Basis of a review session: today's plan, the rules and titles of decks, and undo."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.scheduling.fsrs_scheduler import FsrsRules
from flashdesign.domain.scheduling.queue import Plan, plan_chosen
from flashdesign.domain.scheduling.study_day import StudyMoment
from flashdesign.domain.settings import Settings
from flashdesign.services.context import Context
from flashdesign.services.review import prompt
from flashdesign.services.scheduling import card_actions
from flashdesign.services.scheduling import rules as scheduling_rules
from flashdesign.services.scheduling.today import learning_until, read_day, todays_plan
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import cards as note_cards
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes.deck_tree import subtree
from flashdesign.storage.notes.decks import StoredDeck
from flashdesign.storage.queries import queue


@dataclass(frozen=True, slots=True)
class ReviewDay:
    """A study day, planned after change number `changes`; it ends at `end` (UTC ms)."""

    plan: Plan
    rules: Callable[[DeckId], FsrsRules]
    titles: Mapping[DeckId, str]
    end: int
    can_undo: bool
    changes: int

    @property
    def cards(self) -> frozenset[CardKey]:
        """The cards of the plan."""
        return frozenset(card.card for card in (*self.plan.learning, *self.plan.fresh))


@dataclass(frozen=True, slots=True)
class SessionCards:
    """The cards that a session is about: today's plan of all decks or one, or other cards.

    `chosen` are asked whatever is due, and their answers count as usual; answers to `practice`
    cards change no due date.
    """

    deck: DeckId | None = None
    practice: tuple[CardKey, ...] | None = None
    chosen: tuple[CardKey, ...] | None = None


def plan_day(
    context: Context,
    settings: Settings,
    cards: SessionCards,
    answered: AbstractSet[CardKey] = frozenset(),
    *,
    since: int | None = None,
) -> ReviewDay:
    """Return the plan of a session: that of Home for all decks or one, or that of other cards.

    The session began at `since` (UTC ms), or begins now; its cards in `answered` were answered.
    """
    changes = (
        context.broadcast.change_count
    )  # first, so that a change during planning is noticed later
    moment = context.moment(settings)
    with context.database.read() as connection:
        decks = note_decks.decks(connection)
        plan = _plan(connection, settings, moment, decks, cards, answered)
    can_undo = has_undoable_action(context, cards, moment, moment.at if since is None else since)
    rules = scheduling_rules.rules_by_deck(settings, decks)
    titles = {row.id: row.title for row in decks}
    return ReviewDay(plan, rules, titles, moment.day_end, can_undo, changes)


def _plan(
    connection: Connection,
    settings: Settings,
    moment: StudyMoment,
    decks: Sequence[StoredDeck],
    cards: SessionCards,
    answered: AbstractSet[CardKey],
) -> Plan:
    if cards.practice is not None:
        return _practice_plan(connection, cards.practice)
    if cards.chosen is not None:
        waiting = queue.chosen_cards(connection, cards.chosen, moment.day)
        return plan_chosen(waiting, answered, learning_until(moment))
    within = None if cards.deck is None else subtree(decks, cards.deck)
    state = read_day(connection, settings, moment, decks)
    return todays_plan(connection, settings, moment, within, state=state)


def has_undoable_action(
    context: Context, cards: SessionCards, moment: StudyMoment, began_at: int
) -> bool:
    """Return whether a session that began at `began_at` (UTC ms) has an action to undo."""
    if cards.practice is not None:
        return False
    # Undo in a session of chosen cards does not bring others into it.
    earliest = context.undo_since(moment) if cards.chosen is None else began_at
    with context.database.read() as connection:
        return card_actions.newest_action(connection, min(earliest, began_at)) is not None


def _practice_plan(connection: Connection, keys: Sequence[CardKey]) -> Plan:
    cards = (note_cards.card(connection, key) for key in dict.fromkeys(keys))
    return Plan(fresh=tuple(prompt.queued_card(card) for card in cards))
