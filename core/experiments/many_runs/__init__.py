"""Thousands of runs at once, each equal to the bit to a single run."""
