"""Decks as text: reading, writing, checking and rendering them."""
