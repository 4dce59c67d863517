"""Today's plan, scheduling rules and card actions."""
