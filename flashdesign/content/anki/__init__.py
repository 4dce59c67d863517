"""Read and write Anki packages, and read CrowdAnki decks."""
