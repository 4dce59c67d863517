"""Make notes of the framework's records: one module for each kind of content."""
