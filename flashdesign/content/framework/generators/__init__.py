"""Generate the shipped decks from framework content."""
