"""The collection's SQLite file: opening, copies and checks."""
