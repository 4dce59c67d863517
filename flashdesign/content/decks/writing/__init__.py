"""Writers and updates of deck files."""
