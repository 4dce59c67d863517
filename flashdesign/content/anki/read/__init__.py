"""Readers of untrusted Anki packages (.apkg, .colpkg)."""
