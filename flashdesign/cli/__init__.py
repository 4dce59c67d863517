"""The door for the terminal: one command for each job, with JSON for scripts."""
