"""The table of the clusters: who has how many points, and who pays."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QAbstractTableModel, QModelIndex, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPen
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.palette import cluster_colour
from app.stage.marks import star
from app.theme import LIGHT, Theme
from app.words import number, tr
from core.checks import Points
from core.facts import Facts

STAR, NUMBER, SIZE, INERTIA, BAR = range(5)


class ClusterTable(QTableView):
    """A row a cluster, in the order of their shown numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("cluster_table")
        self.setAccessibleName(tr("Clusters: points and inertia of each"))
        self._model = _Model()
        self.setModel(self._model)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        assert rows is not None
        assert columns is not None
        rows.hide()
        columns.setSectionsClickable(False)
        columns.setMinimumSectionSize(10)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionResizeMode(BAR, QHeaderView.ResizeMode.Stretch)
        self._columns, self._row_header = columns, rows
        self._row_height = 25

    def draw(self, facts: Facts, slots: tuple[int, ...]) -> None:
        """Show the clusters of ``facts``; ``slots`` are their colours and shown numbers."""
        self._model.draw(slots, facts.sizes, facts.inertias)
        self._fit_height()

    def dress(self, theme: Theme) -> None:
        """Take the theme's colours and sizes."""
        self._delegate.theme = theme
        self._row_height = theme.px(25)
        self._row_header.setDefaultSectionSize(self._row_height)
        for column, wide in ((STAR, 22), (NUMBER, 24), (SIZE, 50), (INERTIA, 58)):
            self._columns.resizeSection(column, theme.px(wide))
        self._fit_height()

    def sizeHint(self) -> QSize:
        """Header and three rows; a layout may give it more, up to all its rows."""
        return QSize(180, self._height_of(min(3, self._model.rowCount())))

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`."""
        return self.sizeHint()

    def _fit_height(self) -> None:
        self.setMaximumHeight(self._height_of(self._model.rowCount()))
        self.updateGeometry()

    def _height_of(self, rows: int) -> int:
        return self._columns.sizeHint().height() + rows * self._row_height + 2


class _Model(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self._slots: list[int] = []
        self._sizes: NDArray[np.intp] = np.zeros(0, np.intp)
        self._inertias: Points = np.zeros(0)
        self._order: list[int] = []

    def draw(self, slots: tuple[int, ...], sizes: NDArray[np.intp], inertias: Points) -> None:
        same_rows = len(slots) == len(self._slots)
        if not same_rows:
            self.beginResetModel()
        self._slots, self._sizes, self._inertias = list(slots), sizes, inertias
        self._order = sorted(range(len(slots)), key=self._slots.__getitem__)
        if not same_rows:
            self.endResetModel()
        else:
            self.dataChanged.emit(self.index(0, 0), self.index(len(slots) - 1, BAR))

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return len(self._slots)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return BAR + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return ("", "#", tr("points"), tr("inertia"), "")[section]
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cluster, column = self._order[index.row()], index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.UserRole:
            total = float(self._inertias.max())
            share = self._inertias[cluster] / total if total > 0 else 0.0
            return self._slots[cluster], float(share)
        if role == Qt.ItemDataRole.DisplayRole:
            texts = {
                NUMBER: str(self._slots[cluster] + 1),
                SIZE: str(self._sizes[cluster]),
                INERTIA: number(float(self._inertias[cluster])),
            }
            return texts.get(column)
        return None


class _Delegate(QStyledItemDelegate):
    """Draws stars and bars; the other columns are plain text."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(parent)
        self.theme = LIGHT

    def paint(
        self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        if painter is None or index.column() not in (STAR, BAR):
            super().paint(painter, option, index)
            return
        slot, share = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw = self._draw_star if index.column() == STAR else self._draw_bar
        draw(painter, QRectF(option.rect), slot, share)
        painter.restore()

    def _draw_star(self, painter: QPainter, cell: QRectF, slot: int, share: float) -> None:
        painter.translate(QPointF(cell.center().x(), cell.center().y()))
        painter.setPen(QPen(self.theme.colour("ink"), 1.0))
        painter.setBrush(cluster_colour(slot))
        painter.drawPath(star(self.theme.px(8)))

    def _draw_bar(self, painter: QPainter, cell: QRectF, slot: int, share: float) -> None:
        high = self.theme.px(5)
        track = QRectF(cell.left() + 8, cell.center().y() - high / 2, cell.width() - 12, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("track"))
        painter.drawRoundedRect(track, high / 2, high / 2)
        if share > 0:
            track.setWidth(max(track.width() * share, high / 2))
            painter.setBrush(cluster_colour(slot))
            painter.drawRoundedRect(track, high / 2, high / 2)
