"""Anki packages, read and written, and CrowdAnki decks, read."""
