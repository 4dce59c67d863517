"""Inputs for answers, one for each kind of question."""
