"""Browse: search results, their preview and bulk actions."""
