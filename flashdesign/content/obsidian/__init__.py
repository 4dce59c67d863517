"""Read flashcards from Obsidian notes."""
