"""The layer of Voronoi cells."""

import numpy as np
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QBrush, QPainter, QPen, QPolygonF

from app.paint.view import View
from app.theme.palette import cell_tint
from app.theme.theme import LIGHT, Theme
from core.geometry.voronoi import voronoi_cells
from core.types import Points


class Cells:
    """The plane, tinted by the nearest centroid, with hairlines between."""

    def __init__(self) -> None:
        self._centroids: Points | None = None
        self._slots: tuple[int, ...] = ()
        self._theme = LIGHT
        self._filled = True
        self._brushes: list[QBrush] = []
        self._brushed_for: tuple[tuple[int, ...], Theme] | None = None
        self._polygons: list[QPolygonF] = []
        self._made_of: Points | None = None
        self._made_for: View | None = None

    def draw(self, centroids: Points | None, slots: tuple[int, ...], theme: Theme) -> None:
        """Show the cells of ``centroids``, tinted by ``slots``; None shows none."""
        self._centroids, self._slots, self._theme = centroids, slots, theme

    def fill(self, filled: bool) -> None:
        """Tint the cells, or (False) leave what lies below them to be seen."""
        self._filled = filled

    @property
    def cover_all(self) -> bool:
        """Whether nothing below the cells can be seen."""
        return self._centroids is not None and self._filled

    def paint(self, painter: QPainter, view: View) -> None:
        """Fill every cell, then draw all edges over the fills."""
        if self._centroids is None:
            return
        if not self._filled:
            self.paint_edges(painter, view)
            return
        self._find_polygons(self._centroids, view)
        self._mix_brushes()
        # Nothing lies below the fills and their ragged rims lie below the edges: they need
        # neither blending nor smoothing, each of which triples the cost.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        for polygon, brush in zip(self._polygons, self._brushes, strict=True):
            painter.setBrush(brush)
            painter.drawPolygon(polygon)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self.paint_edges(painter, view)

    def paint_edges(self, painter: QPainter, view: View) -> None:
        if self._centroids is None:
            return
        self._find_polygons(self._centroids, view)
        painter.setPen(QPen(self._theme.colour("cell_edge"), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for polygon in self._polygons:
            painter.drawPolyline(polygon)

    def _find_polygons(self, centroids: Points, view: View) -> None:
        if self._made_of is centroids and self._made_for == view:
            return
        self._made_of, self._made_for = centroids, view
        self._polygons = polygons(voronoi_cells(centroids, beyond(view)), view)

    def _mix_brushes(self) -> None:
        if self._brushed_for == (self._slots, self._theme):
            return
        self._brushed_for = (self._slots, self._theme)
        ground, alpha = self._theme.colour("board"), self._theme.cell_alpha
        tints = [cell_tint(ground, slot, alpha) for slot in self._slots]
        self._brushes = [QBrush(tint) for tint in tints]


def polygons(cells: list[Points], view: View) -> list[QPolygonF]:
    """The cells, each (M, 2) in the plane, as closed polygons of pixels."""
    # One call for all: two hundred small arrays cost more than the cells themselves.
    places = view.pixels(np.concatenate(cells)).tolist()
    start, found = 0, []
    for cell in cells:
        corners = [QPointF(x, y) for x, y in places[start : start + len(cell)]]
        start += len(cell)
        found.append(QPolygonF(corners + corners[:1]))
    return found


class CellEdges:
    """The edges once more, over points so many that they hide those below."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._is_shown = False

    def draw(self, shown: bool) -> None:
        self._is_shown = shown

    def paint(self, painter: QPainter, view: View) -> None:
        if self._is_shown:
            self._cells.paint_edges(painter, view)


def beyond(view: View) -> tuple[float, float, float, float]:
    """The view's rectangle and a little more, so that no edge runs along the board's rim."""
    left, bottom, right, top = view.rectangle
    rim = 4.0 / view.scale
    return left - rim, bottom - rim, right + rim, top + rim
