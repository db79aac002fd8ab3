"""Comparison of two to four runs on the same points."""
