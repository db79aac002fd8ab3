"""Images that are there, and a painter that ends when its work is done, whatever becomes of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QImage, QPaintDevice, QPainter, QPicture, QPixmap

NULL = "too little memory for an image"


def new_image(wide: int, high: int, ratio: float = 1.0) -> QImage:
    """An image of so many device pixels, with alpha, not yet filled.

    Raises MemoryError where Qt returns a null image, on which every stroke would be a warning.
    ``ratio`` is that of device pixels to pixels.
    """
    # Without a pixel it would be null, too.
    size = QSize(max(wide, 1), max(high, 1))
    image = checked_image(QImage(size, QImage.Format.Format_ARGB32_Premultiplied))
    image.setDevicePixelRatio(ratio)
    return image


def new_pixmap(wide: int, high: int, ratio: float = 1.0) -> QPixmap:
    """A transparent pixmap of so many device pixels; raises as `new_image` does."""
    pixmap = checked_pixmap(QPixmap(max(wide, 1), max(high, 1)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def checked_image(image: QImage) -> QImage:
    """``image``; raises MemoryError where it is null."""
    if image.isNull():
        raise MemoryError(NULL)
    return image


def checked_pixmap(pixmap: QPixmap) -> QPixmap:
    """``pixmap``; raises MemoryError where it is null."""
    # One without memory may call itself no null pixmap, for all that there is nothing to paint on.
    if pixmap.isNull() or pixmap.paintEngine() is None:
        raise MemoryError(NULL)
    return pixmap


@contextmanager
def painting(device: QPaintDevice | None) -> Iterator[QPainter]:
    """A painter on ``device``.

    Left to Python, a painter ends when nobody refers to it any more: the traceback of an
    exception does, and then Qt finds it open when the window is shown.

    Where Qt has nothing to paint on, as without memory for the window's own image, what is
    painted goes nowhere: on a painter that is not active every stroke would be a warning.
    """
    is_null = isinstance(device, QImage | QPixmap) and device.isNull()
    painter = QPainter() if device is None or is_null else QPainter(device)
    if not painter.isActive():
        nowhere = QPicture()
        painter.begin(nowhere)
    try:
        yield painter
    finally:
        painter.end()
