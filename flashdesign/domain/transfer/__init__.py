"""What an import or export consists of."""
