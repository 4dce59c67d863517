"""Estimation drills: templates, instances, grading and sprints."""
