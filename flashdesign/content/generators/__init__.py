"""Generators of notes from the records of the framework deck, one module per type of content."""
