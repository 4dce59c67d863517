"""What a sitting goes by: today's plan, the rules of each deck, and up to which change it knows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flashdesign.domain.cards import CardKey, DeckId
from flashdesign.domain.preferences import Preferences
from flashdesign.domain.queue import Plan
from flashdesign.domain.scheduling import Rules
from flashdesign.services import answering, asking
from flashdesign.services.context import Context
from flashdesign.services.today import subtree, todays_plan
from flashdesign.storage import notes
from flashdesign.storage.database import Connection


@dataclass(frozen=True, slots=True)
class ReviewDay:
    """A study day as it stood when `changes` had been told; it ends at `end` (UTC ms)."""

    plan: Plan
    rules: Callable[[DeckId], Rules]
    titles: Mapping[DeckId, str]
    end: int
    can_undo: bool
    changes: int

    @property
    def planned(self) -> frozenset[CardKey]:
        """The cards that are left."""
        return frozenset(card.card for card in (*self.plan.learning, *self.plan.fresh))


def review_day(
    context: Context,
    preferences: Preferences,
    deck: DeckId | None = None,
    practice: Sequence[CardKey] | None = None,
    *,
    since: int | None = None,
) -> ReviewDay:
    """Return what Home says is left now of all decks or of one, or the cards to `practice`.

    The sitting began at `since` (UTC ms), or begins now.
    """
    changes = context.broadcast.told  # before the rest: what comes between is noticed next time
    moment = context.moment(preferences)
    with context.database.read() as connection:
        decks = notes.decks(connection)
        if practice is not None:
            plan = _practice_plan(connection, practice)
        else:
            within = None if deck is None else subtree(decks, deck)
            plan = todays_plan(connection, preferences, moment, within)
        reach = min(context.undo_since(moment), moment.at if since is None else since)
        can_undo = practice is None and answering.newest_act(connection, reach) is not None
    rules = answering.rules_by_deck(preferences, decks)
    titles = {row.id: row.title for row in decks}
    return ReviewDay(plan, rules, titles, moment.day_end, can_undo, changes)


def _practice_plan(connection: Connection, keys: Sequence[CardKey]) -> Plan:
    cards = (notes.card(connection, key) for key in dict.fromkeys(keys))
    return Plan(fresh=tuple(asking.waiting(card) for card in cards))
