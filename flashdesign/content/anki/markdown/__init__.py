"""The content of Anki's fields as Markdown."""
