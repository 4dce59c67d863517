"""Dumb widgets: values in, signals out; they know no services and no screens."""
