"""Wheels and touchpads: turns in notches, whatever the device reports them in."""

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QWheelEvent

NOTCH = 120.0
"""What Qt counts for a notch of a mouse wheel."""

PIXELS = 120.0
"""Pixels of a swipe on a touchpad that are as much as a notch."""

MOST_NOTCHES = 40.0
"""A single event of more than this is a mistake of the device."""


def turned(event: QWheelEvent) -> tuple[float, float]:
    """Notches to the right and upwards; none for the momentum of a swipe whose fingers have left.

    A touchpad sends many small events, in pixels where the system knows them.
    """
    if event.phase() is Qt.ScrollPhase.ScrollMomentum:
        return 0.0, 0.0
    pixels, angle = event.pixelDelta(), event.angleDelta()
    by_pixels = event.phase() is not Qt.ScrollPhase.NoScrollPhase and not pixels.isNull()
    delta, unit = (pixels, PIXELS) if by_pixels else (angle, NOTCH)
    return _bounded(delta.x() / unit), _bounded(delta.y() / unit)


def _bounded(notches: float) -> float:
    return min(max(notches, -MOST_NOTCHES), MOST_NOTCHES)


class WholeNotches:
    """Adds up small turns to whole notches."""

    def __init__(self) -> None:
        self._rest = 0.0

    def take(self, notches: float) -> int:
        """The whole notches that this turn completes."""
        if notches * self._rest < 0:
            self._rest = 0.0  # the way has changed
        self._rest += notches
        # Sums of fifteenths are a little off.
        whole = int(self._rest + (1e-6 if self._rest > 0 else -1e-6))
        self._rest -= whole
        return whole
