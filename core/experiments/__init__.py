"""Many runs over the same points: restarts, and the basins of a starting centroid."""
