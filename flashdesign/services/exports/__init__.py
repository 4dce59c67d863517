"""Export decks, packages and archives."""
