"""Undo and redo of bulk edits."""
