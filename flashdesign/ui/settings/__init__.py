"""Settings and the collection's location."""
