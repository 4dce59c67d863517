"""Review sessions and their summary."""
