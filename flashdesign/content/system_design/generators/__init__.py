"""Generators of the notes of the built-in decks, one for each kind of content file."""
