"""Real time for the film."""

from PyQt6.QtCore import QElapsedTimer, QObject, Qt, QTimer, pyqtSignal

FRAME_MILLISECONDS = 16


class Clock(QObject):
    """Tells, while it runs, how many seconds went by since it told last."""

    ticked = pyqtSignal(float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MILLISECONDS)
        self._timer.timeout.connect(self._on_timeout)
        self._since = QElapsedTimer()

    def draw(self, running: bool) -> None:
        """Start or stop the clock."""
        if running and not self._timer.isActive():
            self._since.start()
            self._timer.start()
        elif not running:
            self._timer.stop()

    def _on_timeout(self) -> None:
        self.ticked.emit(self._since.restart() / 1000.0)
