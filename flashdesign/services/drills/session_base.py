"""Actions on the current drill, the same in reviews, practice and sprints."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Generic, TypeVar

from flashdesign.domain.drills.grading import adjust
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.services.drills.active_drill import ActiveDrill

State = TypeVar("State")


class DrillSessionBase(ABC, Generic[State]):
    """Actions on a drill; each returns the state to draw, unchanged if no drill is open."""

    def __init__(self) -> None:
        self._drill: ActiveDrill | None = None
        self._is_paused = False

    @property
    @abstractmethod
    def state(self) -> State:
        """Return the state to draw now."""

    @abstractmethod
    def _show(self, drill: ActiveDrill) -> State:
        """Return the state to draw after an action on the drill."""

    @property
    def is_paused(self) -> bool:
        """Return whether the clock is paused."""
        return self._is_paused

    def submit(self, text: str) -> State:
        """Answer the drill, or the current step ("" skips it); raises `QuantityError`."""
        return self._move(lambda drill: drill.submit(text))

    def reveal(self) -> State:
        """Give up, which counts as no answer."""
        return self._move(ActiveDrill.give_up)

    def describe_input(self, text: str) -> tuple[str, bool]:
        """Return in words how a typed answer is read, and whether it cannot be read."""
        return ("", False) if self._drill is None else self._drill.describe_input(text)

    def hint(self) -> State:
        """Show the next hint; with a hint, the best grade is Hard."""
        return self._move(ActiveDrill.take_hint)

    def ask_steps(self) -> State:
        """Ask for the steps one by one, which counts as a hint."""
        return self._move(ActiveDrill.ask_steps)

    def time_used(self) -> float | None:
        """Return the seconds so far, or None if untimed."""
        return None if self._drill is None else self._drill.time_used()

    def time_left(self) -> float | None:
        """Return the seconds until an empty field counts as no answer, or None if untimed."""
        return None if self._drill is None else self._drill.time_left()

    def time_up(self, text: str) -> State:
        """Count the drill as not answered if the time is over and `text`, the field's, is blank."""
        left = self.time_left()
        if left is None or left > 0 or text.strip():
            return self.state
        return self._move(lambda drill: drill.time_up(text))

    def pause(self) -> None:
        """Pause the clock, as while the window is not active."""
        self._is_paused = True
        if self._drill is not None:
            self._drill.pause()

    def resume(self) -> None:
        """Resume the clock."""
        self._is_paused = False
        if self._drill is not None:
            self._drill.resume()

    def _set_drill(self, drill: ActiveDrill | None) -> None:
        """Set or clear the current drill."""
        self._drill = drill
        if drill is not None and self._is_paused:
            drill.pause()

    def _move(self, act: Callable[[ActiveDrill], None]) -> State:
        drill = self._drill
        if drill is None or drill.feedback is not None:
            return self.state
        act(drill)
        return self._show(drill)


def grade_choices(automatic: Rating) -> tuple[Rating, ...]:
    """Return the grades to choose from: the automatic one and its neighbors."""
    return tuple(rating for rating in Rating if abs(rating - automatic) <= 1)


def adjust_grade(suggested: Rating, step: int, automatic: Rating) -> Rating:
    """Return the grade changed by a step, never more than one from the automatic one."""
    wanted = adjust(suggested, step)
    return wanted if wanted in grade_choices(automatic) else suggested
