"""The parts of a drill on screen."""
