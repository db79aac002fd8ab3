"""The experiment Choose K: criteria for the number of clusters, side by side."""
