"""Widgets of general use, one a file."""
