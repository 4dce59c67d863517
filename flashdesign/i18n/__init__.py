"""Translation and formatting of everything the user reads."""
