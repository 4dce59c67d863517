"""Write packages that Anki opens."""
