"""The line below the inertia chart: what assignments and updates have saved so far."""

from PyQt6.QtCore import QPointF, QSize
from PyQt6.QtGui import QPainter, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.paint.shapes import disc, polygon
from app.widgets.labels.plain_label import plain_tip
from app.widgets.painted import Painted
from app.words.numbers import SUPERSCRIPTS, change
from app.words.translate import tr
from core.kmeans.half_step import Phase

INKS = {Phase.ASSIGN: "accent", Phase.UPDATE: "quiet"}
"""Colours of the theme for what a phase did to the inertia, in the chart and below it."""


class CostLegend(Painted, QWidget):
    """Two totals, each in the ink of its part of the chart's line, with the chart's marks.

    Where there is no room for the words, the marks stand alone: the tooltip has the words.
    """

    _letters = 11

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("cost_legend")
        self.setAccessibleName(tr("Change in inertia"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._totals = ("", "")

    def text(self) -> str:
        assign, update = self._totals
        return tr("Change in inertia: assignments {assign} · updates {update}").format(
            assign=assign, update=update
        )

    def draw(self, assign: float, update: float) -> None:
        """Tell what assignments and updates have saved."""
        totals = change(assign), change(update)
        if totals != self._totals:
            self._totals = totals
            self.setToolTip(plain_tip(self.text()))
            self.setAccessibleDescription(self.text())
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, self.fontMetrics().height())

    def _paint(self, painter: QPainter) -> None:
        painter.setFont(self.font())
        metrics = self.fontMetrics()
        base = (self.height() + metrics.ascent() - metrics.descent()) / 2
        gap, left = metrics.horizontalAdvance("  "), 0.0
        for phase, text in zip(INKS, self._parts(gap), strict=True):
            ink = self._theme.colour(INKS[phase])
            is_filled = phase is Phase.ASSIGN
            painter.setPen(QPen(ink, 1.4))
            painter.setBrush(ink if is_filled else self._theme.colour("panel"))
            radius = self._theme.px(3) if is_filled else self._theme.px(4)
            mark = disc(radius) if is_filled else polygon(4, radius)
            painter.drawPath(mark.translated(left + self._mark / 2, self.height() / 2))
            left += self._mark
            painter.drawText(QPointF(left, base), text)
            left += metrics.horizontalAdvance(text) + gap

    @property
    def _mark(self) -> int:
        """Pixels that a mark takes, with the gap to its text."""
        return self._theme.px(13)

    def _parts(self, gap: int) -> tuple[str, str]:
        """The two texts, with words where these have room."""
        assign, update = self._totals
        worded = (
            tr("assignments {total}").format(total=assign),
            tr("updates {total}").format(total=update),
        )
        gap += 2 * self._mark
        wide = sum(self.fontMetrics().horizontalAdvance(text) for text in worded) + gap
        if wide <= self.width():
            return worded
        bare = assign, update
        wide = sum(self.fontMetrics().horizontalAdvance(text) for text in bare) + gap
        # The tooltip has all digits.
        return bare if wide <= self.width() else (_short(assign), _short(update))


def _short(total: str) -> str:
    """A long whole number by its first digits and a power of ten."""
    digits = [sign for sign in total if sign.isdecimal()]
    if len(digits) < 5 or "." in total or "×" in total:
        return total
    sign = total[0] if not total[0].isdecimal() else ""
    power = str(len(digits) - 1).translate(SUPERSCRIPTS)
    return f"{sign}{digits[0]}.{digits[1]}×10{power}"
