"""Matches of imported decks and notes with those in the collection."""
