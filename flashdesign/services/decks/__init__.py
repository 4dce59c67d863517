"""Decks as they are shown: overview, daily limits, and which of them are visible."""
