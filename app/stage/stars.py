"""The layer of centroids."""

import numpy as np
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QFont, QPainter, QPainterPath, QPen, QPixmap

from app.palette import cluster_colour
from app.stage.marks import star
from app.stage.sprites import pixel_ratio
from app.stage.view import View
from app.theme import LIGHT, Theme
from core.checks import Points

RADIUS, LEAST_RADIUS = 14.0, 8.0
PHASES = 4
"""Places within a device pixel that a star can stand at: a glide shows no steps."""


def star_radius(k: int, zoom: float) -> float:
    """Radius of a star in pixels; many stars are smaller."""
    return zoom * max(LEAST_RADIUS, RADIUS * min(1.0, float((12 / k) ** 0.4)))


class Stars:
    """A star per centroid with its number at the upper right.

    Each is painted once for every place within a pixel that it comes to, and copied from then
    on: outlines and halos are the costliest strokes of the board.
    """

    def __init__(self) -> None:
        self._centroids: Points = np.zeros((0, 2))
        self._slots: tuple[int, ...] = ()
        self._dress: tuple[int, Theme, float] = (0, LIGHT, 1.0)
        self._copies: dict[tuple[int, bool, int, int], QPixmap] = {}

    def draw(self, centroids: Points, slots: tuple[int, ...], theme: Theme) -> None:
        """Show ``centroids`` (K, 2) in the colours and with the numbers of ``slots``."""
        self._centroids, self._slots = centroids, slots
        self._wear((len(slots), theme, self._dress[2]))

    def paint(self, painter: QPainter, view: View) -> None:
        """Copy every star, then the numbers over all stars."""
        ratio = pixel_ratio(painter)
        self._wear((*self._dress[:2], ratio))
        fine = np.floor(view.pixels(self._centroids) * ratio * PHASES).astype(np.int64)
        pixels, phases = fine // PHASES, fine % PHASES
        half = self._half()
        for numbered in (False, True):
            for slot, place, phase in zip(
                self._slots, pixels.tolist(), phases.tolist(), strict=True
            ):
                copy = self._copy(slot, numbered, *phase)
                painter.drawPixmap(QPointF(place[0] / ratio - half, place[1] / ratio - half), copy)

    def _wear(self, dress: tuple[int, Theme, float]) -> None:
        if dress != self._dress:
            self._dress = dress
            self._copies.clear()

    def _half(self) -> int:
        """Half the side of a copy: a star, its halo, and the number beside it."""
        k, theme, _ = self._dress
        return int(star_radius(max(k, 1), theme.zoom) + theme.px(26))

    def _copy(self, slot: int, numbered: bool, right: int, down: int) -> QPixmap:
        key = (slot, numbered, right, down)
        if key not in self._copies:
            self._copies[key] = self._painted(slot, numbered, right / PHASES, down / PHASES)
        return self._copies[key]

    def _painted(self, slot: int, numbered: bool, right: float, down: float) -> QPixmap:
        k, theme, ratio = self._dress
        half, radius = self._half(), star_radius(k, theme.zoom)
        copy = QPixmap(round(2 * half * ratio), round(2 * half * ratio))
        copy.setDevicePixelRatio(ratio)
        copy.fill(Qt.GlobalColor.transparent)
        painter = QPainter(copy)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(half + right / ratio, half + down / ratio)
        halo = _pen(theme, "halo", 4.5)
        if numbered:
            number = _number(slot + 1, radius, theme.zoom)
            painter.strokePath(number, halo)
            painter.fillPath(number, theme.colour("text"))
        else:
            painter.strokePath(star(radius), halo)
            painter.setPen(_pen(theme, "ink", 1.2))
            painter.setBrush(cluster_colour(slot))
            painter.drawPath(star(radius))
        painter.end()
        return copy


def _pen(theme: Theme, colour: str, width: float) -> QPen:
    pen = QPen(theme.colour(colour), width * theme.zoom)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _number(number: int, radius: float, zoom: float) -> QPainterPath:
    font = QFont()
    font.setPixelSize(round(max(10.0 * zoom, 13.0 * zoom * min(1.0, radius / (12 * zoom)))))
    font.setBold(True)
    path = QPainterPath()
    path.addText(QPointF(0.85 * radius, -0.55 * radius), font, str(number))
    return path
