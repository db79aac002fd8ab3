"""The board: the widget on which points, cells and centroids are painted."""
