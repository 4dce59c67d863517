"""Read untrusted Anki packages (.apkg and .colpkg)."""
