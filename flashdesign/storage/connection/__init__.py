"""Open, copy and watch the collection's SQLite file."""
