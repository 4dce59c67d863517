"""The order of cards within one sitting: what comes next, what comes back, what is left."""

import heapq
from collections import Counter, deque

from flashdesign.domain.cards import CardKey
from flashdesign.domain.moments import MS_PER_MINUTE
from flashdesign.domain.queue import Heap, Plan, Waiting

# With nothing else left, a learning card may be shown this much before its minute.
LEARN_AHEAD_MS = 20 * MS_PER_MINUTE


class Sitting:
    """Cards still to be shown. The card on the table counts as left until it is dismissed."""

    def __init__(self, plan: Plan) -> None:
        self._fresh = deque(plan.fresh)
        self._coming_back = [(card.due, card.card, card) for card in plan.learning]
        heapq.heapify(self._coming_back)
        self._current: Waiting | None = None
        self._first: deque[Waiting] = deque()
        self._left = Counter(card.heap for card in (*plan.learning, *plan.fresh))

    @property
    def current(self) -> Waiting | None:
        """The card on the table."""
        return self._current

    def draw(self, now: int) -> Waiting | None:
        """Put the next card on the table: one whose minute has come, a fresh one, or one early."""
        if self._current is not None:
            self._left[self._current.heap] -= 1
        if self._first:
            self._current = self._first.popleft()
        elif self._has_come(now) or (not self._fresh and self._has_come(now + LEARN_AHEAD_MS)):
            self._current = heapq.heappop(self._coming_back)[2]
        elif self._fresh:
            self._current = self._fresh.popleft()
        else:
            self._current = None
        return self._current

    def bring_back(self, card: Waiting) -> None:
        """Show `card` again in this sitting when its `due` has come."""
        heapq.heappush(self._coming_back, (card.due, card.card, card))
        self._left[card.heap] += 1

    def show_first(self, card: Waiting) -> None:
        """Show `card` next, before all others."""
        self.forget(card.card)
        self._first.appendleft(card)
        self._left[card.heap] += 1

    def forget(self, key: CardKey) -> None:
        """Take a card that is not on the table out of what is left."""
        waiting = [*self._first, *self._fresh, *(entry[2] for entry in self._coming_back)]
        self._left -= Counter(card.heap for card in waiting if card.card == key)
        self._first = deque(card for card in self._first if card.card != key)
        self._fresh = deque(card for card in self._fresh if card.card != key)
        self._coming_back = [entry for entry in self._coming_back if entry[1] != key]
        heapq.heapify(self._coming_back)

    def left(self) -> Counter[Heap]:
        """Return how many cards of each heap are left."""
        return +self._left

    def comes_back_at(self) -> int | None:
        """Return when (UTC ms) the next card comes back, or None where none does."""
        return self._coming_back[0][0] if self._coming_back else None

    def _has_come(self, now: int) -> bool:
        return bool(self._coming_back) and self._coming_back[0][0] <= now
