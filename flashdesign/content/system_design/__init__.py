"""The built-in decks."""
