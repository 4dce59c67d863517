"""Picture files, and the links to them in notes."""
