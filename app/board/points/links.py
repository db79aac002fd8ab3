"""The layer of lines from points to their centroids."""

import numpy as np
from PyQt6.QtCore import QLineF
from PyQt6.QtGui import QPainter, QPen

from app.board.points.samples import NONE, Sample
from app.paint.qt_arrays import QtArray
from app.paint.view import View
from app.theme.palette import cluster_colour, with_alpha
from core.types import Labels, Points

ALPHA = 0.35
SMOOTH_UP_TO = 2_000
"""Lines that are drawn with soft edges; more than that look the same without."""


class Links:
    """Thin lines that show which centroid a point belongs to."""

    def __init__(self) -> None:
        self._joined = NONE
        self._centroids: Points = np.zeros((0, 2))
        self._starts: Points = np.zeros((0, 2))
        self._own: Labels = np.zeros(0, np.int8)
        self._labels: Labels | None = None
        self._slots: tuple[int, ...] = ()

    def draw(
        self, joined: Sample, labels: Labels | None, centroids: Points, slots: tuple[int, ...]
    ) -> None:
        """Join the points ``joined`` to their centroids.

        ``labels`` (N,) are those of all points; None, or not yet given (-1), join nothing.
        """
        if labels is not None and (labels is not self._labels or joined is not self._joined):
            own = labels[joined.rows]
            order = np.argsort(own, kind="stable")[np.count_nonzero(own < 0) :]
            self._starts, self._own = joined.points[order], own[order]
        self._joined, self._labels = joined, labels
        self._centroids, self._slots = centroids, slots

    def paint(self, painter: QPainter, view: View) -> None:
        if self._labels is None:
            return
        own = self._own
        ends = np.hstack([view.pixels(self._starts), view.pixels(self._centroids)[own]])
        smooth = painter.testRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(ends) <= SMOOTH_UP_TO)
        starts = np.searchsorted(own, np.arange(len(self._slots) + 1))
        for cluster, slot in enumerate(self._slots):
            painter.setPen(QPen(with_alpha(cluster_colour(slot), ALPHA), 1.0))
            draw_lines(painter, ends[starts[cluster] : starts[cluster + 1]])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)


def draw_lines(painter: QPainter, ends: Points) -> None:
    """Draw many lines at once; ``ends`` (n, 4) holds x1, y1, x2, y2 in pixels."""
    if len(ends):
        lines = QtArray(QLineF, len(ends), 4)
        lines.values[:] = ends
        painter.drawLines(lines.array)
