"""Imports: readers, plans, and their application."""
