"""Search of cards for Browse."""
