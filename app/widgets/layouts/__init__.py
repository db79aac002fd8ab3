"""Layouts that use the room there is."""
