"""Buttons, fields and labels that several features share."""
