"""What can be computed from a run: agreement, gains, distances, the verdict."""
