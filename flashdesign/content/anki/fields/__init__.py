"""Readers of the HTML of Anki's fields."""
