"""The layer of points where they are too many for discs: one image of them all."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6 import sip
from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QColor, QImage, QPainter

from app.board.points.colours import Inks, PointColours
from app.board.points.rasters import RasterImage
from app.paint.painter import checked_image
from app.paint.view import View
from app.theme.palette import UNASSIGNED, luminance
from app.theme.theme import LIGHT, Theme
from core.types import Labels

SHADES = 32

PLAIN = 22 / (SHADES - 1)
"""The shade, of 0 … 1, that is the colour of the cluster itself."""

PALEST = 0.6
"""Opacity of shade 0: a single point where others lie by the dozen."""

DEEPEST = 0.18
"""How far shade 1 is from the colour of the cluster: towards black, or white on a dark board."""

MANY = 0.99
"""The share of pixels that have fewer points than what counts as many."""

CONTRASTY = 16.0
"""So many points to the side of a dot use all shades; fewer, and the shades differ less."""


class Density:
    """An image with a dot for every point, deeper in colour where they crowd.

    A new label or colour touches pixels only; another view of the same points shows the last
    image moved and scaled, until there is one made for it.
    """

    def __init__(self) -> None:
        self._picture: RasterImage | None = None
        self._labels: Labels = np.zeros(0, np.int8)
        self._inks = Inks((), (), ())
        self._theme = LIGHT
        self._buffer: NDArray[np.uint32] = np.zeros(0, np.uint32)
        self._image = QImage()
        self._shades: NDArray[np.intp] = np.zeros(0, np.intp)
        self._made_of: RasterImage | None = None
        self._is_coloured = False

    def draw(self, picture: RasterImage | None, tint: PointColours, theme: Theme) -> None:
        """Show ``picture``, its points coloured by ``tint``; or nothing."""
        if (
            picture is not self._picture
            or tint.labels is not self._labels
            or (tint.inks, theme) != (self._inks, self._theme)
        ):
            self._is_coloured = False
        self._picture, self._labels = picture, tint.labels
        self._inks, self._theme = tint.inks, theme

    def paint(self, painter: QPainter, view: View) -> None:
        """Copy the image; colour it again if it is out of date."""
        picture = self._picture
        if picture is None:
            self._made_of = None  # it holds on to all of its points
            return
        if picture is not self._made_of:
            self._make_image(picture)
        if not self._is_coloured:
            self._colour(picture)
        if picture.frame.view == view:
            painter.drawImage(0, 0, self._image)
        else:
            self._stretch(painter, picture, view)

    def _make_image(self, picture: RasterImage) -> None:
        grid = picture.raster.grid
        # A row of shades for each label, and before them one for label -1.
        shades = SHADES + shades_of(picture.raster.counts, picture.raster.dot)
        buffer = np.zeros(grid.width * grid.height, np.uint32)
        memory: Any = sip.voidptr(buffer.ctypes.data)
        form = QImage.Format.Format_ARGB32_Premultiplied
        image = checked_image(QImage(memory, grid.width, grid.height, 4 * grid.width, form))
        image.setDevicePixelRatio(picture.frame.ratio)
        # All at once: the image is over the buffer's memory, and does not keep it by itself.
        self._image, self._buffer, self._shades = image, buffer, shades
        self._made_of, self._is_coloured = picture, False

    def _colour(self, picture: RasterImage) -> None:
        raster = picture.raster
        keys = self._labels.take(raster.rows).astype(np.intp)
        keys *= SHADES
        keys += self._shades
        self._buffer[raster.pixels] = shade_table(self._inks.names, self._theme).take(keys)
        self._is_coloured = True

    def _stretch(self, painter: QPainter, picture: RasterImage, view: View) -> None:
        """Show what is in view of an image that was made for another one."""
        made, ratio = picture.frame.view, picture.frame.ratio
        scale = view.scale / made.scale
        corner = view.pixels(np.array(made.place(0.0, 0.0)))
        whole = QRectF(QPointF(*corner.tolist()), self._image.deviceIndependentSize() * scale)
        target = whole & QRectF(0, 0, view.width, view.height)
        if target.isEmpty():
            return
        source = QRectF(target.topLeft() - whole.topLeft(), target.size())
        share = ratio / scale
        source = QRectF(source.topLeft() * share, source.size() * share)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, self._image, source)


def shades_of(counts: NDArray[np.intp], dot: int) -> NDArray[np.intp]:
    """The shade, 0 … `SHADES` - 1, of pixels covered by so many dots each, of so many pixels.

    It goes with the logarithm of the count, against that of a pixel where many are. Where even
    those are few, all have nearly the same shade, as discs have: single points must not fade.
    """
    if not len(counts):
        return counts
    many = max(float(np.quantile(counts, MANY)), 1.0 + 1e-9)
    range_used = min(1.0, max(0.0, np.log(many / dot) / np.log(CONTRASTY)))
    # Most counts are small and come often: a logarithm of each that occurs will do.
    level = np.log(np.arange(1, counts.max() + 1)) / np.log(many)
    shade = PLAIN + range_used * (np.minimum(level, 1.0) - PLAIN)
    table: NDArray[np.intp] = np.rint(shade * (SHADES - 1)).astype(np.intp)
    return table[counts - 1]


def shade_table(names: tuple[str, ...], theme: Theme) -> NDArray[np.uint32]:
    """Premultiplied ARGB of every shade: first of points without a cluster, then of each colour."""
    fills = [QColor(UNASSIGNED), *map(QColor, names)]
    colours = np.array([fill.getRgb()[:3] for fill in fills], np.float64)[:, None]
    # Pure black and white: mixed with the ink, which is a grey, colours would turn muddy.
    away = 0.0 if luminance(theme.colour("board")) > 0.5 else 255.0
    shade = np.linspace(0.0, 1.0, SHADES)
    alpha = PALEST + (1.0 - PALEST) * np.minimum(shade / PLAIN, 1.0)
    deep = DEEPEST * np.maximum((shade - PLAIN) / (1.0 - PLAIN), 0.0)[:, None]
    mixed = (1.0 - deep) * colours + deep * away
    parts = np.rint(mixed * alpha[:, None]).astype(np.uint32)
    opacity = np.rint(255 * alpha).astype(np.uint32)
    red, green, blue = parts[..., 0], parts[..., 1], parts[..., 2]
    words = (opacity << 24) | (red << 16) | (green << 8) | blue
    return words.ravel().astype(np.uint32)
