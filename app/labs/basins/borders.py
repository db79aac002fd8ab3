"""Smooth borders between the classes of a picture."""

import numpy as np
from numpy.typing import NDArray

AT_ONCE = 4096
"""Pixels at borders that are computed together: some megabytes."""


def smoothed(classes: NDArray[np.intp], finer: int) -> NDArray[np.intp]:
    """The picture (rows, columns) with ``finer`` times as many rows and columns.

    Each new pixel takes the class of greatest weight in the quadratic B-spline over the 3 × 3 old
    pixels around it: no class appears that these do not have.
    """
    if finer <= 1:
        return classes
    result = np.repeat(np.repeat(classes, finer, axis=0), finer, axis=1)
    blocks = result.reshape(classes.shape[0], finer, classes.shape[1], finer).swapaxes(1, 2)
    around = np.lib.stride_tricks.sliding_window_view(np.pad(classes, 1, mode="edge"), (3, 3))
    rows, columns = np.nonzero((around != classes[..., None, None]).any(axis=(2, 3)))
    weights = _weights(finer)
    for first in range(0, len(rows), AT_ONCE):
        part = slice(first, first + AT_ONCE)
        near = around[rows[part], columns[part]].reshape(-1, 9)
        same = (near[:, :, None] == near[:, None, :]).astype(np.float32)
        heaviest = np.argmax(same @ weights, axis=1)
        found = np.take_along_axis(near, heaviest, axis=1)
        blocks[rows[part], columns[part]] = found.reshape(-1, finer, finer)
    return result


def _weights(finer: int) -> NDArray[np.float32]:
    """The weights of the old pixels around each part of the middle one: (9, finer²)."""
    at = (np.arange(finer) + 0.5) / finer - 0.5
    along = np.stack([(0.5 - at) ** 2 / 2, 0.75 - at**2, (0.5 + at) ** 2 / 2])
    weights = np.einsum("ar,bc->abrc", along, along).reshape(9, finer * finer)
    return np.asarray(weights, np.float32)
