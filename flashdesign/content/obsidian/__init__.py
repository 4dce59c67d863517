"""Flashcards in Obsidian notes."""
