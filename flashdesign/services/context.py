"""The context of all use cases: collection, clock, random numbers and file locations."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from flashdesign.domain.ids import ReviewId, new_review_id
from flashdesign.domain.scheduling.study_day import MS_PER_HOUR, StudyMoment
from flashdesign.domain.settings import Settings
from flashdesign.paths import AppPaths
from flashdesign.storage.connection.database import Database


@dataclass(frozen=True, slots=True)
class Changes:
    """The kinds of data that changed."""

    decks: bool = False
    cards: bool = False
    reviews: bool = False
    settings: bool = False
    drills: bool = False


class Broadcast:
    """Sends each change to all listeners in the order of registration; `change_count` counts."""

    def __init__(self) -> None:
        self.change_count = 0
        self._listeners: list[Callable[[Changes], None]] = []

    def add_listener(self, listener: Callable[[Changes], None]) -> None:
        """Call `listener` after each change from now on."""
        self._listeners.append(listener)

    def notify(self, changes: Changes) -> None:
        """Notify every listener."""
        self.change_count += 1
        for listener in self._listeners:
            listener(changes)


_UID_BITS = 74
# A longer pause ends a session.
_LONGEST_PAUSE_MS = MS_PER_HOUR


class Clock(Protocol):
    """The clock: the system's in the program, a fake one in tests."""

    def now_ms(self) -> int:
        """Return the time in UTC ms."""
        ...

    def zone_min(self, at: int) -> int:
        """Return the local zone's offset from UTC in minutes at `at` (UTC ms)."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never go backwards."""
        ...


class IdGenerator:
    """Uids for new rows, in the order of writing: each is greater than the last and `newest`.

    Undo relies on this order; a clock that is set back does not change it.
    """

    def __init__(self, random: Random, newest: ReviewId | None = None) -> None:
        self._random = random
        self._last = newest

    def next(self, at: int) -> ReviewId:
        """Return the next uid, for a row at `at` (UTC ms)."""
        self._last = new_review_id(at, self._random.getrandbits(_UID_BITS), self._last)
        return self._last


class CurrentSession:
    """The time since when the user has been studying without a long pause in this run."""

    def __init__(self) -> None:
        self._began = self._last = 0

    def record_activity(self, at: int) -> None:
        """Record that the user is studying at `at` (UTC ms)."""
        if not self._is_going_on(at):
            self._began = at
        self._last = at

    def began_at(self, at: int) -> int:
        """Return when the session that is going on at `at` began, or `at` if there is none."""
        return min(self._began, at) if self._is_going_on(at) else at

    def _is_going_on(self, at: int) -> bool:
        return abs(at - self._last) <= _LONGEST_PAUSE_MS


@dataclass(frozen=True, slots=True)
class Context:
    """The open collection and its environment; with `decimal_comma`, 1,234 is a decimal number.

    `is_named_new`: it was just created, under a name given on the command line.
    """

    database: Database
    clock: Clock
    random: Random
    paths: AppPaths
    uids: IdGenerator
    broadcast: Broadcast = field(default_factory=Broadcast)
    session: CurrentSession = field(default_factory=CurrentSession)
    decimal_comma: bool = False
    is_named_new: bool = False

    def moment(self, settings: Settings) -> StudyMoment:
        """Return the current time with the local time zone and the rollover hour."""
        at = self.clock.now_ms()
        return StudyMoment(at, self.clock.zone_min(at), settings.rollover_h)

    def undo_since(self, moment: StudyMoment) -> int:
        """Return since when (UTC ms) actions can be undone: today's, and those of this session."""
        return min(moment.day_start(moment.day), self.session.began_at(moment.at))
