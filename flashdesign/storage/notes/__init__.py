"""Stored decks, notes, cards and pictures."""
