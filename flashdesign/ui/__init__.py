"""The desktop window: theme, widgets, models and screens."""
