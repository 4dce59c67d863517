"""Deck files: the YAML format, its checks and its parts."""
