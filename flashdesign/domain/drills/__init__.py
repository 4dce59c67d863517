"""Estimation drills: templates, instances, scoring and sprints."""
