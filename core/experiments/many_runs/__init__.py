"""Thousands of runs at once, each bit for bit equal to a single run."""
