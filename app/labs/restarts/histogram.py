"""The histogram of final inertias: a row of bars per method, on one axis."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, nan

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.labs.restarts.bins import HistogramBar, Row, limits_of, rows_of
from app.labs.restarts.histogram_paint import HistogramPaint
from app.labs.restarts.words import bar_words, row_words
from app.theme.theme import Theme
from app.widgets.painted import Painted
from app.words.translate import tr
from core.experiments import Tally, best_of

BAR, GAP = 6, 1
"""Width of a bar, and of the gap between two, in pixels at zoom 1."""

ROW, AXIS = 72, 34
"""Least height of a method's row, and height of the axis."""

RIM = 8

MOVES = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True, eq=False)
class HistogramData:
    """All that the histogram shows."""

    tallies: tuple[Tally, ...] = ()
    limit: float = nan
    """The inertia above which a restart has failed; NaN if unknown."""
    board: float = nan
    """The inertia of the run on the board."""
    board_start: tuple[str, int] = ("", -1)
    """The initialisation method and the seed of the run on the board."""


class Histogram(Painted, QWidget):
    """Bars that can be hovered, clicked, and selected with the arrow keys."""

    pointed = pyqtSignal(object)
    """The `HistogramBar` under the pointer, or selected by the keys, or None."""
    picked = pyqtSignal(object)
    """A `HistogramBar` was clicked: one of its runs is to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("restarts_histogram")
        self.setAccessibleName(
            tr("Histogram of the final inertia (within-cluster sum of squares) by initialisation")
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._shown = HistogramData()
        self._rows: list[Row] = []
        self._low, self._high = 0.0, 1.0
        self._pointed_bar: HistogramBar | None = None
        self._is_by_key = False

    @property
    def rows(self) -> Mapping[str, Row]:
        """The bars of each method, by ascending inertia."""
        own = zip(self._shown.tallies, self._rows, strict=True)
        return {tally.method: row for tally, row in own}

    def draw(self, shown: HistogramData) -> None:
        if len(shown.tallies) != len(self._shown.tallies):
            self.updateGeometry()
        self._shown = shown
        self._group()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._group()

    def sizeHint(self) -> QSize:
        rows = max(1, len(self._shown.tallies))
        return QSize(240, self._theme.px(ROW * rows + AXIS))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def place_of(self, bar: HistogramBar) -> QPointF:
        """The centre of a bar's column, in pixels."""
        row = [tally.method for tally in self._shown.tallies].index(bar.method)
        return QPointF(self._x(bar.low) + self._theme.px(BAR) / 2, self._band(row).center().y())

    def _group(self) -> None:
        """Make the bars for the present size."""
        self._low, self._high = limits_of(self._shown.tallies)
        gap = self._theme.px(BAR + GAP) / max(self._scale(), 1e-300)
        self._rows = rows_of(self._shown.tallies, gap)
        self._pointed_bar = None if self._pointed_bar is None else self._nearest(self._pointed_bar)
        self._describe()
        self.update()

    def _scale(self) -> float:
        """Pixels per unit of inertia."""
        room = self.width() - 2 * self._theme.px(RIM) - self._theme.px(BAR)
        return max(room, 1) / (self._high - self._low or 1.0)

    def _x(self, inertia: float) -> float:
        """The left edge of the bar at an ``inertia``, in pixels."""
        inside = min(max(inertia, self._low), self._high)
        return self._theme.px(RIM) + (inside - self._low) * self._scale()

    def _band(self, row: int) -> QRectF:
        """The rectangle of a method's row."""
        high = (self.height() - self._theme.px(AXIS)) / max(1, len(self._rows))
        return QRectF(0, row * high, self.width(), high)

    def _bar_at(self, place: QPointF) -> HistogramBar | None:
        """The bar whose column is nearest to ``place``; None if none is near."""
        for row, bars in enumerate(self._rows):
            if bars and self._band(row).contains(place):
                half = self._theme.px(BAR) / 2
                away = [abs(self._x(bar.low) + half - place.x()) for bar in bars]
                nearest = min(range(len(bars)), key=away.__getitem__)
                return bars[nearest] if away[nearest] <= 2.5 * half else None
        return None

    def _nearest(self, former: HistogramBar) -> HistogramBar | None:
        """The present bar nearest to the ``former`` one."""
        bars = self.rows.get(former.method, ())
        return min(bars, key=lambda bar: abs(bar.low - former.low), default=None)

    def _select(self, bar: HistogramBar | None, *, is_by_key: bool = False) -> None:
        if bar == self._pointed_bar:
            return
        self._pointed_bar, self._is_by_key = bar, is_by_key
        self._describe()
        self.update()

    def _move(self, down: int, along: int) -> None:
        """Select the next bar, or the nearest one of another method."""
        filled = [bars for bars in self._rows if bars]
        if not filled:
            return
        if self._pointed_bar is None:
            self._select(filled[0][0], is_by_key=True)
            return
        row = next(i for i, bars in enumerate(filled) if bars[0].method == self._pointed_bar.method)
        if down:
            bars = filled[min(max(row + down, 0), len(filled) - 1)]
            here = self._pointed_bar.low
            self._select(min(bars, key=lambda bar: abs(bar.low - here)), is_by_key=True)
            return
        place = filled[row].index(self._pointed_bar) + along
        self._select(filled[row][min(max(place, 0), len(filled[row]) - 1)], is_by_key=True)

    def _describe(self) -> None:
        """Describe the rows and the selected bar to assistive technology, and report the bar."""
        words = [row_words(tally) for tally in self._shown.tallies]
        if self._pointed_bar is not None:
            words.insert(0, bar_words(self._pointed_bar))
        self.setAccessibleDescription(" ".join(words))
        self.pointed.emit(self._pointed_bar)

    def event(self, event: QEvent | None) -> bool:
        """Keep the arrow keys from the shortcuts of the animation while this has the focus."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
            and event.key() in (*MOVES, *OPENING)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        if event.key() in MOVES:
            self._move(*MOVES[Qt.Key(event.key())])
        elif event.key() in OPENING and self._pointed_bar is not None:
            self.picked.emit(self._pointed_bar)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            bar = self._bar_at(event.position())
            self.setCursor(
                Qt.CursorShape.ArrowCursor if bar is None else Qt.CursorShape.PointingHandCursor
            )
            self._select(bar)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            bar = self._bar_at(event.position())
            self._select(bar)
            if bar is not None:
                self.picked.emit(bar)

    def leaveEvent(self, event: QEvent | None) -> None:
        """Deselect the bar, unless the keys have selected it."""
        super().leaveEvent(event)
        if not self._is_by_key:
            self._select(None)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        super().focusOutEvent(event)
        self._select(None)
        self.update()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._group()

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        paint = HistogramPaint(painter, self._theme, self.font(), self._x, self.width())
        best = best_of(self._shown.tallies)
        largest = max((bar.share for bars in self._rows for bar in bars), default=1.0)
        for row, (tally, bars) in enumerate(zip(self._shown.tallies, self._rows, strict=True)):
            band = self._band(row)
            if self._pointed_bar is not None and self._pointed_bar in bars:
                paint.highlight(band, self._pointed_bar, self.hasFocus())
            paint.row(band, tally, bars, largest, self._shown.limit, best)
            if (own := self._board_bar(tally, bars)) is not None:
                paint.outline(own)
        if isfinite(best):
            foot = QRectF(
                0, self.height() - self._theme.px(AXIS), self.width(), self._theme.px(AXIS)
            )
            paint.axis(foot, self._low, self._high, self._shown.limit, self._shown.board)
        if self.hasFocus():
            paint.frame(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _board_bar(self, tally: Tally, bars: Row) -> HistogramBar | None:
        """The bar of the run on the board, if it is one of this method's restarts."""
        method, seed = self._shown.board_start
        if tally.method != method or seed not in tally.seeds:
            return None
        return next((bar for bar in bars if bar.holds(self._shown.board)), None)
