"""Smooth borders between the classes of a picture."""

from itertools import product

import numpy as np
from numpy.typing import NDArray


def smoothed(classes: NDArray[np.intp], finer: int) -> NDArray[np.intp]:
    """The picture (rows, columns) with ``finer`` times as many rows and columns.

    Each new pixel takes the class of greatest weight in the bilinear interpolation of the four
    old pixels around it: no class appears that the old pixels do not have.
    """
    if finer <= 1:
        return classes
    rows, columns = classes.shape
    around = np.pad(classes, 1, mode="edge")
    result = np.empty((rows * finer, columns * finer), classes.dtype)
    for (down, low, up), (across, left, right) in product(_parts(finer), repeat=2):
        corners = [
            (around[v : v + rows, h : h + columns], one * other)
            for (v, one), (h, other) in product(
                ((low, 1.0 - up), (low + 1, up)), ((left, 1.0 - right), (left + 1, right))
            )
        ]
        result[down::finer, across::finer] = _heaviest(corners)
    return result


def _parts(finer: int) -> list[tuple[int, int, float]]:
    """For each part of a pixel: its number, the padded pixel before it, the distance past it."""
    parts = []
    for part in range(finer):
        place = (part + 0.5) / finer + 0.5
        parts.append((part, int(place), place - int(place)))
    return parts


def _heaviest(corners: list[tuple[NDArray[np.intp], float]]) -> NDArray[np.intp]:
    """The class with the greatest sum of weights in each pixel; the first of equal ones."""
    best, most = corners[0][0], np.full(corners[0][0].shape, -1.0)
    for own, _ in corners:
        weight = sum((other == own) * share for other, share in corners)
        best, most = np.where(weight > most, own, best), np.maximum(weight, most)
    return best
