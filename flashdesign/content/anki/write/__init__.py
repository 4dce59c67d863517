"""Write Anki packages."""
