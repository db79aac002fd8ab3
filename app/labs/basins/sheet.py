"""A basin map as the board draws it, under the points."""

from collections.abc import Mapping

from app.board.layers.backdrop import Sheet
from app.labs.basins.colours import Colouring, colours_of, farthest_from_board
from app.labs.basins.question import BasinMap
from app.theme.theme import Theme

SMOOTH = 1152
"""Pixels of the image along the longer side of a final map."""


def sheet_of(
    shown: BasinMap,
    colouring: Colouring,
    theme: Theme,
    slots: Mapping[int, int],
    *,
    is_resting: bool,
    is_faded: bool,
) -> Sheet:
    """The map in colours; minima by their ``slots``.

    A coarse map is drawn in squares, which say so. At rest and in full, its borders are smooth.
    """
    pixels = shown.pixels
    is_smooth = is_resting and shown.picture.step == 1
    finer = max(1, round(SMOOTH / max(pixels.columns, pixels.rows))) if is_smooth else 1
    colours = colours_of(shown.picture, colouring, theme, slots, finer)
    ground = farthest_from_board(theme, colouring)
    return Sheet(pixels.rectangle, colours, ground, is_smooth, is_faded)
