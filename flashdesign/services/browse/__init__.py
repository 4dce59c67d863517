"""Search of cards for Browse, and lists of the cards that a search finds."""
