"""Boards that are compared: two to four runs on the same points with one film."""
