"""Stored drill attempts and sprints."""
