"""The colours of basin maps: pale enough for points to be told from them, in both themes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QColor

from app.labs.basins_minima import AS_GOOD, MOST
from app.palette import contrast
from app.theme import Theme
from core.experiments import Picture

Colours = NDArray[np.uint32]
"""0xFFRRGGBB."""

SHADES = 256


class Colouring(Enum):
    """What the colours of a map tell."""

    INERTIA = "inertia"
    MINIMUM = "minimum"
    ITERATIONS = "iterations"


@dataclass(frozen=True, slots=True)
class Ramp:
    """Colours of evenly growing lightness in OKLab (Ottosson, 2020), of about one hue.

    Each end is lightness (0 … 1), chroma, and hue in degrees.
    """

    low: tuple[float, float, float]
    high: tuple[float, float, float]

    def colours(self, count: int = SHADES) -> Colours:
        """So many colours from low to high."""
        share = np.linspace(0.0, 1.0, count)[:, None]
        return from_oklch((1.0 - share) * np.array(self.low) + share * np.array(self.high))


RAMPS = {
    ("light", Colouring.INERTIA): Ramp((0.890, 0.034, 243.0), (0.810, 0.068, 262.0)),
    ("light", Colouring.ITERATIONS): Ramp((0.970, 0.008, 345.0), (0.810, 0.060, 340.0)),
    ("dark", Colouring.INERTIA): Ramp((0.345, 0.034, 248.0), (0.480, 0.070, 264.0)),
    ("dark", Colouring.ITERATIONS): Ramp((0.240, 0.015, 340.0), (0.470, 0.065, 340.0)),
}
"""The worse the end, or the longer the way, the farther from the plain board."""

BEST = {"light": (0.970, 0.042, 150.0), "dark": (0.245, 0.022, 165.0)}
"""Places that lead to the best inertia."""

TINTS = {
    "light": [
        (0.970, 0.042, 150.0), (0.860, 0.060, 250.0), (0.940, 0.060, 92.0), (0.825, 0.070, 335.0),
        (0.900, 0.050, 205.0), (0.830, 0.075, 55.0), (0.925, 0.035, 310.0), (0.810, 0.055, 135.0),
    ],
    "dark": [
        (0.250, 0.030, 165.0), (0.390, 0.065, 255.0), (0.320, 0.045, 90.0), (0.450, 0.070, 335.0),
        (0.350, 0.050, 205.0), (0.460, 0.065, 55.0), (0.300, 0.055, 300.0), (0.480, 0.055, 140.0),
    ],
}  # fmt: skip
"""A colour for each minimum that is told of. Neighbours in the list differ in lightness, too, for
those who do not see their hues."""

OTHER = {"light": (0.810, 0.004, 260.0), "dark": (0.480, 0.004, 260.0)}
"""Minima that are not told of."""


def colours_of(
    picture: Picture, colouring: Colouring, theme: Theme, slots: Mapping[int, int]
) -> Colours:
    """A map's pixels as colours; minima by their ``slots``."""
    if colouring is Colouring.MINIMUM:
        numbers, which = np.unique(picture.minima, return_inverse=True)
        tints = np.array([tint(slots.get(number), theme) for number in numbers.tolist()])
        return tints.astype(np.uint32)[which.reshape(picture.minima.shape)]
    shades = ramp(theme.name, colouring)
    low, high = ends_of(picture, colouring)
    if colouring is Colouring.ITERATIONS:
        return shades[_places(picture.iterations, low, high)]
    colours = shades[_places(picture.inertias, low, high)]
    best = float(picture.inertias.min())
    return np.where(picture.inertias <= best * AS_GOOD, best_colour(theme), colours)


def ends_of(picture: Picture, colouring: Colouring) -> tuple[float, float]:
    """What the ends of the ramp stand for.

    Of inertias, the best has a colour of its own: the ramp is for all others, if there are any.
    """
    if colouring is Colouring.ITERATIONS:
        return 0.0, float(picture.iterations.max())
    best = float(picture.inertias.min())
    others = picture.inertias[picture.inertias > best * AS_GOOD]
    return (float(others.min()), float(others.max())) if len(others) else (best, best)


def _places(
    values: NDArray[np.float64] | NDArray[np.intp], low: float, high: float
) -> NDArray[np.intp]:
    if high <= low:
        return np.full(values.shape, SHADES - 1)
    shares = np.clip((values - low) / (high - low), 0.0, 1.0)
    places: NDArray[np.intp] = np.rint(shares * (SHADES - 1)).astype(np.intp)
    return places


@cache
def ramp(name: str, colouring: Colouring) -> Colours:
    """The colours of one colouring in the theme called ``name``, from low to high."""
    return RAMPS[name, colouring].colours()


def best_colour(theme: Theme) -> np.uint32:
    """The colour of places that lead to the best inertia."""
    return np.uint32(from_oklch(np.array(BEST[theme.name])))


def tint(slot: int | None, theme: Theme) -> int:
    """The colour of the minimum in ``slot``, or of those that have none."""
    tints = TINTS[theme.name]
    colour = OTHER[theme.name] if slot is None or slot >= MOST else tints[slot]
    return int(from_oklch(np.array(colour)))


@cache
def hardest(theme: Theme, colouring: Colouring) -> QColor:
    """Of all colours of a colouring that which is farthest from the plain board.

    There marks show the least. It is the same for all maps: points need not be drawn anew.
    """
    if colouring is Colouring.MINIMUM:
        colours = [tint(slot, theme) for slot in (*range(MOST), None)]
    else:
        colours = [int(best_colour(theme)), *ramp(theme.name, colouring).tolist()]
    board = theme.colour("board")
    return max(map(QColor.fromRgb, colours), key=lambda colour: contrast(colour, board))


def from_oklch(colours: NDArray[np.float64]) -> Colours:
    """Lightness, chroma, hue (..., 3) as colours (...), by the matrices of Ottosson (2020)."""
    lightness, chroma, hue = np.moveaxis(colours, -1, 0)
    a, b = chroma * np.cos(np.radians(hue)), chroma * np.sin(np.radians(hue))
    cones = np.stack(
        [
            lightness + 0.3963377774 * a + 0.2158037573 * b,
            lightness - 0.1055613458 * a - 0.0638541728 * b,
            lightness - 0.0894841775 * a - 1.2914855480 * b,
        ],
        axis=-1,
    )
    linear = np.clip(cones**3 @ _TO_RGB, 0.0, 1.0)
    parts = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    red, green, blue = np.moveaxis(np.rint(255.0 * parts).astype(np.uint32), -1, 0)
    words = np.uint32(0xFF000000) | (red << 16) | (green << 8) | blue
    return np.asarray(words, np.uint32)


_TO_RGB = np.array(
    [
        [4.0767416621, -1.2684380046, -0.0041960863],
        [-3.3077115913, 2.6097574011, -0.7034186147],
        [0.2309699292, -0.3413193965, 1.7076147010],
    ]
)
