"""Searches and lists of cards and decks."""
