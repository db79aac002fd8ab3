"""A step of the board against recolouring pyqtgraph's ScatterPlotItem.

Both are measured from the command to the end of the paint, in turn in one process, on the same
points in a view of the same size; the median of the pairs' ratios is the figure.
"""

import gc
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter

import numpy as np
import pyqtgraph as pg
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QApplication, QWidget

from app.palette import cluster_colour
from app.window import Window
from core.recipe import Recipe
from core.session import Session

SIZE = (1000, 700)
PAIRS = 31


def rows() -> Iterator[str]:
    """One row: N = 10 000, K = 10."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    step, scatter = _medians(app, Recipe(n=10_000, k=10, blobs=10, shape="blobs"))
    yield (
        "step_forward to the end of the paint, whole window, N = 10 000, K = 10: "
        f"{step * 1e3:.1f} ms; ScatterPlotItem recoloured, a brush per point: "
        f"{scatter * 1e3:.1f} ms; ratio {scatter / step:.1f} (wanted: at least 4)"
    )


def _medians(app: QApplication, recipe: Recipe) -> tuple[float, float]:
    window = Window(Session(recipe))
    window.resize(SIZE[0] + 560, SIZE[1] + 140)
    window.show()
    board = window.findChild(QWidget, "board")
    forward = window.findChild(QAction, "step_forward")
    assert board is not None
    assert forward is not None
    scatter, brushes = _scatter(window)
    app.processEvents()
    steps, recolourings = [], []
    for turn in range(PAIRS):
        if window.session.state.half_step == window.session.state.run.last:
            window.session.seek(0)
            app.processEvents()
        # A glide under way would paint frames of its own between the measurements.
        window.session.show(motion=False)
        app.processEvents()
        gc.collect()
        steps.append(_seconds(app, forward.trigger))
        recolourings.append(_seconds(app, lambda turn=turn: scatter.setBrush(brushes[turn % 2])))
    window.close()
    return median(steps), median(recolourings)


def _scatter(window: Window) -> tuple[pg.ScatterPlotItem, list[list[object]]]:
    points = window.session.state.run.points
    plot = pg.PlotWidget()
    plot.resize(*SIZE)
    item = pg.ScatterPlotItem(points[:, 0], points[:, 1], size=4, pen=None)
    plot.addItem(item)
    plot.show()
    window.scatter_plot = plot  # kept alive as long as the window
    inks = [pg.mkBrush(cluster_colour(slot)) for slot in range(10)]
    labels = np.arange(len(points)) % 10
    return item, [[inks[(label + turn) % 10] for label in labels] for turn in range(2)]


def _seconds(app: QApplication, command: Callable[[], object]) -> float:
    since = perf_counter()
    command()
    app.processEvents()
    return perf_counter() - since
