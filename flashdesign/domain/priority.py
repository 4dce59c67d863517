"""Priorities of notes, which decide which new cards are introduced first."""

from typing import Final

USUAL_PRIORITY: Final = 2
PRIORITIES = (1, USUAL_PRIORITY, 3)
"""The new cards of a priority are introduced before those of the next: core, usual, and extra."""
