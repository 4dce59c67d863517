"""Tables of notes (CSV and TSV), read and written."""
