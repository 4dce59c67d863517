"""The collection on disk: one SQLite file, read and written in values of the domain only."""
