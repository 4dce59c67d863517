"""Conversion between rows and domain values."""
