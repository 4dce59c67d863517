"""Basis of a review session: today's plan, the rules and titles of decks, and undo."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.scheduling.fsrs_scheduler import Rules
from flashdesign.domain.scheduling.queue import Plan
from flashdesign.domain.settings import Settings
from flashdesign.services.context import Context
from flashdesign.services.review import prompt
from flashdesign.services.scheduling import card_actions
from flashdesign.services.scheduling import rules as scheduling_rules
from flashdesign.services.scheduling.today import todays_plan
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import cards as note_cards
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes.deck_tree import subtree


@dataclass(frozen=True, slots=True)
class ReviewDay:
    """A study day, planned after change number `changes`; it ends at `end` (UTC ms)."""

    plan: Plan
    rules: Callable[[DeckId], Rules]
    titles: Mapping[DeckId, str]
    end: int
    can_undo: bool
    changes: int

    @property
    def cards(self) -> frozenset[CardKey]:
        """The cards of the plan."""
        return frozenset(card.card for card in (*self.plan.learning, *self.plan.fresh))


def plan_day(
    context: Context,
    settings: Settings,
    deck: DeckId | None = None,
    practice: Sequence[CardKey] | None = None,
    *,
    since: int | None = None,
) -> ReviewDay:
    """Return the plan that Home shows for all decks or one, or a plan of the `practice` cards.

    The session began at `since` (UTC ms), or begins now.
    """
    changes = (
        context.broadcast.change_count
    )  # first, so that a change during planning is noticed later
    moment = context.moment(settings)
    with context.database.read() as connection:
        decks = note_decks.decks(connection)
        if practice is not None:
            plan = _practice_plan(connection, practice)
        else:
            within = None if deck is None else subtree(decks, deck)
            plan = todays_plan(connection, settings, moment, within)
        reach = min(context.undo_since(moment), moment.at if since is None else since)
        can_undo = practice is None and card_actions.newest_action(connection, reach) is not None
    rules = scheduling_rules.rules_by_deck(settings, decks)
    titles = {row.id: row.title for row in decks}
    return ReviewDay(plan, rules, titles, moment.day_end, can_undo, changes)


def _practice_plan(connection: Connection, keys: Sequence[CardKey]) -> Plan:
    cards = (note_cards.card(connection, key) for key in dict.fromkeys(keys))
    return Plan(fresh=tuple(prompt.queued_card(card) for card in cards))
