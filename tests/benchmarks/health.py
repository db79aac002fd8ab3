"""Whether the window answers while something long is asked for: the largest gap of a timer.

`rows` drags the slider of K at ten million points through `largest_gap`, which takes whatever is
to be gone through meanwhile: ``dragging`` gives one step of it at a time, and the events of the
window are heard between two.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from time import perf_counter

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import QAbstractSlider, QApplication

from tests.benchmarks.painting import staged
from tests.benchmarks.table import Row, count, duration

N = 10_000_000
TICK = 0.005
FRAME = 0.016
"""Seconds between two events of a hand that drags."""

MOST_GAP = 0.1
"""What a person feels as at once."""


def rows() -> Iterator[Row]:
    """The row of the slider of K."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with staged(app, N) as stage:
        slider = stage.window.findChild(QAbstractSlider, "clusters_count_slider")
        assert slider is not None
        gap = largest_gap(app, _drag(slider))
    yield Row(
        "!" if gap > MOST_GAP else "",
        f"largest gap while K is dragged, N = {count(N)}",
        duration(gap),
        f"a timer of {duration(TICK)}",
        f"≤ {duration(MOST_GAP)}",
        duration(gap),
    )


def largest_gap(app: QApplication, dragging: Iterable[object], rest: float = 0.5) -> float:
    """The longest time (s) between two ticks of a timer while ``dragging`` is gone through.

    It is gone through a step a frame; ``rest`` are the seconds for what still goes on then.
    """
    ticks = [perf_counter()]
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: ticks.append(perf_counter()))
    timer.start(round(TICK * 1e3))
    for _ in dragging:
        _hear(app, FRAME)
    _hear(app, rest)
    timer.stop()
    ticks.append(perf_counter())
    return max(after - before for before, after in pairwise(ticks))


def _hear(app: QApplication, seconds: float) -> None:
    """Have events heard for so long."""
    until = perf_counter() + seconds
    while perf_counter() < until:
        app.processEvents()


def _drag(slider: QAbstractSlider) -> Iterator[None]:
    """Take the slider, move it place by place, let go."""
    slider.setSliderDown(True)
    for _ in range(10):
        slider.setSliderPosition(slider.sliderPosition() + 1)
        slider.triggerAction(QAbstractSlider.SliderAction.SliderMove)
        yield
    slider.setSliderDown(False)
    yield
