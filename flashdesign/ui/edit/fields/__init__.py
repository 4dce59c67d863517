"""The fields of the note form."""
