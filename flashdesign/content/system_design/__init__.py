"""The built-in decks on system design: their content files, and the notes made from them."""
