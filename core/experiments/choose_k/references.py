"""Reference sets: uniform points in the box of the data (Tibshirani, Walther and Hastie 2001)."""

import numpy as np

from core.datasets.making import LATTICE
from core.experiments.choose_k.plan import BOXES
from core.randomness import REFERENCES
from core.types import Points


class ReferenceBox:
    """A box around points, along the axes or along the principal components."""

    def __init__(self, points: Points, box: str) -> None:
        """Around ``points`` (N, d); ``box`` is a name in BOXES."""
        self._kind = BOXES.index(box)
        self._n, d = points.shape
        self._middle = points.min(axis=0) / 2 + points.max(axis=0) / 2
        centred = points - self._middle
        self._axes = np.eye(d) if box == "box" else _principal_axes(centred)
        across = centred @ self._axes
        self._low, self._high = across.min(axis=0), across.max(axis=0)
        reach = float(np.abs(centred).max())
        self._step = float(np.ldexp(LATTICE, int(np.frexp(reach)[1]))) if reach else 0.0
        self._place = self._middle
        if np.spacing(np.abs(points).max()) > self._step:
            # So far out floats are too coarse for a uniform draw, and inertia is the same anywhere.
            self._place = np.zeros(d)

    def draw(self, seed: int, number: int) -> Points:
        """Reference set ``number`` of a ``seed``: as many points as there are, (N, d), read-only.

        Coordinates are multiples of a power of two, so that sums of them are exact at once. The set
        lies around the middle of the data, or around 0 where the data is so far from 0 that its
        coordinates have fewer digits than these multiples.
        """
        rng = np.random.default_rng(
            np.random.SeedSequence(seed, spawn_key=(REFERENCES, self._kind, number))
        )
        across = rng.uniform(self._low, self._high, size=(self._n, len(self._low)))
        points: Points = across @ self._axes.T + self._place
        if self._step:
            points = np.rint(points / self._step) * self._step
        points.setflags(write=False)
        return points


def _principal_axes(centred: Points) -> Points:
    """The principal axes as columns, (d, d); in the plane by the angle of the greater one."""
    scale = float(np.abs(centred).max()) or 1.0
    scaled = (centred - centred.mean(axis=0)) / scale
    scatter = scaled.T @ scaled
    if scatter.shape == (2, 2):
        angle = 0.5 * np.arctan2(2 * scatter[0, 1], scatter[0, 0] - scatter[1, 1])
        cos, sin = np.cos(angle), np.sin(angle)
        return np.array([[cos, -sin], [sin, cos]])
    return np.asarray(np.linalg.eigh(scatter)[1], np.float64)
