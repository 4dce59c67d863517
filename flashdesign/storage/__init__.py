"""The collection on disk: one SQLite file, spoken to in values of the domain only."""
