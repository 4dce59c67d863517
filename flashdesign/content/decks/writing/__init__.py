"""Write and update deck files."""
