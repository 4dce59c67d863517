"""Search and list cards and decks."""
