"""Display of a card, and input of its answer."""
