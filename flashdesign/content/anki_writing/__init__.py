"""Write Anki packages (.apkg)."""
