"""The shapes of the marks on the board, each drawn around the origin."""

from math import cos, pi, sin

from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QPainterPath, QPolygonF


def disc(radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(), radius, radius)
    return path


def polygon(corners: int, radius: float, turn: float = 0.0, waist: float = 1.0) -> QPainterPath:
    """A regular polygon, one corner up; with a ``waist`` below 1, a star of so many points."""
    spokes = corners if waist == 1.0 else 2 * corners
    path = QPainterPath()
    points = []
    for spoke in range(spokes):
        angle = 2 * pi * spoke / spokes - pi / 2 + turn
        length = radius if waist == 1.0 or spoke % 2 == 0 else waist * radius
        points.append(QPointF(length * cos(angle), length * sin(angle)))
    path.addPolygon(QPolygonF(points))
    path.closeSubpath()
    return path


def star(radius: float) -> QPainterPath:
    """The five-pointed star that marks a centroid."""
    return polygon(5, radius, waist=0.42)


def cross(radius: float, arm: float) -> QPainterPath:
    """An upright cross with arms so wide."""
    path = QPainterPath()
    path.addRect(QRectF(-radius, -arm / 2, 2 * radius, arm))
    upright = QPainterPath()
    upright.addRect(QRectF(-arm / 2, -radius, arm, 2 * radius))
    return path.united(upright)


def point_shapes(radius: float) -> list[QPainterPath]:
    """Eight shapes of about equal area for the points of clusters, in the order of slots."""
    return [
        disc(radius),
        polygon(4, 1.25 * radius, turn=pi / 4),
        polygon(3, 1.45 * radius),
        polygon(4, 1.3 * radius),
        cross(1.25 * radius, 0.9 * radius),
        polygon(3, 1.45 * radius, turn=pi),
        polygon(5, 1.5 * radius, waist=0.5),
        polygon(6, 1.15 * radius),
    ]
