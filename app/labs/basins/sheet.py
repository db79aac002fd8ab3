"""A basin map as the board draws it, under the points."""

from collections.abc import Mapping
from math import ceil

from app.board.layers.backdrop import Sheet
from app.labs.basins.colours import Colouring, colours_of, farthest_from_board
from app.labs.basins.question import BasinMap
from app.theme.theme import Theme


def sheet_of(
    shown: BasinMap,
    colouring: Colouring,
    theme: Theme,
    slots: Mapping[int, int],
    width: float,
    is_faded: bool,
) -> Sheet:
    """The map in colours for a view of this ``width`` in pixels; minima by their ``slots``."""
    pixels = shown.question.pixels
    # A coarse map is drawn in squares, which say so; at full resolution its borders are smooth.
    finer = ceil(width / pixels.columns) if shown.picture.step == 1 else 1
    colours = colours_of(shown.picture, colouring, theme, slots, finer)
    return Sheet(
        pixels.rectangle, colours, farthest_from_board(theme, colouring), is_faded=is_faded
    )
