"""Steps of the board against recolouring pyqtgraph's ScatterPlotItem, and against fewer points.

Steps and recolourings are measured from the command to the end of the paint, in one process, on
the same points in a view of the same size.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from statistics import median

import numpy as np
import pyqtgraph as pg
from PyQt6.QtGui import QAction, QImage, QPainter
from PyQt6.QtWidgets import QApplication, QWidget

from app.board.layers.cells import Cells
from app.paint.view import View
from app.theme.palette import cluster_colour
from app.theme.theme import LIGHT
from app.window import Window
from core.runs.recipe import Recipe
from core.session.session import Session
from tests.benchmarks.table import Row, count, medians, seconds_of, times_faster, times_slower

SIZE = (1000, 700)
ROUNDS, A_ROUND = 5, 12
"""Steps and what they are compared with are measured in turn, so many of each at a time."""

RECOLOURINGS = 4
FRAMES = 200


def rows() -> Iterator[Row]:
    """Steps against the peer's, growth with the number of points, and the cells alone."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    yield from _against_scatter(app, 10_000, 4.0)
    yield from _against_scatter(app, 100_000, 25.0)
    yield _growth(app)
    yield _cells()


class Stage:
    """A window, and the steps that are measured in it."""

    def __init__(self, app: QApplication, n: int) -> None:
        self._app = app
        self.window = Window(Session(Recipe(n=n, k=10, blobs=10, shape="blobs")))
        self.window.resize(1280, 800)
        # A glide under way would paint frames of its own between the measurements.
        self.window.session.show(motion=False)
        self.window.show()
        self._board = self.window.findChild(QWidget, "board")
        self._forward = self.window.findChild(QAction, "step_forward")
        app.processEvents()
        self._give_board_its_size()
        self.window.wait_for_picture()
        app.processEvents()

    def steps(self, to_the_end: str) -> list[float]:
        """Seconds of some steps, each to the end of the paint of the "board" or the "window"."""
        paint = self._board.repaint if to_the_end == "board" else self._app.processEvents
        self.window.session.seek(0)
        self._app.processEvents()
        gc.collect()
        taken = []
        for _ in range(A_ROUND):
            taken.append(_seconds(self._forward.trigger, paint))
            self._app.processEvents()
        return taken

    def _give_board_its_size(self) -> None:
        wide, high = SIZE
        window, board = self.window, self._board
        around = window.width() - board.width(), window.height() - board.height()
        window.resize(wide + around[0], high + around[1])
        self._app.processEvents()
        assert (board.width(), board.height()) == SIZE


@contextmanager
def staged(app: QApplication, n: int) -> Iterator[Stage]:
    """A stage of so many points, closed in the end."""
    stage = Stage(app, n)
    yield stage
    stage.window.close()
    stage.window.deleteLater()
    app.processEvents()


def _against_scatter(app: QApplication, n: int, wanted: float) -> Iterator[Row]:
    with staged(app, n) as stage:
        plot, recolourings = _scatter(stage.window.session.state.run.points)
        app.processEvents()
        for place, peer_paint in (
            ("board", plot.viewport().repaint),
            ("window", app.processEvents),
        ):
            steps, recoloured = [], []
            for _ in range(ROUNDS):
                steps += stage.steps(place)
                recoloured += [
                    _seconds(recolourings[turn % 2], peer_paint) for turn in range(RECOLOURINGS)
                ]
            yield times_faster(
                f"step to the end of the {place}'s paint, N = {count(n)}, K = 10",
                median(steps),
                ("ScatterPlotItem recoloured", median(recoloured)),
                wanted,
            )
        plot.close()


def _scatter(points: np.ndarray) -> tuple[pg.PlotWidget, list[Callable[[], object]]]:
    """A plot of the points, and two ways to recolour it, to take in turn."""
    plot = pg.PlotWidget()
    plot.resize(*SIZE)
    item = pg.ScatterPlotItem(points[:, 0], points[:, 1], size=4, pen=None)
    plot.addItem(item)
    plot.show()
    inks = [pg.mkBrush(cluster_colour(slot)) for slot in range(10)]
    labels = np.arange(len(points)) % 10
    brushes = [[inks[(label + turn) % 10] for label in labels] for turn in range(2)]
    return plot, [partial(item.setBrush, each) for each in brushes]


def _growth(app: QApplication) -> Row:
    few, many = 100_000, 10_000_000
    with staged(app, few) as small, staged(app, many) as large:
        steps: dict[int, list[float]] = {few: [], many: []}
        for _ in range(ROUNDS):
            steps[few] += small.steps("board")
            steps[many] += large.steps("board")
    return times_slower(
        f"step to the end of the board's paint, N = {count(many)}, K = 10",
        median(steps[many]),
        (f"the same, N = {count(few)}", median(steps[few])),
        4.0,
    )


def _cells() -> Row:
    """The layer of cells, found and painted anew as in a frame of a glide."""
    few, many = medians(FRAMES, _glide(50), _glide(200))
    return times_slower("cells found and painted, K = 200", many, ("the same, K = 50", few), None)


def _glide(k: int) -> Callable[[], None]:
    """What paints one frame of ``k`` centroids on their way."""
    rng = np.random.default_rng(0)
    centroids, way = rng.uniform(-1, 1, (k, 2)), rng.normal(0, 1e-4, (k, 2))
    view = View().resized(*SIZE).fitted((-1.0, -1.0, 1.0, 1.0))
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    cells, slots = Cells(), tuple(range(k))

    def frame() -> None:
        nonlocal centroids
        centroids = centroids + way
        cells.draw(centroids, slots, LIGHT)
        painter = QPainter(image)
        cells.paint(painter, view)
        painter.end()

    return frame


def _seconds(command: Callable[[], object], paint: Callable[[], object]) -> float:
    def both() -> None:
        command()
        paint()

    return seconds_of(both)
