"""A small chart of one criterion over K."""

from math import isfinite, log

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPen, QPolygonF
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.labs.choose_k.curves import Curve, shown_range
from app.theme.palette import with_alpha
from app.widgets.labels.plain_label import plain_tip
from app.widgets.painted import Painted
from app.words.numbers import number
from core.types import Points

HIGH = 112
RIM, TOP, FOOT = 10, 24, 16
"""Around the plot: at the sides, above it for title and pick, below it for K."""


class KChart(Painted, QWidget):
    """A curve, its pick as a large dot, and the K on the board as a band. A click chooses a K."""

    k_chosen = pyqtSignal(int)

    _letters = 11

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"k_chart_{name}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._curve: Curve | None = None
        self._range = 0.0, 1.0
        self._shown: int | None = None

    def draw(self, curve: Curve, shown: int | None) -> None:
        """Show a curve, and mark the K that is ``shown`` on the board."""
        self._curve, self._shown, self._range = curve, shown, shown_range(curve)
        told = f"{curve.title}: {curve.picked}" if curve.picked else curve.title
        self.setAccessibleName(told)
        self.setAccessibleDescription(curve.reason)
        self.setToolTip(plain_tip(f"{told}. {curve.reason}" if curve.reason else told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self._theme.px(HIGH))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if (k := self.k_at(event.position().x())) is not None:
            self.k_chosen.emit(k)

    def k_at(self, x: float) -> int | None:
        """The K whose place is nearest to ``x`` pixels, if it has a value."""
        if self._curve is None:
            return None
        place = self._place()
        last = len(self._curve.values)
        k = round(1 + (x - place.left()) / max(place.width(), 1.0) * (last - 1))
        return k if 1 <= k <= last else None

    def _place(self) -> QRectF:
        """Where the curve is drawn: right of the numbers."""
        theme = self._theme
        left = theme.px(RIM) + max(map(self._wide, self._ends()), default=0.0) + theme.px(8)
        top = theme.px(TOP)
        right = self.width() - theme.px(RIM + 4)
        return QRectF(left, top, max(right - left, 1.0), self.height() - top - theme.px(FOOT))

    def _wide(self, text: str) -> float:
        return QFontMetricsF(self.font()).horizontalAdvance(text)

    def _ends(self) -> tuple[str, str]:
        low, high = self._range
        return number(low), number(high)

    def _paint(self, painter: QPainter) -> None:
        theme, curve = self._theme, self._curve
        self._paint_panel(painter)
        if curve is None:
            return
        place = self._place()
        if self._shown is not None and 1 <= self._shown <= len(curve.values):
            band = theme.px(14)
            x = self._x(self._shown, place)
            colour = with_alpha(theme.colour("accent"), 0.14)
            painter.fillRect(QRectF(x - band / 2, place.top(), band, place.height()), colour)
        self._paint_texts(painter, curve, place)
        self._paint_curves(painter, curve, place)

    def _paint_texts(self, painter: QPainter, curve: Curve, place: QRectF) -> None:
        theme, metrics = self._theme, QFontMetricsF(self.font())
        bold = QFont(self.font())
        bold.setBold(True)
        base = theme.px(6) + metrics.ascent()
        rim, right = theme.px(RIM), self.width() - theme.px(RIM)
        painter.setFont(bold)
        picked = QFontMetricsF(bold)
        room = right - rim
        text = picked.elidedText(curve.picked, Qt.TextElideMode.ElideRight, room * 0.72)
        wide = picked.horizontalAdvance(text)
        painter.setPen(theme.colour("warning" if curve.marks else "quiet"))
        painter.drawText(QPointF(right - wide, base), text)
        painter.setFont(self.font())
        painter.setPen(theme.colour("text"))
        title = metrics.elidedText(curve.title, Qt.TextElideMode.ElideRight, room - wide - 8)
        painter.drawText(QPointF(rim, base), title)
        painter.setPen(theme.colour("quiet"))
        low, high = self._ends()
        painter.drawText(QPointF(rim, place.top() + metrics.ascent() * 0.8), high)
        painter.drawText(QPointF(rim, place.bottom()), low)
        foot = self.height() - theme.px(4)
        last = len(curve.values)
        for k in {1, last, *(mark for mark in curve.marks[:1] if 1 < mark < last)}:
            said = str(k)
            x = self._x(k, place) - metrics.horizontalAdvance(said) / 2
            painter.drawText(QPointF(x, foot), said)

    def _paint_curves(self, painter: QPainter, curve: Curve, place: QRectF) -> None:
        theme = self._theme
        if curve.limit is not None:
            y = self._y(curve.limit, place)
            painter.setPen(QPen(theme.colour("quiet"), 1.0, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y))
        for name, values in curve.others:
            painter.setPen(QPen(theme.colour("quiet"), 1.0, Qt.PenStyle.DashLine))
            points = self._points(values, place)
            painter.drawPolyline(QPolygonF(points))
            if points:
                self._name(painter, name, points[-1])
        painter.setPen(QPen(theme.colour("accent"), 1.0))
        if curve.errors is not None:
            for k, (value, error) in enumerate(zip(curve.values, curve.errors, strict=True), 1):
                if isfinite(value) and isfinite(error):
                    x = self._x(k, place)
                    ends = (self._y(value - error, place), self._y(value + error, place))
                    painter.drawLine(QPointF(x, ends[0]), QPointF(x, ends[1]))
        painter.setPen(QPen(theme.colour("accent"), 1.6))
        points = self._points(curve.values, place)
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        for point in points:
            painter.drawEllipse(point, theme.px(2), theme.px(2))
        painter.setBrush(theme.colour("warning"))
        for k in curve.marks:
            if k <= len(curve.values) and isfinite(curve.values[k - 1]):
                at = QPointF(self._x(k, place), self._y(float(curve.values[k - 1]), place))
                painter.drawEllipse(at, theme.px(4), theme.px(4))

    def _name(self, painter: QPainter, name: str, end: QPointF) -> None:
        metrics = QFontMetricsF(self.font())
        wide = metrics.horizontalAdvance(name)
        painter.drawText(QPointF(end.x() - wide, end.y() - 4.0), name)

    def _points(self, values: Points, place: QRectF) -> list[QPointF]:
        return [
            QPointF(self._x(k, place), self._y(value, place))
            for k, value in enumerate(values.tolist(), 1)
            if isfinite(value) and not (self._is_logarithmic and value <= 0.0)
        ]

    @property
    def _is_logarithmic(self) -> bool:
        return self._curve is not None and self._curve.is_logarithmic

    def _x(self, k: int, place: QRectF) -> float:
        assert self._curve is not None
        return place.left() + (k - 1) / max(len(self._curve.values) - 1, 1) * place.width()

    def _y(self, value: float, place: QRectF) -> float:
        low, high = self._range
        if self._is_logarithmic and low > 0.0:
            low, high, value = log(low), log(high), log(max(value, low))
        share = (value - low) / (high - low) if high > low else 0.5
        inset = self._theme.px(5)
        return place.bottom() - inset - float(np.clip(share, 0, 1)) * (place.height() - 2 * inset)
