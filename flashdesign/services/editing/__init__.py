"""Edits of notes and decks, and undo."""
