"""Changes to a recipe: by hand, and what follows from another change."""
