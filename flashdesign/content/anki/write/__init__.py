"""Writers of Anki packages."""
