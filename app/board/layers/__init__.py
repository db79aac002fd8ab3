"""Layers of the board, one a file."""
