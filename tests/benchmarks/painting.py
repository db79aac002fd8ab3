"""A step of the board against recolouring pyqtgraph's ScatterPlotItem.

Both are measured from the command to the end of the paint, in one process, on the same
points in a view of the same size; the ratio of the medians is the figure.
"""

import gc
from collections.abc import Callable, Iterator
from functools import partial
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
ROUNDS, A_ROUND = 5, 12
"""Steps and recolourings are measured in turn, so many of each at a time."""


def rows() -> Iterator[str]:
    """The board alone, then the whole window, at N = 10 000 and K = 10."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    window = Window(Session(Recipe(n=10_000, k=10, blobs=10, shape="blobs")))
    window.resize(SIZE[0] + 560, SIZE[1] + 140)
    # A glide under way would paint frames of its own between the measurements.
    window.session.show(motion=False)
    window.show()
    plot, scatter, brushes = _scatter(window)
    app.processEvents()
    board = window.findChild(QWidget, "board")
    assert board is not None
    for what, paint, paint_peer in (
        ("end of the board's paint", board.repaint, plot.viewport().repaint),
        ("end of all paints of the window", app.processEvents, app.processEvents),
    ):
        step, recolour = _medians(app, window, (paint, paint_peer), scatter, brushes)
        yield (
            f"step_forward to the {what}, N = 10 000, K = 10: {step * 1e3:.1f} ms; "
            f"ScatterPlotItem recoloured and painted: {recolour * 1e3:.1f} ms; "
            f"ratio {recolour / step:.1f}"
        )
    window.close()
    plot.close()


def _medians(
    app: QApplication,
    window: Window,
    paints: tuple[Callable[[], object], Callable[[], object]],
    scatter: pg.ScatterPlotItem,
    brushes: list[list[object]],
) -> tuple[float, float]:
    forward = window.findChild(QAction, "step_forward")
    assert forward is not None
    steps, recolourings = [], []
    for _ in range(ROUNDS):
        window.session.seek(0)
        app.processEvents()
        gc.collect()
        for _ in range(A_ROUND):
            steps.append(_seconds(forward.trigger, paints[0]))
            app.processEvents()
        for turn in range(A_ROUND):
            recolour = partial(scatter.setBrush, brushes[turn % 2])
            recolourings.append(_seconds(recolour, paints[1]))
    return median(steps), median(recolourings)


def _scatter(
    window: Window,
) -> tuple[pg.PlotWidget, pg.ScatterPlotItem, list[list[object]]]:
    points = window.session.state.run.points
    plot = pg.PlotWidget()
    plot.resize(*SIZE)
    item = pg.ScatterPlotItem(points[:, 0], points[:, 1], size=4, pen=None)
    plot.addItem(item)
    plot.show()
    inks = [pg.mkBrush(cluster_colour(slot)) for slot in range(10)]
    labels = np.arange(len(points)) % 10
    return plot, item, [[inks[(label + turn) % 10] for label in labels] for turn in range(2)]


def _seconds(command: Callable[[], object], paint: Callable[[], object]) -> float:
    since = perf_counter()
    command()
    paint()
    return perf_counter() - since
