"""Widgets without logic: values in, signals out; they use no services and no screens."""
