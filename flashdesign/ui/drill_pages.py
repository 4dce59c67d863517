"""Imports that drills need, in one module so that Home starts without them."""

from flashdesign.domain.ratings import Rating
from flashdesign.services.calibrating import calibration
from flashdesign.services.practice import PracticeSession, choices, how_many
from flashdesign.services.sprint import SprintSession, new_code, sprint_of
from flashdesign.ui.screens.drill_home import DrillHomeScreen
from flashdesign.ui.screens.drill_result import DrillResultScreen
from flashdesign.ui.screens.practice import PracticeScreen
from flashdesign.ui.screens.sprint import SprintScreen

__all__ = [
    "DrillHomeScreen",
    "DrillResultScreen",
    "PracticeScreen",
    "PracticeSession",
    "Rating",
    "SprintScreen",
    "SprintSession",
    "calibration",
    "choices",
    "how_many",
    "new_code",
    "sprint_of",
]
