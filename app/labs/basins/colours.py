"""The colours of basin maps: points stand out from all of them, in both themes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QColor

from app.labs.basins.borders import smoothed
from app.labs.basins.minima import MOST, Minimum, levels_of, listed, ranked, ranks_in
from app.theme.palette import contrast
from app.theme.theme import Theme
from core.experiments import MapPicture

Colours = NDArray[np.uint32]
"""0xFFRRGGBB."""

SHADES = 256


class Colouring(Enum):
    """What the colours of a map show."""

    INERTIA = "inertia"
    MINIMUM = "minimum"
    ITERATIONS = "iterations"


@dataclass(frozen=True, slots=True)
class Ramp:
    """Colours of evenly growing or falling lightness in OKLab (Ottosson, 2020).

    Each of the evenly spaced ``stops`` is lightness (0 … 1), chroma, and hue in degrees. Lightness
    alone shows the order, so it is seen with every colour vision.
    """

    stops: tuple[tuple[float, float, float], ...]

    def colours(self, count: int = SHADES) -> Colours:
        """``count`` colours from the first stop to the last."""
        places = np.linspace(0.0, len(self.stops) - 1.0, count)
        parts = [
            np.interp(places, range(len(self.stops)), part)
            for part in zip(*self.stops, strict=True)
        ]
        return from_oklch(np.stack(parts, axis=-1))


RAMPS = {
    ("light", Colouring.INERTIA): Ramp(
        ((0.900, 0.055, 215.0), (0.800, 0.080, 250.0), (0.690, 0.105, 285.0))
    ),
    ("light", Colouring.ITERATIONS): Ramp(
        ((0.945, 0.060, 95.0), (0.820, 0.100, 50.0), (0.690, 0.120, 0.0))
    ),
    ("dark", Colouring.INERTIA): Ramp(
        ((0.420, 0.080, 225.0), (0.330, 0.085, 270.0), (0.245, 0.085, 335.0))
    ),
    ("dark", Colouring.ITERATIONS): Ramp(
        ((0.265, 0.045, 290.0), (0.370, 0.080, 345.0), (0.480, 0.090, 50.0))
    ),
}
"""The best inertia is the brightest and the worst the darkest, in both themes. The more
iterations, the greater the contrast with the plain board."""

BEST = {"light": (0.970, 0.042, 150.0), "dark": (0.480, 0.045, 165.0)}
"""Pixels that lead to the best inertia."""

TINTS = {
    "light": [
        (0.970, 0.042, 150.0), (0.860, 0.060, 250.0), (0.940, 0.060, 92.0), (0.825, 0.070, 335.0),
        (0.900, 0.050, 205.0), (0.830, 0.075, 55.0), (0.925, 0.035, 310.0), (0.810, 0.055, 135.0),
    ],
    "dark": [
        (0.480, 0.045, 165.0), (0.340, 0.065, 255.0), (0.420, 0.055, 90.0), (0.290, 0.060, 335.0),
        (0.390, 0.050, 205.0), (0.310, 0.055, 55.0), (0.440, 0.065, 300.0), (0.265, 0.045, 140.0),
    ],
}  # fmt: skip
"""A colour for each minimum that is listed. Neighbours in the list also differ in lightness, for
colour-blind readers."""

OTHER = {"light": (0.780, 0.004, 260.0), "dark": (0.235, 0.004, 260.0)}
"""Minima that are not listed."""


def classes_of(picture: MapPicture, colouring: Colouring) -> NDArray[np.intp]:
    """The colour class of each pixel: integers in the shape of the picture."""
    if colouring is Colouring.MINIMUM:
        return picture.minima
    if colouring is Colouring.ITERATIONS:
        return picture.iterations
    return ranks_in(levels_of(picture), picture.inertias)


def colours_of(
    picture: MapPicture,
    colouring: Colouring,
    theme: Theme,
    slots: Mapping[int, int],
    finer: int = 1,
) -> Colours:
    """The colours of a map's pixels; minima by their ``slots``.

    Each pixel becomes ``finer`` × ``finer`` pixels, with smooth borders between the classes.
    """
    classes = classes_of(picture, colouring)
    names, which = np.unique(classes, return_inverse=True)
    if colouring is Colouring.MINIMUM:
        colours = [tint(slots.get(name), theme) for name in names.tolist()]
    elif colouring is Colouring.ITERATIONS:
        low, high = ends_of(picture)
        colours = ramp(theme.name, colouring)[_places(names, low, high)].tolist()
    else:
        colours = rank_colours(ranked(picture, levels_of(picture)), theme)
    rows = smoothed(which.reshape(classes.shape), finer)
    return np.array(colours, np.uint32)[rows]


def rank_colours(found: Sequence[Minimum], theme: Theme) -> list[int]:
    """The colours of minima of different inertia, the best first.

    The listed ones are evenly spaced on the ramp, however close their inertias are; the others
    lie between, by rank.
    """
    places = [each.number for each in listed(found)[1:]]
    evenly = np.linspace(0.0, 1.0, len(places)) if len(places) > 1 else np.full(len(places), 0.5)
    ranks = np.arange(1, len(found))
    shares = np.interp(ranks, [0, *places, len(found)], [0.0, *evenly, 1.0])
    shades = ramp(theme.name, Colouring.INERTIA)
    others = shades[np.rint(shares * (SHADES - 1)).astype(np.intp)]
    return [int(best_colour(theme)), *others.tolist()]


def ends_of(picture: MapPicture) -> tuple[float, float]:
    """The least and the greatest number of iterations: the ends of the ramp."""
    return float(picture.iterations.min()), float(picture.iterations.max())


def _places(values: NDArray[np.intp], low: float, high: float) -> NDArray[np.intp]:
    if high <= low:
        return np.full(values.shape, SHADES - 1)
    places: NDArray[np.intp] = np.rint((values - low) / (high - low) * (SHADES - 1)).astype(np.intp)
    return places


@cache
def ramp(name: str, colouring: Colouring) -> Colours:
    """The colours of one colouring in the theme called ``name``, from low to high."""
    return RAMPS[name, colouring].colours()


def best_colour(theme: Theme) -> np.uint32:
    """The colour of pixels that lead to the best inertia."""
    return np.uint32(from_oklch(np.array(BEST[theme.name])))


def tint(slot: int | None, theme: Theme) -> int:
    """The colour of the minimum in ``slot``, or of those that have none."""
    tints = TINTS[theme.name]
    colour = OTHER[theme.name] if slot is None or slot >= MOST else tints[slot]
    return int(from_oklch(np.array(colour)))


@cache
def farthest_from_board(theme: Theme, colouring: Colouring) -> QColor:
    """The colour of a colouring with the greatest contrast to the plain board.

    Marks show the least on it. It is the same for all maps, so points need no new drawing.
    """
    if colouring is Colouring.MINIMUM:
        colours = [tint(slot, theme) for slot in (*range(MOST), None)]
    else:
        colours = ramp(theme.name, colouring).tolist()
        if colouring is Colouring.INERTIA:
            colours.append(int(best_colour(theme)))
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
