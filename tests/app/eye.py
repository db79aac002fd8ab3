"""A person's eye: what is to be seen, as arrays of pixels."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtGui import QColor, QImage
from PyQt6.QtWidgets import QWidget

from app.stage.board import Board
from app.theme import Theme
from core import Points

Picture = NDArray[np.int16]
"""Shape (height, width, 3): red, green and blue, signed so that differences are right."""


def picture(widget: QWidget) -> Picture:
    """What a widget looks like now."""
    return pixels_of(widget.grab().toImage())


def pixels_of(image: QImage) -> Picture:
    """An image as an array."""
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    memory = image.constBits()
    memory.setsize(image.sizeInBytes())
    rows = np.frombuffer(memory, np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 4 * image.width()].reshape(image.height(), -1, 4)[:, :, :3].astype(np.int16)


def difference(one: Picture, other: Picture) -> NDArray[np.int16]:
    """The largest difference of a channel at every pixel, shape (height, width)."""
    return np.abs(one - other).max(axis=2)


def same(one: Picture, other: Picture) -> bool:
    """Whether two pictures agree in every pixel."""
    return one.shape == other.shape and not difference(one, other).any()


def rgb(colour: QColor | str) -> NDArray[np.int16]:
    """A colour as a pixel."""
    return np.array(QColor(colour).getRgb()[:3], np.int16)


def over(top: QColor | str, alpha: float, ground: NDArray[np.int16]) -> NDArray[np.float64]:
    """The pixel that ``top``, so opaque, leaves on ``ground``."""
    return alpha * rgb(top) + (1 - alpha) * ground


def places_of(board: Board, points: Points) -> NDArray[np.intp]:
    """The pixels (column, row) at which points of the plane are shown."""
    return np.floor(board.view.pixels(points)).astype(np.intp)


def near(
    shape: tuple[int, ...], places: Iterable[Iterable[float]], reach: float
) -> NDArray[np.bool]:
    """The pixels no farther than ``reach`` from any of ``places`` (column, row)."""
    rows, columns = np.indices(shape[:2])
    result = np.zeros(shape[:2], bool)
    for x, y in places:
        result |= (columns - x) ** 2 + (rows - y) ** 2 <= reach**2
    return result


def theme_of(window: QWidget) -> Theme:
    """The theme in which a window is painted."""
    [board] = window.findChildren(Board)
    return board._theme


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False
