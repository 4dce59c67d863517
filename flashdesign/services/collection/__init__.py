"""Open, back up, check and move the collection."""
