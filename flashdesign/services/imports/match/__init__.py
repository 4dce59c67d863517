"""Match imported decks and notes to those in the collection."""
