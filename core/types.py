"""Types shared by the whole engine: arrays of points and labels, rectangles, colour slots."""

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""Coordinates, shape (N, d): a row a point, a column a feature."""


Labels = NDArray[np.signedinteger]
"""The cluster of every point, shape (N,); -1 where a point has none yet."""


Rectangle = tuple[float, float, float, float]
"""xmin, ymin, xmax, ymax."""


Slots = tuple[int, ...]
"""The colour and shown number of each starting centroid: a permutation of 0 … K - 1."""
