"""Notes, their questions and their cards."""
