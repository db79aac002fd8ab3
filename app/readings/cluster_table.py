"""The table of the clusters: their sizes, centroids and inertias."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QModelIndex, QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
)

from app.paint.painter import painting
from app.paint.shapes import star
from app.theme.palette import cluster_colour
from app.theme.theme import Theme
from app.widgets.data_table import RIGHT, DataModel, DataTable
from app.words.numbers import coordinate, grouped, number
from app.words.translate import tr
from core.analysis.facts import Facts
from core.geometry.voronoi import Rectangle
from core.kmeans.half_step import Phase
from core.types import Points

STAR, NUMBER, SIZE, X, Y, INERTIA, BAR = range(7)

LEAST_BAR = 24
"""Least width of the bars; in a narrower table the coordinates are hidden."""


class ClusterTable(DataTable):
    """A row per cluster, in the order of their numbers."""

    def __init__(self) -> None:
        self._model = ClusterModel()
        super().__init__("cluster_table", tr("Clusters: points and inertia of each"), self._model)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._columns.setSectionResizeMode(BAR, QHeaderView.ResizeMode.Stretch)
        self._row_height = 25
        self._row_header.setDefaultSectionSize(25)
        self._most = 0
        self._least = 0
        """Rows for which there is room in any case; 0 for all of them."""
        self._expected = 0
        """The largest number of rows of the run."""
        self._widest = 0
        """Pixels of the longest inertia of the run so far."""
        self._widest_coordinate = 0
        self._star = star(8)

    def expect(self, rows: int, bounds: Rectangle) -> None:
        """Keep room for ``rows`` clusters of points within ``bounds``, at every half-step."""
        self._expected = rows
        self._model.bounds = bounds
        self._widest = self._widest_coordinate = 0
        self._fit_height()

    def draw(self, facts: Facts, slots: tuple[int, ...], centroids: Points) -> None:
        """Show the clusters of ``facts``; ``slots`` are their colours and shown numbers."""
        if len(facts.inertias):
            ends = _ends(facts.inertias)
            advance = self.fontMetrics().horizontalAdvance
            # The width only grows during a run, so that columns do not jump.
            self._widest = max(self._widest, *(advance(number(end)) for end in ends))
        longest = max(self._model.coordinates(centroids), key=len)
        wide = self.fontMetrics().horizontalAdvance(longest)
        self._widest_coordinate = max(self._widest_coordinate, wide)
        self._make_room(facts.n)
        is_assigned = facts.phase is not Phase.SEED
        self._model.draw(slots, facts.sizes, facts.inertias, is_assigned, centroids)

    def apply_theme(self, theme: Theme) -> None:
        self._theme, self._widest, self._widest_coordinate = theme, 0, 0
        self._row_height = theme.px(25)
        self._star = star(theme.px(8))
        self._row_header.setDefaultSectionSize(self._row_height)
        for column, wide in ((STAR, 22), (NUMBER, 24), (SIZE, 48), (INERTIA, 56)):
            self._columns.resizeSection(column, theme.px(wide))
        self._make_room(self._most)
        self._fit_height()

    def _make_room(self, most: int) -> None:
        """Make the columns wide enough for ``most`` points, and hide what has no room."""
        self._most = most
        metrics, rim = self.fontMetrics(), self._theme.px(8)
        # Of generated points, an inertia has at most as many digits as a tenth of their number.
        for column, least, largest, widest in (
            (SIZE, 48, most, 0),
            (INERTIA, 56, most // 10, self._widest),
        ):
            usual = max(metrics.horizontalAdvance(grouped(largest)), widest) + rim
            wide = max(self._theme.px(least), usual)
            self._widen(column, wide)
        wide = max(self._theme.px(40), self._widest_coordinate + rim)
        others = (STAR, NUMBER, SIZE, INERTIA)
        used = sum(self._columns.sectionSize(column) for column in others) + 2 * wide
        has_room = used + self._theme.px(LEAST_BAR) <= self.width()
        for column in (X, Y):
            self._widen(column, wide)
            if self.isColumnHidden(column) == has_room:
                self.setColumnHidden(column, not has_room)

    def _widen(self, column: int, wide: int) -> None:
        if self._columns.sectionSize(column) != wide:
            self._columns.resizeSection(column, wide)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._make_room(self._most)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the visible cells; delegates and the style sheet would take ten times as long."""
        with painting(self.viewport()) as painter:
            self._paint_rows(painter)

    def _paint_rows(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view = self.viewport()
        assert view is not None
        for row in range(self._model.rowCount()):
            top = self.rowViewportPosition(row)
            if top + self._row_height > 0 and top < view.height():
                self._paint_row(painter, row, top)
        if self.hasFocus():
            painter.setPen(self._theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(view.rect().adjusted(0, 0, -1, -1))

    def _paint_row(self, painter: QPainter, row: int, top: int) -> None:
        slot, share = self._model.slot_and_share(row)
        self._paint_star(painter, self._cell(STAR, top), slot)
        painter.setPen(self._theme.colour("text"))
        metrics = self.fontMetrics()
        base = top + (self._row_height + metrics.ascent() - metrics.descent()) // 2
        for column in (NUMBER, SIZE, X, Y, INERTIA):
            if self.isColumnHidden(column):
                continue
            # Without an alignment: with one, drawText takes twice as long.
            text = self._model.text(row, column)
            right = self.columnViewportPosition(column) + self.columnWidth(column)
            painter.drawText(right - metrics.horizontalAdvance(text), base, text)
        self._paint_bar(painter, self._cell(BAR, top), slot, share)

    def _cell(self, column: int, top: int) -> QRectF:
        left, wide = self.columnViewportPosition(column), self.columnWidth(column)
        return QRectF(left, top, wide, self._row_height)

    def _paint_star(self, painter: QPainter, cell: QRectF, slot: int) -> None:
        painter.setPen(QPen(self._theme.colour("ink"), 1.0))
        painter.setBrush(cluster_colour(slot))
        centre = cell.center()
        painter.drawPath(self._star.translated(centre.x(), centre.y()))

    def _paint_bar(self, painter: QPainter, cell: QRectF, slot: int, share: float) -> None:
        high = self._theme.px(5)
        left, top = round(cell.left()) + 8, round(cell.center().y() - high / 2)
        wide = round(cell.width()) - 12
        painter.fillRect(left, top, wide, high, self._theme.colour("track"))
        painter.fillRect(left, top, round(wide * share), high, cluster_colour(slot))

    def sizeHint(self) -> QSize:
        """The header and all rows, or those for which there is room in any case."""
        return QSize(168, self._height_of(min(self._least or self._expected, self._expected)))

    def scroll_below(self, rows: int) -> None:
        """Let a layout make it as low as so many rows, the others to be scrolled to; 0 for never.

        In a column that scrolls itself there is no second scroll bar.
        """
        if rows != self._least:
            self._least = rows
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _fit_height(self) -> None:
        self.setMaximumHeight(self._height_of(self._expected))
        self.updateGeometry()


class ClusterModel(DataModel):
    """A row per cluster: its number, size, centroid and inertia."""

    def __init__(self) -> None:
        super().__init__(("", "#", tr("points"), "x", "y", tr("inertia"), ""))
        self.bounds: Rectangle = (0.0, 0.0, 0.0, 0.0)
        """Of the points; their spans decide how many decimals coordinates have."""
        self._centroids: Points = np.zeros((0, 2))
        self._slots: list[int] = []
        self._sizes: NDArray[np.intp] = np.zeros(0, np.intp)
        self._inertias: Points = np.zeros(0)
        self._order: list[int] = []
        self._assigned = False

    def draw(
        self,
        slots: tuple[int, ...],
        sizes: NDArray[np.intp],
        inertias: Points,
        assigned: bool,
        centroids: Points,
    ) -> None:
        self._assigned = assigned
        same_rows = len(slots) == len(self._slots)
        self._begin(same_rows=same_rows)
        self._slots, self._sizes, self._inertias = list(slots), sizes, inertias
        self._centroids = centroids
        self._order = sorted(range(len(slots)), key=self._slots.__getitem__)
        self._end(same_rows=same_rows)

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return len(self._slots)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        return None

    def text(self, row: int, column: int) -> str:
        cluster = self._order[row]
        if column == NUMBER:
            return str(self._slots[cluster] + 1)
        if column in (X, Y):
            return self._coordinate(column - X, float(self._centroids[cluster, column - X]))
        if column in (SIZE, INERTIA) and not self._assigned:
            return "–"
        if column == SIZE:
            return grouped(int(self._sizes[cluster]))
        return number(float(self._inertias[cluster])) if column == INERTIA else ""

    def coordinates(self, centroids: Points) -> list[str]:
        """All coordinates of ``centroids`` (K, 2) and of the corners of the points' box."""
        low, high = self.bounds[:2], self.bounds[2:]
        rows = [low, high, *centroids.tolist()]
        return [self._coordinate(axis, row[axis]) for row in rows for axis in (0, 1)]

    def _coordinate(self, axis: int, value: float) -> str:
        return coordinate(value, self.bounds[axis + 2] - self.bounds[axis])

    def slot_and_share(self, row: int) -> tuple[int, float]:
        """The colour slot of a row, and its inertia relative to the largest, 0 … 1."""
        cluster = self._order[row]
        largest = float(self._inertias.max())
        share = float(self._inertias[cluster]) / largest if largest > 0 else 0.0
        return self._slots[cluster], share


def _ends(values: Points) -> tuple[float, float]:
    return float(values.min()), float(values.max())
