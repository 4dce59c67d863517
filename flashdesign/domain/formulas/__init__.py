"""Arithmetic formulas over names: their parser and their values."""
