"""Recipes, their data, and recorded runs."""
