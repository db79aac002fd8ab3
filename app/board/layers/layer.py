"""What all layers of the board have in common."""

from typing import Protocol

from PyQt6.QtGui import QPainter

from app.paint.view import View


class Layer(Protocol):
    """One sheet of the board: values come in by its own ``draw``, pixels go out by ``paint``."""

    def paint(self, painter: QPainter, view: View) -> None:
        """Paint the values drawn last; the painter works in pixels of the widget."""
        ...
