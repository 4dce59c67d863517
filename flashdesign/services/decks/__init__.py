"""Decks as they are shown: overview, daily limits, visible decks, and the list of their cards."""
