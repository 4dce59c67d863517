"""Learn system design by answering a little every day."""

__version__ = "0.1.0"
