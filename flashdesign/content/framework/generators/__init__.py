"""Generators of the built-in decks from framework content."""
