"""The command line: one command for each task, with JSON for scripts."""
