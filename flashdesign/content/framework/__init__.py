"""The decks that ship with the program."""
