"""Adding and editing of notes."""
