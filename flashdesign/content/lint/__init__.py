"""Checks of the wording and quality of notes and drills."""
