"""Read the HTML of Anki's fields."""
