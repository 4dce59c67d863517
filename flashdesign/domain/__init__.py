"""Values and rules: no Qt, SQL, YAML, files, clock or chance."""
