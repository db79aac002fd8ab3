"""Text cut to so many lines of a width, with an ellipsis where it goes on."""

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption


def elided_lines(text: str, font: QFont, width: int, most: int) -> str:
    """``text`` as at most ``most`` lines no wider than ``width`` pixels, broken between words.

    A text that fits is returned as it is.
    """
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    starts = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, 0))
        starts.append(line.textStart())
    layout.endLayout()
    if len(starts) <= most:
        return text
    last = starts[most - 1]
    rest = QFontMetrics(font).elidedText(text[last:], Qt.TextElideMode.ElideRight, width)
    return text[:last].rstrip() + "\n" + rest if most > 1 else rest
