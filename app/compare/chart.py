"""The inertia of all boards on one chart."""

from dataclasses import dataclass
from math import ceil

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPen,
    QPolygonF,
)
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.compare.badges import LETTERS, ink_of, paint_badge, paint_crown
from app.theme.theme import Theme
from app.widgets.painted import Painted
from app.words.numbers import number
from app.words.translate import tr
from core.comparison.compared import Compared, Entry

BADGE = 16
"""Side of a letter's square, in pixels."""

CLOSE = 7.0
"""Half-steps nearer together than so many pixels have no dots of their own."""


class CompareChart(Painted, QWidget):
    """A curve per board, named at its end, with a cursor where the film stands.

    It is painted, not plotted: names and crowns at the ends of the curves must keep clear of
    each other, which no plot does by itself.
    """

    seek_requested = pyqtSignal(float)
    """A position of the film that a person points at."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("compare_chart")
        self.setAccessibleName(tr("Inertia of all boards after each half-step"))
        self.setToolTip(
            tr(
                "Inertia (within-cluster sum of squares) of every board after each half-step, "
                "from 0 upwards. Click to go there."
            )
        )
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._compared: Compared | None = None

    def draw(self, compared: Compared) -> None:
        """Show the curves of all boards, and where they stand."""
        if self._compared is None or compared.entries is not self._compared.entries:
            ends = [
                tr("board {letter} ends at {inertia}").format(
                    letter=LETTERS[place], inertia=number(entry.inertia)
                )
                for place, entry in enumerate(compared.entries)
            ]
            self.setAccessibleDescription(", ".join(ends))
        self._compared = compared
        self.update()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.setMinimumSize(theme.px(150), theme.px(84))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(280), self._theme.px(150))

    # A person's hand

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Go to the half-step under the pointer."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._tell(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Go on while the button is held."""
        if event is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._tell(event.position().x())

    def _tell(self, x: float) -> None:
        if self._compared is None:
            return
        scale = self._scale(self._compared)
        share = (x - scale.frame.left()) / max(scale.frame.width(), 1.0)
        since = round(min(max(share, 0.0), 1.0) * scale.last)
        self.seek_requested.emit(float(self._compared.film.run.first + since))

    # Places

    def _number_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._theme.letters(12))
        return font

    def _scale(self, compared: Compared) -> "_Scale":
        """Where the curves are: what is right of them is for their names."""
        theme, rim = self._theme, float(self._theme.px(10))
        metrics = QFontMetricsF(self._number_font())
        numbers = [number(entry.inertia) for entry in compared.entries]
        names = max(map(metrics.horizontalAdvance, numbers)) + theme.px(BADGE + 14 + 28)
        top = theme.px(28)
        left = rim + metrics.horizontalAdvance("0") + theme.px(4)
        frame = QRectF(left, top, self.width() - left - names, self.height() - top - 1.4 * rim)
        high = max(cost for entry in compared.entries for cost in costs_of(entry)) or 1.0
        return _Scale(frame, max(entry.length for entry in compared.entries), high)

    # Drawing

    def _paint(self, painter: QPainter) -> None:
        self._paint_ground(painter)
        if self._compared is not None:
            self._paint_curves(painter, self._compared)

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._theme
        self._paint_panel(painter)
        font = QFont(self.font())
        font.setPixelSize(theme.letters(11))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.colour("quiet"))
        painter.drawText(QPointF(theme.px(10), theme.px(18)), tr("Inertia").upper())

    def _paint_curves(self, painter: QPainter, compared: Compared) -> None:
        theme, scale = self._theme, self._scale(compared)
        frame, now = scale.frame, scale.at(compared.since, 0.0).x()
        painter.setPen(QPen(theme.colour("hairline"), 1.0))
        painter.drawLine(frame.bottomLeft(), frame.bottomRight())
        self._paint_zero(painter, frame)
        painter.setPen(QPen(theme.colour("groove"), theme.px(1.5)))
        painter.drawLine(QPointF(now, frame.top()), QPointF(now, frame.bottom()))
        # The first board lies on top.
        for place, entry in reversed(list(enumerate(compared.entries))):
            self._paint_curve(painter, scale, entry, ink_of(place, theme))
            if here := min(ceil(compared.since), entry.length):
                painter.setPen(QPen(theme.colour("panel"), theme.px(1.6)))
                height = scale.at(0, costs_of(entry)[here - 1]).y()
                painter.drawEllipse(QPointF(now, height), theme.px(5), theme.px(5))
        self._paint_names(painter, scale, compared)

    def _paint_zero(self, painter: QPainter, frame: QRectF) -> None:
        """The number at the lower edge: lengths are inertias."""
        metrics = QFontMetricsF(self._number_font())
        painter.setFont(self._number_font())
        painter.setPen(self._theme.colour("quiet"))
        middle = frame.bottom() + 0.36 * metrics.ascent()
        painter.drawText(QPointF(float(self._theme.px(10)), middle), "0")

    def _paint_curve(self, painter: QPainter, scale: "_Scale", entry: Entry, ink: QColor) -> None:
        theme = self._theme
        curve = [scale.at(1 + index, cost) for index, cost in enumerate(costs_of(entry))]
        if entry.length < scale.last:
            # Its end stands for the rest of the film.
            painter.setPen(QPen(ink, theme.px(1.2), Qt.PenStyle.DotLine))
            painter.drawLine(curve[-1], QPointF(scale.frame.right(), curve[-1].y()))
        painter.setPen(QPen(ink, theme.px(2)))
        painter.drawPolyline(QPolygonF(curve))
        painter.setBrush(ink)
        painter.setPen(Qt.PenStyle.NoPen)
        has_dots = scale.frame.width() / scale.last >= theme.px(CLOSE)
        for point in curve if has_dots else curve[-1:]:
            painter.drawEllipse(point, theme.px(2.4), theme.px(2.4))

    def _paint_names(self, painter: QPainter, scale: "_Scale", compared: Compared) -> None:
        """Letter, end and crown of every curve, at its end."""
        theme, side = self._theme, float(self._theme.px(BADGE))
        entries = compared.entries
        ends = [scale.at(scale.last, entry.inertia) for entry in entries]
        lowest, highest = scale.frame.bottom() + theme.px(4), float(theme.px(14))
        middles = apart([end.y() for end in ends], side + theme.px(3), highest, lowest)
        font, left = self._number_font(), scale.frame.right() + theme.px(8)
        metrics = QFontMetricsF(font)
        right = left + side + theme.px(6)
        for place, (entry, middle) in enumerate(zip(entries, middles, strict=True)):
            painter.setPen(QPen(ink_of(place, theme), 1.0))
            painter.drawLine(ends[place], QPointF(left - 1, middle))
            paint_badge(painter, QRectF(left, middle - side / 2, side, side), place, theme)
            painter.setFont(font)
            painter.setPen(theme.colour("text"))
            text = number(entry.inertia)
            painter.drawText(QPointF(right, middle + 0.36 * metrics.ascent()), text)
        crowned = [(middles[place], entries[place].inertia) for place in compared.best_boards]
        if crowned:
            wide = max(metrics.horizontalAdvance(number(inertia)) for _, inertia in crowned)
            self._paint_crown(painter, right + wide, [middle for middle, _ in crowned])

    def _paint_crown(self, painter: QPainter, left: float, middles: list[float]) -> None:
        """One crown for all that are best; a bracket joins them where they are several."""
        theme, radius = self._theme, float(self._theme.px(7))
        high, low = min(middles), max(middles)
        across = left + 1.7 * radius
        if len(middles) > 1:
            arm, half = left + 0.5 * radius, 0.6 * radius
            painter.setPen(QPen(theme.colour("quiet"), theme.px(1.2)))
            corners = [(left + 2, high - half), (arm, high - half), (arm, low + half)]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(
                QPolygonF([QPointF(x, y) for x, y in (*corners, (left + 2, low + half))])
            )
            across += 0.5 * radius
        paint_crown(painter, QPointF(across, (high + low) / 2), radius, theme)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Half-steps and inertia, as places on the chart."""

    frame: QRectF
    last: int
    """Half-steps of the film, from where all centroids are there."""
    high: float
    """The inertia at the upper edge; at the lower one it is 0."""

    def at(self, since: float, cost: float) -> QPointF:
        """The place of an inertia, so many half-steps on."""
        frame, share = self.frame, cost / self.high
        return QPointF(
            frame.left() + frame.width() * since / self.last,
            frame.bottom() - frame.height() * share,
        )


def costs_of(entry: Entry) -> list[float]:
    """The inertia after every half-step from the first assignment on."""
    return [mark.inertia for mark in entry.run.marks[entry.run.first + 1 :]]


def apart(wanted: list[float], gap: float, top: float, bottom: float) -> list[float]:
    """Places as near to those ``wanted`` as they can be with ``gap`` between any two.

    They stay between ``top`` and ``bottom`` where there is room for all; equals keep their order.
    """
    order = sorted(range(len(wanted)), key=lambda each: (wanted[each], each))
    places = [0.0] * len(wanted)
    above = -float("inf")
    for each in order:
        above = places[each] = max(wanted[each], above + gap, top)
    below = float("inf")
    for each in reversed(order):
        below = places[each] = min(places[each], below - gap, bottom)
    if places and min(places) < top:
        for rank, each in enumerate(order):
            places[each] = top + rank * gap
    return places
