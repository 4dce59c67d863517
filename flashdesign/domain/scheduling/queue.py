"""Today's cards: the plan that the window, the tray and the command line share."""

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import IntEnum

from flashdesign.domain.ids import CardKey, DeckId, NoteKey


class QueueKind(IntEnum):
    """The kind of a card today: one of the three counts of a deck."""

    NEW = 0
    LEARNING = 1
    DUE = 2


@dataclass(frozen=True, slots=True)
class QueuedCard:
    """A card that may be shown today; `due` in UTC ms is used for learning cards only."""

    card: CardKey
    note: NoteKey
    deck: DeckId
    queue_kind: QueueKind
    due: int = 0


@dataclass(frozen=True, slots=True)
class RemainingLimits:
    """The number of new cards and reviews left for today; None is no limit."""

    new: int | None = None
    reviews: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Today's cards: `learning` by due time, `fresh` in the order to show them."""

    learning: tuple[QueuedCard, ...] = ()
    fresh: tuple[QueuedCard, ...] = ()


class _Day:
    """The chosen notes and the remaining limits of each deck while a plan is made."""

    def __init__(
        self,
        parents: Mapping[DeckId, DeckId | None],
        allowances: Mapping[DeckId | None, RemainingLimits],
        notes_seen: Iterable[NoteKey],
    ) -> None:
        self._parents = parents
        self._left = {
            QueueKind.NEW: {
                deck: allowed.new for deck, allowed in allowances.items() if allowed.new is not None
            },
            QueueKind.DUE: {
                deck: allowed.reviews
                for deck, allowed in allowances.items()
                if allowed.reviews is not None
            },
        }
        # Cached by deck: a plan can have thousands of cards.
        self._limited: dict[tuple[QueueKind, DeckId], list[DeckId | None]] = {}
        self._notes = set(notes_seen)

    def is_full(self, queue_kind: QueueKind) -> bool:
        """Return whether the overall limit of this kind is used up."""
        left = self._left[queue_kind].get(None)
        return left is not None and left <= 0

    def add_note(self, note: NoteKey) -> None:
        self._notes.add(note)

    def take(self, card: QueuedCard) -> bool:
        """Choose `card` unless a sibling is in the plan or a limit on its path is used up."""
        if card.note in self._notes:
            return False
        left = self._left[card.queue_kind]
        path = self._limited.get((card.queue_kind, card.deck))
        if path is None:
            path = self._limited[card.queue_kind, card.deck] = self._limits_of(card)
        for deck in path:
            if left[deck] <= 0:
                return False
        for deck in path:
            left[deck] -= 1
        self._notes.add(card.note)
        return True

    def _limits_of(self, card: QueuedCard) -> list[DeckId | None]:
        """Return the decks with a limit from the card's deck to the root (None)."""
        path: list[DeckId | None] = [card.deck]
        while (deck := path[-1]) is not None:
            path.append(self._parents.get(deck))
        return [deck for deck in path if deck in self._left[card.queue_kind]]


def plan_today(
    learning: Iterable[QueuedCard],
    reviews: Iterable[QueuedCard],
    new: Iterable[QueuedCard],
    *,
    parents: Mapping[DeckId, DeckId | None],
    allowances: Mapping[DeckId | None, RemainingLimits],
    notes_seen: Iterable[NoteKey] = (),
) -> Plan:
    """Return today's plan.

    `learning`, `reviews` and `new` are each sorted by priority and read only until the limits are
    used up, so each may be a lazy cursor over the whole collection. `allowances` are the remaining
    limits of today: of the collection under None, of a deck with its subtree under its id. Only
    one card of a note is chosen; `notes_seen` are the notes already answered today.
    """
    day = _Day(parents, allowances, notes_seen)
    learning_cards = sorted(learning, key=lambda card: (card.due, card.card))
    for card in learning_cards:
        day.add_note(card.note)
    chosen_reviews = _choose(reviews, QueueKind.DUE, day)
    return Plan(tuple(learning_cards), interleave(chosen_reviews, _choose(new, QueueKind.NEW, day)))


def plan_chosen(
    chosen: Iterable[QueuedCard], answered: AbstractSet[CardKey], learning_until: int
) -> Plan:
    """Return the plan of a session of chosen cards, whatever is due and whatever the limits are.

    Each card is asked once, in the given order, but the second card of each note comes after the
    first ones of all notes, and so on: one may show the answer of another. A card in `answered`
    was asked in this session; it returns only while it is being learned and is due (UTC ms) before
    `learning_until`.
    """
    cards = {card.card: card for card in chosen}.values()
    turns: Counter[NoteKey] = Counter()
    fresh: list[tuple[int, QueuedCard]] = []
    learning = []
    for card in cards:
        if card.card not in answered:
            fresh.append((turns[card.note], card))
            turns[card.note] += 1
        elif card.queue_kind is QueueKind.LEARNING and card.due < learning_until:
            learning.append(card)
    learning.sort(key=lambda card: (card.due, card.card))
    in_turns = sorted(fresh, key=lambda pair: pair[0])
    return Plan(tuple(learning), tuple(card for _turn, card in in_turns))


def interleave(reviews: list[QueuedCard], new: list[QueuedCard]) -> tuple[QueuedCard, ...]:
    """Merge both lists: the new cards evenly among the reviews, each list in its order."""
    places = [((at + 1) / (len(reviews) + 1), 0, at, card) for at, card in enumerate(reviews)]
    places += [((at + 0.5) / len(new), 1, at, card) for at, card in enumerate(new)]
    return tuple(place[3] for place in sorted(places, key=lambda place: place[:3]))


def _choose(candidates: Iterable[QueuedCard], queue_kind: QueueKind, day: _Day) -> list[QueuedCard]:
    chosen: list[QueuedCard] = []
    if day.is_full(queue_kind):
        return chosen
    for card in candidates:
        if day.take(card):
            chosen.append(card)
            if day.is_full(queue_kind):
                break
    return chosen
