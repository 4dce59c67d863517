"""Image files and the references to them in notes."""
