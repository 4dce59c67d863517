"""Read, build and edit YAML."""
