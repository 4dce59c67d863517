"""Generate the built-in decks from framework content."""
