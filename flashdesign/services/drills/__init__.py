"""Practice, sprints and drills in a review."""
