"""A painter that ends when its work is done, whatever becomes of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from PyQt6.QtGui import QPaintDevice, QPainter


@contextmanager
def painting(device: QPaintDevice | None) -> Iterator[QPainter]:
    """A painter on ``device``.

    Left to Python, a painter ends when nobody refers to it any more: the traceback of an
    exception does, and then Qt finds it open when the window is shown.
    """
    painter = QPainter(device)
    try:
        yield painter
    finally:
        painter.end()
