"""The collection: opening, backups, checks and moves."""
