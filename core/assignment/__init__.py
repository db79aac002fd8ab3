"""Nearest centroids, exactly: the brute-force reference and the index over the points."""
