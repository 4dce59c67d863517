"""Rows of tables: their domain values, the positions of cards, and the counts of each day."""
