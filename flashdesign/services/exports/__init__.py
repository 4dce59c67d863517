"""Exports of decks, packages and archives."""
