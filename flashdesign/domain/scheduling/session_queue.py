"""The queue of a review session: the next card, returning cards and remaining counts."""

import heapq
from collections import Counter, deque

from flashdesign.domain.ids import CardKey
from flashdesign.domain.scheduling.queue import Plan, QueuedCard, QueueKind
from flashdesign.domain.scheduling.study_day import MS_PER_MINUTE

# With nothing else left, a learning card is shown up to this long before its due time.
LEARN_AHEAD_MS = 20 * MS_PER_MINUTE


class SessionQueue:
    """The cards still to show; the current card counts as left until the next one is drawn."""

    def __init__(self, plan: Plan) -> None:
        self._fresh = deque(plan.fresh)
        self._fresh_keys = {card.card for card in plan.fresh}
        self._learning = [(card.due, card.card, card) for card in plan.learning]
        heapq.heapify(self._learning)
        self._current: QueuedCard | None = None
        self._first: deque[QueuedCard] = deque()
        self._left = Counter(card.queue_kind for card in (*plan.learning, *plan.fresh))

    @property
    def current(self) -> QueuedCard | None:
        """The current card."""
        return self._current

    def next_card(self, now: int) -> QueuedCard | None:
        """Make the next card current: a learning card that is due, a fresh one, or an early one."""
        if self._current is not None:
            self._left[self._current.queue_kind] -= 1
        if self._first:
            self._current = self._first.popleft()
        elif self._is_due(now) or (not self._fresh and self._is_due(now + LEARN_AHEAD_MS)):
            self._current = heapq.heappop(self._learning)[2]
        elif self._fresh:
            self._current = self._fresh.popleft()
            self._fresh_keys.discard(self._current.card)
        else:
            self._current = None
        return self._current

    def requeue(self, card: QueuedCard) -> None:
        """Show `card` again in this session at its `due` time."""
        heapq.heappush(self._learning, (card.due, card.card, card))
        self._left[card.queue_kind] += 1

    def show_first(self, card: QueuedCard) -> None:
        """Show `card` next, before all others."""
        self.remove(card.card)
        self._first.appendleft(card)
        self._left[card.queue_kind] += 1

    def remove(self, key: CardKey) -> None:
        """Remove a card from the queue, but not the current one."""
        learning = [entry[2] for entry in self._learning if entry[1] == key]
        first = [card for card in self._first if card.card == key]
        fresh: list[QueuedCard] = []
        if key in self._fresh_keys:
            # Reading all of it takes milliseconds, and an undone card is not in it.
            fresh = [card for card in self._fresh if card.card == key]
            self._fresh = deque(card for card in self._fresh if card.card != key)
            self._fresh_keys.discard(key)
        self._left -= Counter(card.queue_kind for card in (*first, *fresh, *learning))
        self._first = deque(card for card in self._first if card.card != key)
        self._learning = [entry for entry in self._learning if entry[1] != key]
        heapq.heapify(self._learning)

    def left(self) -> Counter[QueueKind]:
        """Return the number of cards left of each kind."""
        return +self._left

    def next_due_at(self) -> int | None:
        """Return the due time (UTC ms) of the next learning card, or None without one."""
        return self._learning[0][0] if self._learning else None

    def _is_due(self, now: int) -> bool:
        return bool(self._learning) and self._learning[0][0] <= now
