"""Stored decks, notes, cards and media."""
