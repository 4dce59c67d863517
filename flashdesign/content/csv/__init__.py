"""Read and write tables of notes (CSV and TSV)."""
