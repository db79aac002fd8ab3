"""Where the board looks: the map between the plane of the points and the pixels of a widget."""

from dataclasses import dataclass, replace
from math import inf

import numpy as np

from core.geometry.voronoi import Rectangle
from core.types import Points

MARGIN = 0.05
"""Share of the board that stays free at each side of what it is fitted to."""

LEAST_MARGIN = 18.0
"""Pixels that stay free at least: half a star and its number, on a small board."""

RESOLUTION = 1e-13
"""Differences below this share of a coordinate are lost in its rounding."""

SMALLEST_SPAN = 1e-290
"""A span below this would take the scale beyond what a float can hold."""

CLOSEST, FARTHEST = 1e6, 0.1
"""Limits of zoom, against the fitted view."""


@dataclass(frozen=True, slots=True)
class View:
    """A view of the plane: the same scale on both axes, y upwards."""

    x: float = 0.0
    y: float = 0.0
    """The point of the plane in the middle of the widget."""
    scale: float = 1.0
    """Pixels per unit of the plane."""
    width: int = 1
    height: int = 1
    """Size of the widget in (logical) pixels."""

    def pixels(self, points: Points) -> Points:
        """Points of the plane, shape (…, 2), as pixels of the widget."""
        return (points - (self.x, self.y)) * (self.scale, -self.scale) + (
            0.5 * self.width,
            0.5 * self.height,
        )

    def place(self, px: float, py: float) -> tuple[float, float]:
        """The point of the plane under a pixel."""
        return (
            self.x + (px - 0.5 * self.width) / self.scale,
            self.y - (py - 0.5 * self.height) / self.scale,
        )

    @property
    def rectangle(self) -> Rectangle:
        """The part of the plane that is in view."""
        left, bottom = self.place(0, self.height)
        right, top = self.place(self.width, 0)
        return left, bottom, right, top

    def panned(self, dx: float, dy: float) -> "View":
        """The view after the plane was dragged by so many pixels."""
        return replace(self, x=self.x - dx / self.scale, y=self.y + dy / self.scale)

    def zoomed(self, factor: float, px: float, py: float) -> "View":
        """The view ``factor`` times as close, with the place under the pixel kept there."""
        x, y = self.place(px, py)
        keep = 1.0 - 1.0 / factor
        return replace(
            self,
            x=self.x + (x - self.x) * keep,
            y=self.y + (y - self.y) * keep,
            scale=self.scale * factor,
        )

    def resized(self, width: int, height: int) -> "View":
        """The same middle and scale in a widget of another size."""
        return replace(self, width=max(width, 1), height=max(height, 1))

    def fitted(self, bounds: Rectangle) -> "View":
        """The view that shows all of ``bounds``, with a margin; a single point gets room, too."""
        xmin, ymin, xmax, ymax = bounds
        least = LEAST_MARGIN / max(min(self.width, self.height), 1)
        room = 1.0 - 2.0 * min(max(MARGIN, least), 0.25)
        wide, high = xmax - xmin, ymax - ymin
        extent = max(abs(xmin), abs(xmax), abs(ymin), abs(ymax))
        if max(wide, high) <= max(RESOLUTION * extent, SMALLEST_SPAN):
            # A single place: as much around it as it is away from 0, or at 0 a board's width.
            wide = high = extent if extent > SMALLEST_SPAN else 2.0
        # A line of points has no height (or width): its length alone tells how close to look.
        scale = room * min(self.width / wide if wide else inf, self.height / high if high else inf)
        return replace(self, x=0.5 * (xmin + xmax), y=0.5 * (ymin + ymax), scale=scale)


def united(one: Rectangle, other: Rectangle) -> Rectangle:
    """The smallest rectangle around both."""
    low, high = np.minimum(one[:2], other[:2]), np.maximum(one[2:], other[2:])
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])
