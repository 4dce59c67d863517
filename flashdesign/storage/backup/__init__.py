"""Back up, restore and check a collection."""
