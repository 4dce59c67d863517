"""Add and edit notes."""
