"""The table of restarts."""

from collections.abc import Sequence
from typing import Any

from PyQt6.QtCore import QModelIndex, QSize, Qt
from PyQt6.QtGui import QFont, QFontMetrics, QResizeEvent

from app.labs.restarts.words import minima_of
from app.theme.theme import Theme
from app.widgets.data_table import LEFT, RIGHT, DataModel, DataTable
from app.words.names import start_names
from app.words.numbers import grouped, number, share_words
from app.words.translate import tr
from core.experiments import Tally
from core.experiments.restarts import FAILED

METHOD, COUNT, FAILS, BEST, MINIMA, EMPTIES, ITERATIONS = range(7)


def headings() -> tuple[str, ...]:
    """The headings of the columns."""
    return (
        tr("initialisation"), tr("restarts"), tr("failed"), tr("best"), tr("optima"), tr("empty"),
        tr("iterations"),
    )  # fmt: skip


def explanations() -> tuple[str, ...]:
    """The tooltips of the columns."""
    return (
        tr("Initialisation"),
        tr("Number of restarts"),
        tr("Share of restarts that ended above the best"),
        tr("Lowest inertia (within-cluster sum of squares) found"),
        tr("Distinct optima found"),
        tr("Share of restarts in which a cluster was empty at some time"),
        tr("Iterations to convergence: mean ± standard deviation"),
    )


def cells_of(tally: Tally, reference: float, *, is_truth: bool) -> tuple[str, ...]:
    """The texts of a method's row."""
    failed = tally.failed(reference, FAILED) if is_truth else tally.above(reference)
    iterations = f"{tally.mean_iterations:.1f}"
    if len(tally) > 1:
        iterations = f"{iterations} ± {tally.sd_iterations:.1f}"
    return (
        start_names()[tally.method],
        grouped(len(tally)),
        share_words(failed),
        number(tally.best),
        grouped(minima_of(tally)),
        share_words(tally.emptied_share),
        iterations,
    )


def text_of(rows: Sequence[tuple[str, ...]]) -> str:
    """The table as tab-separated text, for spreadsheets."""
    return "\n".join("\t".join(row) for row in [headings(), *rows]) + "\n"


class RestartsTable(DataTable):
    """Two rows per method: its name, and below it the numbers.

    In a narrow column the number of restarts is left out, and then the font is smaller.
    """

    def __init__(self) -> None:
        self._model = RestartsModel()
        name = tr("Results of the restarts by initialisation")
        super().__init__("restarts_table", name, self._model)
        self._wide = 0
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setWordWrap(False)

    def draw(self, rows: Sequence[tuple[str, ...]]) -> None:
        former = self._model.rowCount()
        self._model.draw(list(rows))
        if self._model.rowCount() != former:
            self.clearSpans()
            for row in range(0, self._model.rowCount(), 2):
                self.setSpan(row, 0, 1, ITERATIONS)
        self._fit()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(240, self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(100, self._high())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if self.width() != self._wide:
            self._wide = self.width()
            self._fit()

    def _high(self) -> int:
        return self._height_of(self._model.rowCount())

    def _fit(self) -> None:
        """Give each column its width, and an equal share of the rest."""
        room = self.width()
        for counts, size in ((True, 13), (False, 13), (False, 11), (False, 10), (False, 9)):
            wide = self._widths(size)
            if not counts:
                wide[0] = 0
            if sum(wide) <= room:
                break
        font = self.font()
        font.setPixelSize(self._theme.letters(size))
        self.setFont(font)
        self.setColumnHidden(0, not counts)
        shared = max(0, room - sum(wide)) // len(wide)
        for column, needed in enumerate(wide):
            self._columns.resizeSection(column, needed + shared)
        self._row_header.setDefaultSectionSize(QFontMetrics(font).lineSpacing() + self._theme.px(2))
        self.setFixedHeight(self._high())

    def _widths(self, size: int) -> list[int]:
        """The least widths of the columns for a font of this ``size``."""
        small, own = self.font(), self.font()
        small.setPixelSize(self._theme.letters(11))
        own.setPixelSize(self._theme.letters(size))
        heads, cells, rim = QFontMetrics(small), QFontMetrics(own), self._theme.px(8)
        return [
            rim
            + max(
                heads.horizontalAdvance(heading),
                *(cells.horizontalAdvance(row[column]) for row in self._model.rows),
                0,
            )
            for column, heading in enumerate(headings()[1:], 1)
        ]


class RestartsModel(DataModel):
    """Two rows per method: its name, and its numbers."""

    def __init__(self) -> None:
        super().__init__(headings()[1:], explanations()[1:])
        self.rows: list[tuple[str, ...]] = []

    def draw(self, rows: list[tuple[str, ...]]) -> None:
        same_rows = len(rows) == len(self.rows)
        if same_rows and rows == self.rows:
            return
        self._begin(same_rows=same_rows)
        self.rows = rows
        self._end(same_rows=same_rows)

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 2 * len(self.rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        is_name = index.row() % 2 == 0
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if is_name else RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return explanations()[0 if is_name else 1 + index.column()]
        if role == Qt.ItemDataRole.FontRole and is_name:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self.rows[index.row() // 2]
        if is_name:
            return row[METHOD] if index.column() == 0 else None
        return row[1 + index.column()]
