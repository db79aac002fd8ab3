"""The timeline: a mark per half-step, filled up to now, to be dragged."""

from math import pi

import numpy as np
from PyQt6.QtCore import QPointF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PyQt6.QtWidgets import QSlider

from app.paint.shapes import disc, polygon
from app.paint.sprites import Drawing, SpriteSheet, pixel_ratio
from app.paint.view import View
from app.theme.theme import Theme
from app.widgets.painted import Painted
from app.widgets.wheel import WholeNotches, turned
from app.words.translate import tr
from core.analysis.facts import newly_empty
from core.kmeans.half_step import Phase
from core.runs.run import Run

CLOSE = 4.0
"""Half-steps nearer together than so many pixels have no marks of their own."""

MARK = 4.5
"""Radius of a mark, where there is room."""


class Timeline(Painted, QSlider):
    """A slider over the half-steps: ◆ seed and update, ● assign.

    A drag names places between half-steps, too; keys and wheel go by whole ones. An
    assignment that emptied a cluster, and the end of a converged run, are marked above.
    """

    seek_requested = pyqtSignal(float)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName("timeline")
        self.setAccessibleName(tr("Timeline of half-steps"))
        self.setToolTip(tr("Drag to any half-step: ◆ update, ● assignment"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPageStep(2)
        self._run: Run | None = None
        self._begin, self._position = 0, 0.0
        self._empties: frozenset[int] = frozenset()
        self._sheet: SpriteSheet | None = None
        self._notches = WholeNotches()
        self._drawn_for: tuple[object, ...] = ()
        self.actionTriggered.connect(self._on_action)

    def draw(self, run: Run, begin: int, position: float) -> None:
        """Show the half-steps of ``run`` from ``begin`` on, filled up to ``position``."""
        if run is not self._run:
            self._run = run
            self._empties = frozenset(i for i in range(len(run)) if newly_empty(run, i))
        self.setRange(begin, run.last)
        self._begin, self._position = begin, float(position)
        self.setValue(round(position))
        self.update()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.setMinimumSize(theme.px(140), theme.px(40))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self._theme.px(40))

    # A person's hand

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Go to the half-step nearest to the pointer."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self.seek_requested.emit(float(round(self._position_at(event.position().x()))))

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Follow the pointer, between half-steps, too."""
        if event is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.seek_requested.emit(self._position_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Come to rest on a whole half-step."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self.seek_requested.emit(float(round(self._position_at(event.position().x()))))

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """A notch is a half-step; a swipe on a touchpad adds up to notches."""
        if event is None:
            return
        right, up = turned(event)
        if notches := self._notches.take(right + up):
            self.seek_requested.emit(float(self.value() - notches))
        event.accept()

    def _on_action(self, action: int) -> None:
        self.seek_requested.emit(float(self.sliderPosition()))

    # Places

    def _span(self) -> tuple[float, float]:
        rim = float(self._theme.px(12))
        return rim, max(self.width() - 2 * rim, 1.0)

    def _x(self, position: float) -> float:
        left, wide = self._span()
        return left + wide * (position - self._begin) / max(self.maximum() - self._begin, 1)

    def _position_at(self, x: float) -> float:
        left, wide = self._span()
        share = min(max((x - left) / wide, 0.0), 1.0)
        return self._begin + share * (self.maximum() - self._begin)

    # Drawing

    def _paint(self, painter: QPainter) -> None:
        if self._run is None:
            return
        theme, middle = self._theme, self.height() / 2
        accent = theme.colour("text" if self.hasFocus() else "accent")
        now = self._x(self._position)
        painter.setPen(QPen(theme.colour("track"), theme.px(3)))
        painter.drawLine(QPointF(now, middle), QPointF(self._x(self.maximum()), middle))
        painter.setPen(QPen(accent, theme.px(3)))
        painter.drawLine(QPointF(self._x(self._begin), middle), QPointF(now, middle))
        if self._x(self._begin + 1) - self._x(self._begin) >= CLOSE:
            self._paint_marks(painter, middle, accent)
        self._paint_events(painter, middle)
        self._paint_cursor(painter, now, middle, accent)

    def _paint_marks(self, painter: QPainter, middle: float, accent: QColor) -> None:
        assert self._run is not None
        gap = self._x(self._begin + 1) - self._x(self._begin)
        sheet = self._sheet_for(min(float(self._theme.px(MARK)), 0.4 * gap), accent, painter)
        places = np.arange(self._begin, len(self._run))
        is_move = [mark.phase is not Phase.ASSIGN for mark in self._run.marks[self._begin :]]
        across = self._x(self._begin) + (places - self._begin) * gap
        pixels = np.column_stack([across, np.full(len(places), middle)])
        view = View(width=self.width(), height=self.height())
        sheet.stamp(painter, view, pixels, 2 * (places <= self._position) + is_move)

    def _sheet_for(self, size: float, accent: QColor, painter: QPainter) -> SpriteSheet:
        """Marks ahead and reached, ● and ◆ each; painted again only when their look changes."""
        wanted = (size, accent.rgb(), self._theme, pixel_ratio(painter))
        if self._sheet is None or wanted != self._drawn_for:
            ahead = (QPen(self._theme.colour("groove"), 1.3), self._theme.colour("panel"))
            reached = (QPen(accent, 1.3), accent)
            shapes = disc(size), polygon(4, 1.3 * size)
            drawings = [_mark(shape, *ink) for ink in (ahead, reached) for shape in shapes]
            self._sheet = SpriteSheet(drawings, 2.6 * size + 3, pixel_ratio(painter))
            self._drawn_for = wanted
        return self._sheet

    def _paint_events(self, painter: QPainter, middle: float) -> None:
        theme = self._theme
        above = middle - theme.px(14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("warning"))
        for index in self._empties:
            painter.drawPath(polygon(3, theme.px(5), turn=pi).translated(self._x(index), above))
        assert self._run is not None
        if self._run.converged:
            painter.setPen(QPen(theme.colour("quiet"), 1.6))
            flag = QPointF(self._x(self._run.last), above)
            unit = theme.px(3)
            painter.drawPolyline(
                QPolygonF(
                    [
                        flag + QPointF(-unit, 0),
                        flag + QPointF(-unit / 3, unit),
                        flag + QPointF(unit, -unit),
                    ]
                )
            )

    def _paint_cursor(self, painter: QPainter, now: float, middle: float, accent: QColor) -> None:
        """The mark of the half-step shown, larger; a disc while the film is between two."""
        assert self._run is not None
        painter.setPen(QPen(self._theme.colour("panel"), 2.0))
        painter.setBrush(accent)
        radius = self._theme.px(8)
        whole = self._position.is_integer()
        phase = self._run.marks[int(self._position)].phase if whole else Phase.ASSIGN
        shape = disc(0.9 * radius) if phase is Phase.ASSIGN else polygon(4, 1.15 * radius)
        painter.drawPath(shape.translated(now, middle))


def _mark(shape: QPainterPath, pen: QPen, fill: QColor) -> Drawing:
    def drawing(painter: QPainter) -> None:
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawPath(shape)

    return drawing
