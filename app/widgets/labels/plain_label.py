"""Text that comes from outside, shown as what it is: never as markup, never as a command."""

from html import escape

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QWidget

LONGEST_TIP = 2_000
"""Characters of a tooltip, at most."""


class PlainLabel(QLabel):
    """A label that shows its text letter by letter; left to itself, Qt guesses what is markup."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)


def wrapped_label(name: str) -> PlainLabel:
    """A label of this object name that wraps its text."""
    label = PlainLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    return label


def plain_tip(text: str) -> str:
    """``text`` for a tooltip, which Qt shows letter by letter.

    A tooltip cannot be told to be plain: what Qt might take for a tag is escaped in markup.
    """
    if "<" not in text:
        return text
    return f'<p style="white-space: pre-wrap">{escape(text[:LONGEST_TIP])}</p>'
