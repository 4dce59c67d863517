"""The review log, and the memory computed from it."""
