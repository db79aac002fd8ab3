"""The size that a person chose for a window, kept while the interface is larger."""

from PyQt6.QtCore import QObject, QSize, QTimer
from PyQt6.QtWidgets import QWidget

TRIES = 8
"""Turns of the event loop in which a window becomes as small again as it was."""


class RememberedSize(QObject):
    """A larger interface may need a larger window; afterwards it has its former size again."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._size: QSize | None = None
        self._is_usual = True
        self._tries = 0

    def hold(self) -> None:
        """Remember the present size, unless one is remembered, before the interface grows."""
        if self._size is None and not self._is_bound():
            self._size = self._window.size()

    def forget(self) -> None:
        """A person has chosen another size."""
        self._size = None

    def give_back(self, *, is_usual: bool) -> None:
        """Take the remembered size, as far as the interface fits in it, once it is laid out.

        Where the interface has its usual size again, it is remembered no more.
        """
        self._is_usual = is_usual
        self._tries = TRIES
        QTimer.singleShot(0, self._take)

    def _take(self) -> None:
        size = self._size
        if size is None or self._is_bound():
            return
        self._window.resize(size)
        self._tries -= 1
        # Layouts inside each other tell the window one after the other that they need less.
        if self._window.size() != size and self._tries > 0:
            QTimer.singleShot(0, self._take)
        elif self._is_usual:
            self._size = None

    def _is_bound(self) -> bool:
        return self._window.isFullScreen() or self._window.isMaximized()
