"""The kinds of notes: their fields in a deck file and in the form, and how they are checked."""
