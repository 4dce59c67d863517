"""Review sessions."""
