"""Comparison of two to five runs on the same points."""
