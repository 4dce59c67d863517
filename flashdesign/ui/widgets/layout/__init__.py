"""Pages, panels and layouts that several features share."""
