"""The painting of a histogram of restarts."""

from collections.abc import Callable
from math import isfinite

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from app.labs.restarts.bins import HistogramBar, Row
from app.paint.shapes import star
from app.theme.palette import with_alpha
from app.theme.theme import Theme
from app.words.names import start_names
from app.words.numbers import plural, share_words
from app.words.ticks import tick_texts, ticks
from app.words.translate import tr
from core.experiments import Tally

HEADING, LABEL = 18, 15
"""Heights of a row's heading, and of the label above a bar."""

LABELLED = 12
"""Most bars of a row that have a label."""

LEAST_SHARE = 0.005
"""Least share that has a label."""

LEAST = 2.0
"""Least height of a bar in pixels: one restart of ten thousand is visible."""


class HistogramPaint:
    """Paints one frame; ``x`` maps an inertia to the left edge of its bar."""

    BAR = 6

    def __init__(
        self,
        painter: QPainter,
        theme: Theme,
        font: QFont,
        x: Callable[[float], float],
        width: int,
    ) -> None:
        self._painter, self._theme, self._x, self._width = painter, theme, x, width
        self._bar = theme.px(self.BAR)
        self._small, self._bold = QFont(font), QFont(font)
        self._small.setPixelSize(theme.letters(11))
        self._bold.setPixelSize(theme.letters(12))
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._metrics = QFontMetricsF(self._small)
        self._tops: dict[HistogramBar, QRectF] = {}
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def highlight(self, band: QRectF, bar: HistogramBar, is_focused: bool) -> None:
        """Highlight the column of the selected bar."""
        room = QRectF(self._x(bar.low) - 2, band.top(), self._bar + 4, band.height())
        ground = self._theme.colour("accent" if is_focused else "groove")
        self._painter.fillRect(room, with_alpha(ground, 0.25))

    def row(
        self, band: QRectF, tally: Tally, bars: Row, largest: float, limit: float, best: float
    ) -> None:
        """The name of a method and its bars; the ``largest`` share of all rows fills the height."""
        painter, theme = self._painter, self._theme
        self._heading(band, tally)
        foot = band.bottom() - 1
        room = max(4.0, band.height() - theme.px(HEADING + LABEL) - 2)
        painter.fillRect(QRectF(0, foot, self._width, 1), theme.colour("groove"))
        for bar in bars:
            high = max(LEAST, room * bar.share / largest)
            shape = QRectF(self._x(bar.low), foot - high, self._bar, high)
            self._tops[bar] = shape
            name = "groove" if isfinite(limit) and bar.low > limit else "accent"
            painter.fillRect(shape, theme.colour(name))
        self._label(bars, best)

    def outline(self, bar: HistogramBar) -> None:
        """Mark the bar of the run on the board."""
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(self._theme.colour("warning"), 1.5))
        self._painter.drawRect(self._tops[bar].adjusted(-1.5, -1.5, 1.5, 0.5))

    def axis(self, foot: QRectF, low: float, high: float, limit: float, board: float) -> None:
        """The ticks, the mark of the run on the board, and the line of the ``limit``."""
        painter, theme = self._painter, self._theme
        painter.setFont(self._small)
        x = self._x(limit) + self._bar / 2 if isfinite(limit) else 0.0
        # Next to the first bar it would cover labels, and the colours show it anyway.
        if x > self._x(low) + 4 * self._bar and limit < high:
            painter.setPen(QPen(theme.colour("quiet"), 1.0, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, theme.px(HEADING)), QPointF(x, foot.top()))
        marked = isfinite(board)
        if marked:
            self._mark_board(foot, self._x(board) + self._bar / 2)
        places = ticks(low, high, max(2, round(self._width / theme.px(64)))) or [low]
        top = foot.top() + theme.px(5)
        last = -1e9
        for place, words in zip(places, tick_texts(places), strict=True):
            x = self._x(place) + self._bar / 2
            wide = self._metrics.horizontalAdvance(words)
            left = min(max(x - wide / 2, 0.0), self._width - wide)
            if left < last + theme.px(6):
                continue
            last = left + wide
            painter.setPen(QPen(theme.colour("groove"), 1.0))
            painter.drawLine(QPointF(x, foot.top()), QPointF(x, top))
            painter.setPen(theme.colour("quiet"))
            painter.drawText(QPointF(left, top + self._metrics.ascent()), words)
        base = top + self._metrics.height() + self._metrics.ascent()
        name = tr("final inertia")
        wide = self._metrics.horizontalAdvance(name)
        painter.drawText(QPointF((self._width - wide) / 2, base), name)

    def frame(self, around: QRectF) -> None:
        """The frame of a widget with the focus."""
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(self._theme.colour("accent"), 1.0))
        self._painter.drawRoundedRect(around, 3, 3)

    def _heading(self, band: QRectF, tally: Tally) -> None:
        painter, theme = self._painter, self._theme
        room = QRectF(theme.px(2), band.top(), band.width() - theme.px(4), theme.px(HEADING))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._bold)
        painter.setPen(theme.colour("text"))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, start_names()[tally.method])
        painter.setFont(self._small)
        painter.setPen(theme.colour("quiet"))
        words = plural(len(tally), tr("{n} restart"), tr("{n} restarts"))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, words)

    def _label(self, bars: Row, best: float) -> None:
        """Mark the best bar, and label it and the highest ones where there is room."""
        painter, theme = self._painter, self._theme
        painter.setFont(self._small)
        taken = [self._tops[bar] for bar in bars]
        for bar in sorted(bars, key=lambda bar: (not bar.holds(best), -bar.count))[:LABELLED]:
            is_best, shape = bar.holds(best), self._tops[bar]
            words = share_words(bar.share)
            mark = theme.px(14) if is_best else 0
            wide = mark + self._metrics.horizontalAdvance(words)
            left = min(max(shape.center().x() - wide / 2, 0.0), self._width - wide)
            own = QRectF(left, shape.top() - theme.px(LABEL), wide, theme.px(LABEL) - 1)
            fits = bar.share >= LEAST_SHARE and not any(
                own.adjusted(-4, 0, 4, 0).intersects(other) for other in taken
            )
            if is_best:
                x = left + theme.px(6) if fits else shape.center().x()
                self._mark_best(QPointF(x, own.center().y()))
            if fits:
                painter.setPen(theme.colour("text" if is_best else "quiet"))
                ascent, descent = self._metrics.ascent(), self._metrics.descent()
                base = own.top() + (own.height() + ascent - descent) / 2
                painter.drawText(QPointF(left + mark, base), words)
                taken.append(own)

    def _mark_best(self, centre: QPointF) -> None:
        """The star of the best minimum."""
        self._painter.setPen(QPen(self._theme.colour("ink"), 0.8))
        self._painter.setBrush(self._theme.colour("accent"))
        self._painter.drawPath(star(self._theme.px(6)).translated(centre))

    def _mark_board(self, foot: QRectF, x: float) -> None:
        """A triangle below the axis, in the colour of the chart's cursor."""
        painter, size = self._painter, self._theme.px(5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("warning"))
        top = foot.top() + 1
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(x, top),
                    QPointF(x - size, top + 1.5 * size),
                    QPointF(x + size, top + 1.5 * size),
                ]
            )
        )
