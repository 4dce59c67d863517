"""Drills: practice, sprints and results."""
