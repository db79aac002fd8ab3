"""The base classes of the tables of results: view and model."""

from collections.abc import Sequence
from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PyQt6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.theme.theme import LIGHT

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DataTable(QTableView):
    """A read-only table without selection, whose columns have fixed widths."""

    def __init__(self, name: str, accessible_name: str, model: QAbstractTableModel) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setModel(model)
        self._theme = LIGHT
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # The Tab key moves to the next control, not from cell to cell.
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        assert rows is not None
        assert columns is not None
        rows.hide()
        rows.setMinimumSectionSize(10)
        columns.setSectionsClickable(False)
        columns.setMinimumSectionSize(10)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._columns, self._row_header = columns, rows

    def _height_of(self, rows: int) -> int:
        """The height of the header and ``rows`` rows."""
        row_height = self._row_header.defaultSectionSize()
        return self._columns.sizeHint().height() + rows * row_height + 2


class DataModel(QAbstractTableModel):
    """Rows of texts under headings, which are replaced all at once."""

    def __init__(self, headings: Sequence[str], tips: Sequence[str] = ()) -> None:
        super().__init__()
        self._headings, self._tips = headings, tips

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT
        if role == Qt.ItemDataRole.ToolTipRole and self._tips:
            return self._tips[section]
        return self._headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _begin(self, *, same_rows: bool) -> None:
        """To be called before the values change."""
        if not same_rows:
            self.beginResetModel()

    def _end(self, *, same_rows: bool) -> None:
        """To be called after the values have changed."""
        if not same_rows:
            self.endResetModel()
        elif self.rowCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
