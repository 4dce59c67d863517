"""The form in which a note is written."""
