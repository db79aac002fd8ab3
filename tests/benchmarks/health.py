"""Whether the window answers while something long is asked for: the largest gap of a timer.

`rows` drags every slider at ten million points through `largest_gap`, which takes whatever is to
be gone through meanwhile: ``dragging`` gives one step of it at a time, and the events of the
window are heard between two. Gaps hold the paintings in them, too.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from time import perf_counter

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import QAbstractSlider, QApplication

from app.window import Window
from tests.benchmarks.painting import staged
from tests.benchmarks.table import Row, count, duration

N = 10_000_000
TICK = 0.005
PLACES = 10
FRAME = 0.016
"""Seconds between two events of a hand that drags."""

SLIDERS = ("clusters_count", "spread", "blobs_count", "points_count")

LONGEST = 60.0
"""Seconds within which the last run of a drag is there."""

MOST_GAP = 0.1
"""What a person feels as at once."""


def rows() -> Iterator[Row]:
    """A row for each slider."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    for name in SLIDERS:
        with staged(app, N) as stage:
            slider = stage.window.findChild(QAbstractSlider, f"{name}_slider")
            assert slider is not None
            gap = largest_gap(app, _drag(slider, stage.window))
        yield Row(
            "!" if gap > MOST_GAP else "",
            f"largest gap while {name} is dragged, N = {count(N)}",
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


def _drag(slider: QAbstractSlider, window: Window) -> Iterator[None]:
    """Take the slider, move it place by place, let go, and see what comes of it."""
    slider.setSliderDown(True)
    way = 1 if slider.sliderPosition() < slider.maximum() - PLACES else -1
    for _ in range(PLACES):
        slider.setSliderPosition(slider.sliderPosition() + way)
        slider.triggerAction(QAbstractSlider.SliderAction.SliderMove)
        yield
    slider.setSliderDown(False)
    until = perf_counter() + LONGEST
    while window.session.state.wanted is not None and perf_counter() < until:
        yield
    assert window.session.state.wanted is None
