"""Boards side by side on the same points."""
