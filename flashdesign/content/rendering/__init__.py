"""Markdown and formulas as HTML, plain text and print."""
