"""Show a card and take its answer."""
