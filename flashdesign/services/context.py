"""What every job stands on: the collection, the clock, chance and places, handed down."""

from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from flashdesign.domain.moments import Moment
from flashdesign.domain.preferences import Preferences
from flashdesign.domain.reviews import Uid, new_uid
from flashdesign.paths import Places
from flashdesign.services.changes import Broadcast
from flashdesign.storage.database import Database

_UID_BITS = 74


class Clock(Protocol):
    """The time, as `app` reads it and tests set it."""

    def now_ms(self) -> int:
        """Return the time in UTC ms."""
        ...

    def zone_min(self, at: int) -> int:
        """Return the local zone's offset from UTC in minutes at `at` (UTC ms)."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never go backwards."""
        ...


class Uids:
    """Uids for new rows, each behind the one before and behind `newest`: the order of writing.

    A clock that is set back changes nothing of that; undo goes by it.
    """

    def __init__(self, random: Random, newest: Uid | None = None) -> None:
        self._random = random
        self._last = newest

    def next(self, at: int) -> Uid:
        """Return the next uid, for a row at `at` (UTC ms)."""
        self._last = new_uid(at, self._random.getrandbits(_UID_BITS), self._last)
        return self._last


@dataclass(frozen=True, slots=True)
class Context:
    """The open collection and its surroundings; `decimal_comma` tells how 1,234 is meant here.

    `is_named_new`: it was just made, under a name that the program was called with.
    """

    database: Database
    clock: Clock
    random: Random
    places: Places
    uids: Uids
    broadcast: Broadcast = field(default_factory=Broadcast)
    decimal_comma: bool = False
    is_named_new: bool = False

    def moment(self, preferences: Preferences) -> Moment:
        """Return now, as this place and these preferences live it."""
        at = self.clock.now_ms()
        return Moment(at, self.clock.zone_min(at), preferences.rollover_h)
