"""Home: the decks and what is due today."""
