"""A person's eye: what is to be seen, as arrays of pixels, and with whatever colour vision."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtGui import QColor, QImage
from PyQt6.QtWidgets import QWidget

from app.board.board import Board
from app.theme.theme import Theme
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


VISIONS = {
    "normal": np.eye(3),
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deutan": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritan": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
"""What becomes of linear sRGB at full severity (Machado, Oliveira and Fernandes, 2009)."""

_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def oklab(colour: QColor | str, vision: str = "normal") -> NDArray[np.float64]:
    """A colour in OKLab (Ottosson, 2020), as seen with ``vision``."""
    parts = np.array(QColor(colour).getRgb()[:3]) / 255.0
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    seen = np.clip(VISIONS[vision] @ linear, 0.0, 1.0)
    result: NDArray[np.float64] = _TO_OKLAB @ np.cbrt(_TO_CONES @ seen)
    return result


def colour_difference(one: QColor | str, other: QColor | str, vision: str) -> float:
    """How far apart two colours are in OKLab, as seen with ``vision``."""
    return float(np.linalg.norm(oklab(one, vision) - oklab(other, vision)))
