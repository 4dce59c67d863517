"""The content of an import or export."""
