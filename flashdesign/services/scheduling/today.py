"""Today's plan, the counts of its cards, and the limits of the day."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.domain.scheduling.queue import (
    Plan,
    QueuedCard,
    QueueKind,
    RemainingLimits,
    plan_today,
)
from flashdesign.domain.scheduling.session_queue import LEARN_AHEAD_MS
from flashdesign.domain.scheduling.statistics import DayStat
from flashdesign.domain.scheduling.study_day import StudyMoment
from flashdesign.domain.scheduling.topic_mix import alternate, topic_of
from flashdesign.domain.settings import Settings
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes.deck_tree import deck_and_parents, subtree
from flashdesign.storage.notes.decks import ExtraCards, StoredDeck
from flashdesign.storage.queries import queue, statistics
from flashdesign.storage.queries.statistics import DeckProgress


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of cards left today, by queue."""

    new: int = 0
    learning: int = 0
    due: int = 0

    @property
    def total(self) -> int:
        """The sum of all."""
        return self.new + self.learning + self.due


@dataclass(frozen=True, slots=True)
class DayState:
    """What the plan of a day depends on besides the waiting cards.

    `used` is what was used of the limits and `allowed` what is left, `learning` the learning cards
    due; `progress` is that of all decks if it was read.
    """

    decks: Sequence[StoredDeck]
    used: Mapping[DeckId, DayStat]
    allowed: Mapping[DeckId | None, RemainingLimits]
    learning: Sequence[QueuedCard]
    answers: queue.TodaysAnswers
    progress: Mapping[DeckId, DeckProgress] | None = None

    @property
    def begun(self) -> AbstractSet[NoteKey]:
        """The notes answered today."""
        return set(self.answers.notes.values())


def read_day(
    connection: Connection,
    settings: Settings,
    moment: StudyMoment,
    decks: Sequence[StoredDeck],
    keys: queue.Keys | None = None,
) -> DayState:
    """Return the state of the study day of `moment`; `decks` are all decks, `keys` their ids."""
    extra = note_decks.overall_extra(connection, moment.day)
    answers = queue.todays_answers(connection, moment.day_start(moment.day), keys)
    used = used_today(connection, moment, answers, keys)
    return DayState(
        decks,
        used,
        allowances(settings, decks, used, moment.day, extra),
        list(queue.learning_cards(connection, learning_until(moment), moment.day, keys)),
        answers,
    )


def counts(today: Plan) -> Counts:
    """Return how many cards of each queue the plan contains."""
    fresh = sum(card.queue_kind is QueueKind.NEW for card in today.fresh)
    return Counts(fresh, len(today.learning), len(today.fresh) - fresh)


def todays_plan(
    connection: Connection,
    settings: Settings,
    moment: StudyMoment,
    within: frozenset[DeckId] | None = None,
    *,
    state: DayState | None = None,
) -> Plan:
    """Return the cards for the study day of `moment`, in study order.

    With `within`, only those decks are planned, and they may use the whole allowance of the day.
    `state` is that of the day, if the caller has it.
    """
    if state is None:
        state = read_day(connection, settings, moment, note_decks.decks(connection))
    day, raised = moment.day, decks_with_raise(state.decks, moment.day)[1]
    return plan_today(
        _filter_decks(within, state.learning),
        _filter_decks(
            within,
            _with_decks_first(
                raised, lambda: queue.due_cards(connection, moment.day_end, day, moment.at)
            ),
        ),
        new_in_order(connection, state, moment, within, mix=settings.mix_topics),
        parents={deck.id: deck.parent for deck in state.decks},
        allowances=state.allowed,
        notes_seen=state.begun,
    )


def new_in_order(
    connection: Connection,
    state: DayState,
    moment: StudyMoment,
    within: AbstractSet[DeckId] | None = None,
    *,
    mix: bool,
) -> Iterator[QueuedCard]:
    """Yield the new cards of all decks, or `within` some, in the order to introduce them.

    Those of decks with extra cards for today come first, since others would use these up. With
    `mix` the topics take turns, and so do the user's own decks and the built-in ones.
    """
    chosen = [deck for deck in state.decks if within is None or deck.id in within]
    raised = decks_with_raise(state.decks, moment.day)[0]
    parents = {deck.id: deck.parent for deck in state.decks}
    topics = {deck.id: topic_of(deck.id, parents) for deck in chosen}
    progress = state.progress
    if mix and progress is None:
        progress = statistics.deck_progress(connection)
    for is_raised in (True, False):
        part = [deck for deck in chosen if (deck.id in raised) is is_raised]
        if progress is None or not mix:
            yield from queue.new_cards(connection, moment.day, {deck.id for deck in part})
            continue
        own = {deck.id: topics[deck.id] for deck in part if deck.is_own}
        built_in = {deck.id: topics[deck.id] for deck in part if not deck.is_own}
        yield from alternate(
            queue.mixed_new_cards(connection, moment.day, own, progress),
            queue.mixed_new_cards(connection, moment.day, built_in, progress),
            (_new_today(state, own), _new_today(state, built_in)),
        )


def _new_today(state: DayState, decks: Iterable[DeckId]) -> int:
    """Return how many cards of these decks were new today."""
    return sum(state.used[deck].new for deck in decks if deck in state.used)


def learning_until(moment: StudyMoment) -> int:
    """Return the time (UTC ms) until which a learning card counts as due today.

    It is later than the end of the day: a card missed just before that is due in the same session.
    """
    return moment.day_end + LEARN_AHEAD_MS


def allowances(
    settings: Settings,
    decks: Sequence[StoredDeck],
    used: Mapping[DeckId, DayStat],
    day: int,
    overall_extra: ExtraCards | None = None,
) -> dict[DeckId | None, RemainingLimits]:
    """Return how much of the limits is left for the rest of study day `day`.

    A deck's extra cards "for today only" raise the limits of the deck and of all its parents; fewer
    cards lower those of the deck alone. `overall_extra` are those of all decks together.
    """
    overall = RemainingLimits(settings.new_per_day, settings.reviews_per_day)
    limits: dict[DeckId | None, RemainingLimits] = {None: overall}
    limits |= {deck.id: _own_limits(deck, day, overall) for deck in decks}
    new, reviews = _changes_to_limits(decks, used, day, overall_extra or ExtraCards(day, 0, 0))
    return {
        deck: RemainingLimits(
            None if limit.new is None else max(0, limit.new + new[deck]),
            None if limit.reviews is None else max(0, limit.reviews + reviews[deck]),
        )
        for deck, limit in limits.items()
    }


def _own_limits(deck: StoredDeck, day: int, overall: RemainingLimits) -> RemainingLimits:
    """Return the limits of a deck; one without any that has fewer cards today has the overall."""
    new, reviews = deck.new_limit, deck.review_limit
    if deck.extra is not None and deck.extra.day == day:
        new = overall.new if new is None and deck.extra.new < 0 else new
        reviews = overall.reviews if reviews is None and deck.extra.reviews < 0 else reviews
    return RemainingLimits(new, reviews)


def _changes_to_limits(
    decks: Sequence[StoredDeck],
    used: Mapping[DeckId, DayStat],
    day: int,
    overall_extra: ExtraCards,
) -> tuple[Counter[DeckId | None], Counter[DeckId | None]]:
    """Return what today's extra cards, less those `used`, add to the limits of new and reviews."""
    parents = {deck.id: deck.parent for deck in decks}
    new = Counter[DeckId | None]({None: overall_extra.new})
    reviews = Counter[DeckId | None]({None: overall_extra.reviews})
    for deck in decks:
        stat = used.get(deck.id, DayStat(day))
        extra = ExtraCards(day, 0, 0)
        if deck.extra is not None and deck.extra.day == day:
            extra = deck.extra
        for place in deck_and_parents(deck.id, parents):
            # A deck that has fewer cards today leaves its parents theirs.
            is_own = place == deck.id
            new[place] += (extra.new if is_own else max(0, extra.new)) - stat.new
            reviews[place] += (extra.reviews if is_own else max(0, extra.reviews)) - stat.reviews
    return new, reviews


def used_today(
    connection: Connection,
    moment: StudyMoment,
    answers: queue.TodaysAnswers,
    keys: queue.Keys | None = None,
) -> dict[DeckId, DayStat]:
    """Return what each deck used of today's limits; a card that was reset does not count."""
    used = statistics.day_stats_by_deck(connection, moment.day, keys)
    for deck, count in answers.restarted.items():
        if stat := used.get(deck):
            used[deck] = replace(stat, new=max(0, stat.new - count))
    return used


def decks_with_raise(
    decks: Sequence[StoredDeck], day: int
) -> tuple[frozenset[DeckId], frozenset[DeckId]]:
    """Return the decks and subdecks with extra new cards today, and those with extra reviews."""
    today = [(deck.id, deck.extra) for deck in decks if deck.extra and deck.extra.day == day]
    new = [subtree(decks, deck) for deck, extra in today if extra.new > 0]
    reviews = [subtree(decks, deck) for deck, extra in today if extra.reviews > 0]
    return frozenset[DeckId]().union(*new), frozenset[DeckId]().union(*reviews)


def _filter_decks(
    within: frozenset[DeckId] | None, cards: Iterable[QueuedCard]
) -> Iterable[QueuedCard]:
    return cards if within is None else (card for card in cards if card.deck in within)


def _with_decks_first(
    decks: frozenset[DeckId], cards: Callable[[], Iterator[QueuedCard]]
) -> Iterator[QueuedCard]:
    """Yield the cards of `decks` before the others, which would use up the extra cards."""
    if decks:
        yield from (card for card in cards() if card.deck in decks)
    yield from (card for card in cards() if card.deck not in decks)
