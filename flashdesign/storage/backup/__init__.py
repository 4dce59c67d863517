"""Backups, restores and checks of a collection."""
