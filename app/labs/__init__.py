"""Experiments of many runs on the board's points, each in a column of its own."""
