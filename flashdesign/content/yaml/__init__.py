"""Reader, builder and editor of YAML."""
