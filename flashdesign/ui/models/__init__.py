"""Qt item models of immutable values."""
