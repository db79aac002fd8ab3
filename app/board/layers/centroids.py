"""The layer of centroids."""

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QFont, QPainter, QPainterPath, QPen, QPixmap

from app.paint.painter import new_pixmap, painting
from app.paint.shapes import star
from app.paint.sprites import pixel_ratio
from app.paint.view import View
from app.theme.palette import CLUSTERS, cluster_colour
from app.theme.theme import LIGHT, Theme
from core.types import Points

RADIUS, LEAST_RADIUS = 14.0, 8.0
MANY = 50
"""More stars than this are smaller still, and leave out numbers that would lie over others."""

PHASES = 4
"""Places within a device pixel that a star can stand at: a glide shows no steps."""


def star_radius(k: int, zoom: float) -> float:
    """Radius of a star in pixels; many stars are smaller."""
    few = max(LEAST_RADIUS, RADIUS * min(1.0, float((12 / max(k, 1)) ** 0.4)))
    return zoom * few * min(1.0, float((MANY / max(k, 1)) ** 0.15))


def legible(pixels: Points, radius: float, wide: float, high: float) -> NDArray[np.bool_]:
    """Which of the stars at ``pixels`` (K, 2) have room for a number, shape (K,).

    A number, so ``wide`` and ``high``, stands at a star's upper right. It has room where no
    other star lies under it, and no number of a star before that has room itself.
    """
    across, up = (pixels[None] - pixels[:, None]).transpose(2, 0, 1)
    left, bottom, slack = 0.85 * radius, 0.55 * radius, 0.5 * radius
    under = (across > left - slack) & (across < left + wide + slack)
    under &= (up < slack - bottom) & (up > -bottom - high - slack)
    room: NDArray[np.bool_] = ~under.any(axis=1)
    clash = (np.abs(across) < wide + 2.0) & (np.abs(up) < high + 2.0)
    for own in np.flatnonzero(room).tolist():
        room[own] = not (clash[own, :own] & room[:own]).any()
    return room


class CentroidLayer:
    """A star per centroid with its number at the upper right.

    Each is painted once for every place within a pixel that it comes to, and copied from then
    on: outlines and halos are the costliest strokes of the board.
    """

    def __init__(self) -> None:
        self._centroids: Points = np.zeros((0, 2))
        self._slots: tuple[int, ...] = ()
        self._drawn_for: tuple[int, Theme, float] = (0, LIGHT, 1.0)
        self._stars: dict[tuple[int, int, int], QPixmap] = {}
        self._numbers: dict[tuple[int, int, int], QPixmap] = {}
        self._selected: int | None = None

    def draw(
        self,
        centroids: Points,
        slots: tuple[int, ...],
        theme: Theme,
        selected: int | None = None,
    ) -> None:
        """Show ``centroids`` (K, 2) in the colours and with the numbers of ``slots``.

        A ring is around that in row ``selected``.
        """
        self._centroids, self._slots, self._selected = centroids, slots, selected
        self._draw_for((len(slots), theme, self._drawn_for[2]))

    def paint(self, painter: QPainter, view: View) -> None:
        """Copy every star, then the numbers over all stars."""
        ratio = pixel_ratio(painter)
        self._draw_for((*self._drawn_for[:2], ratio))
        pixels = view.pixels(self._centroids)
        if self._selected is not None:
            self._ring(painter, QPointF(*pixels[self._selected].tolist()))
        fine = np.floor(pixels * ratio * PHASES).astype(np.int64)
        whole, phases = fine // PHASES, fine % PHASES
        places = [QPointF(x, y) for x, y in (whole / ratio).tolist()]
        shown = list(zip(self._slots, places, phases.tolist(), strict=True))
        for slot, place, phase in shown:
            self._copy(painter, place, self._stars, (slot % len(CLUSTERS), *phase))
        if len(shown) > MANY:
            # Their numbers stand on whole pixels: one copy of each is enough.
            room = self._legible(pixels)
            shown = [(*shown[row][:2], [0, 0]) for row in np.flatnonzero(room)]
        else:
            aside = self._aside(pixels)
            shown = [
                (slot, place + by, phase)
                for (slot, place, phase), by in zip(shown, aside, strict=True)
            ]
        for slot, place, phase in shown:
            self._copy(painter, place, self._numbers, (slot, *phase))

    def _ring(self, painter: QPainter, at: QPointF) -> None:
        """A double ring, so that it shows on points of any colour."""
        k, theme, _ = self._drawn_for
        radius = star_radius(k, theme.zoom) + 6.0 * theme.zoom
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in (("halo", 5.0), ("accent", 2.2)):
            painter.setPen(_pen(theme, colour, width))
            painter.drawEllipse(at, radius, radius)

    def _legible(self, pixels: Points) -> NDArray[np.bool_]:
        k, theme, _ = self._drawn_for
        radius = star_radius(k, theme.zoom)
        high = _number_size(radius, theme.zoom)
        return legible(pixels, radius, 0.65 * high * len(str(k)), 0.75 * high)

    def _aside(self, pixels: Points) -> list[QPointF]:
        """How far each number moves aside, in pixels, so that it covers none before it."""
        k, theme, _ = self._drawn_for
        radius = star_radius(k, theme.zoom)
        high = _number_size(radius, theme.zoom)
        size = round(0.65 * high * len(str(k))) + 2, round(high)
        return [QPointF(*by) for by in moved_aside(pixels, size, round(radius))]

    def _draw_for(self, wanted: tuple[int, Theme, float]) -> None:
        if wanted != self._drawn_for:
            self._drawn_for = wanted
            self._stars.clear()
            self._numbers.clear()

    def _copy(
        self,
        painter: QPainter,
        place: QPointF,
        copies: dict[tuple[int, int, int], QPixmap],
        key: tuple[int, int, int],
    ) -> None:
        numbered = copies is self._numbers
        half = self._half(numbered)
        if key not in copies:
            copies[key] = self._painted(key[0], numbered, key[1] / PHASES, key[2] / PHASES)
        painter.drawPixmap(place - QPointF(half, half), copies[key])

    def _half(self, numbered: bool) -> int:
        """Half the side of a copy: a star and its halo, or the number beside it."""
        k, theme, _ = self._drawn_for
        return int(star_radius(max(k, 1), theme.zoom) + theme.px(26 if numbered else 5))

    def _painted(self, slot: int, numbered: bool, right: float, down: float) -> QPixmap:
        k, theme, ratio = self._drawn_for
        half, radius = self._half(numbered), star_radius(k, theme.zoom)
        copy = new_pixmap(round(2 * half * ratio), round(2 * half * ratio), ratio)
        with painting(copy) as painter:
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
        return copy


def moved_aside(pixels: Points, size: tuple[int, int], radius: int) -> list[tuple[int, int]]:
    """Offsets for labels of this ``size`` beside stars at ``pixels`` (K, 2), so that none overlap.

    A label stays at the upper right of its star if it can; else it is put at the upper left, the
    lower right or the lower left; else above those that are there.
    """
    wide, high = size
    left, down = -(2 * radius + wide), 2 * radius
    corners = [(0, 0), (left, 0), (0, down), (left, down)]
    heap = [(0, -high * level) for level in range(1, len(pixels) + 1)]
    taken: list[tuple[float, float]] = []
    offsets = []
    for x, y in pixels.tolist():
        for across, up in (*corners, *heap):
            place = x + across, y + up
            if all(abs(place[0] - a) >= wide or abs(place[1] - b) >= high for a, b in taken):
                break
        taken.append(place)
        offsets.append((across, up))
    return offsets


def _pen(theme: Theme, colour: str, width: float) -> QPen:
    pen = QPen(theme.colour(colour), width * theme.zoom)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _number_size(radius: float, zoom: float) -> float:
    return max(10.0 * zoom, 13.0 * zoom * min(1.0, radius / (12 * zoom)))


def _number(number: int, radius: float, zoom: float) -> QPainterPath:
    font = QFont()
    font.setPixelSize(round(_number_size(radius, zoom)))
    font.setBold(True)
    path = QPainterPath()
    path.addText(QPointF(0.85 * radius, -0.55 * radius), font, str(number))
    return path
