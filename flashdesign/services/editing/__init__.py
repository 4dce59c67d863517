"""Create, change and delete notes and decks, and undo."""
