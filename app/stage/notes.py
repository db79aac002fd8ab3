"""The layer of what is to be said of the picture itself, as that not all is drawn."""

from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QPainter, QPainterPath, QPen

from app.stage.view import View
from app.theme import LIGHT, Theme


class Notes:
    """A quiet line at the lower left."""

    def __init__(self) -> None:
        self._theme = LIGHT
        self.text = ""
        """What is said, or nothing."""

    def draw(self, notes: list[str], theme: Theme) -> None:
        """Say ``notes``."""
        self.text, self._theme = " · ".join(notes), theme

    def paint(self, painter: QPainter, view: View) -> None:
        """Write the line, with a halo that keeps it apart from points."""
        if not self.text:
            return
        rim = 10.0 * self._theme.zoom
        path = QPainterPath()
        path.addText(QPointF(rim, view.height - rim), painter.font(), self.text)
        painter.strokePath(path, QPen(self._theme.colour("halo"), 3.0 * self._theme.zoom))
        painter.fillPath(path, self._theme.colour("text"))
