"""Queries for the queue, search and statistics."""
