"""What the mouse does on the board: a touch takes hold of something, moves it, lets it go."""

from dataclasses import dataclass
from enum import Enum
from functools import cache

import numpy as np
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QColor, QCursor, QPainter, QPen

from app.board.layers.centroids import star_radius
from app.board.points.point_under import point_under
from app.paint.painter import new_pixmap, painting
from app.paint.view import View
from core.runs.data import Data
from core.types import Points

SLACK = 3.0
"""Pixels beside a star that still belong to it."""

NEAR_POINT = 8.0
"""Pixels from a point within which the drawing tool takes hold of it."""

ERASER_RADIUS = 16.0
"""Radius of the eraser, in pixels."""


class Tool(Enum):
    """What the pointer does on the board."""

    LOOK = "look"
    """Pan; drag a centroid; press one to select it."""
    PLACE = "place"
    """Press to put a centroid there, or to take one away."""
    DRAW = "draw"
    """Draw points; drag one that is there."""
    ERASE = "erase"
    """Erase points."""


class Grip(Enum):
    """What a touch takes hold of."""

    BOARD = "board"
    CENTROID = "centroid"
    POINT = "point"
    PEN = "pen"
    ERASER = "eraser"


class TouchPhase(Enum):
    """How far a touch has come.

    What takes hold of more than the board is told from PRESSED to CLICKED, LET_GO or ABANDONED.
    """

    PRESSED = "pressed"
    MOVED = "moved"
    CLICKED = "clicked"
    """Let go where it began."""
    LET_GO = "let go"
    """Released after it has moved."""
    ABANDONED = "abandoned"
    """Given up by Esc: all that came of it is to be taken back."""


@dataclass(frozen=True, slots=True)
class Touch:
    """One phase of a touch."""

    grip: Grip
    phase: TouchPhase
    row: int
    """Of the centroid or the point that is held; -1 where it is neither."""
    place: tuple[float, float]
    """Where the pointer is, in the plane."""
    reach: float
    """Radius of the eraser, in the plane."""


def star_under(view: View, centroids: Points, zoom: float, px: float, py: float) -> int | None:
    """The row of the star at a pixel: of several, that whose middle is nearest."""
    if not len(centroids):
        return None
    pixels = view.pixels(centroids)
    away = np.hypot(pixels[:, 0] - px, pixels[:, 1] - py)
    nearest = int(away.argmin())
    reach = star_radius(len(centroids), zoom) + SLACK * zoom
    return nearest if away[nearest] <= reach else None


def gripped(
    tool: Tool, view: View, data: Data, centroids: Points, zoom: float, px: float, py: float
) -> tuple[Grip, int]:
    """What a press at a pixel takes hold of, and its row (-1 where it has none)."""
    if tool is Tool.ERASE:
        return Grip.ERASER, -1
    if tool is Tool.DRAW:
        row = point_under(view, data, px, py, NEAR_POINT * zoom)
        return (Grip.PEN, -1) if row is None else (Grip.POINT, row)
    star = star_under(view, centroids, zoom, px, py)
    return (Grip.BOARD, -1) if star is None else (Grip.CENTROID, star)


@cache
def cursor_for(tool: Tool, over: Grip | None) -> QCursor:
    """The pointer of ``tool`` over what a press would take hold of."""
    if tool is Tool.ERASE:
        return _eraser()
    if tool is Tool.DRAW:
        holds = over is Grip.POINT
        return QCursor(Qt.CursorShape.OpenHandCursor if holds else Qt.CursorShape.CrossCursor)
    if over is Grip.CENTROID:
        return QCursor(Qt.CursorShape.OpenHandCursor)
    is_placing = tool is Tool.PLACE
    return QCursor(Qt.CursorShape.CrossCursor if is_placing else Qt.CursorShape.ArrowCursor)


def _eraser() -> QCursor:
    """A circle as large as what is erased, dark in light so that it shows on any ground."""
    side = round(2 * ERASER_RADIUS) + 5
    pixmap = new_pixmap(side, side)
    middle = QPoint(side // 2, side // 2)
    with painting(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((QColor("white"), 3.0), (QColor("#1F2328"), 1.2)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(middle, round(ERASER_RADIUS), round(ERASER_RADIUS))
    return QCursor(pixmap, side // 2, side // 2)
