"""The start of the window, and the controller that owns all pages."""
