"""Read untrusted Anki packages (.apkg, .colpkg)."""
