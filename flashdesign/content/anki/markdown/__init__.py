"""Write the content of Anki's fields as Markdown."""
