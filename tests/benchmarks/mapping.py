"""A basin map under a hand that drags another centroid: frames to its first picture, and gaps."""

import gc
from collections.abc import Iterator
from math import ceil
from statistics import median
from time import perf_counter

from PyQt6.QtCore import QEvent, QObject, QPointF, Qt
from PyQt6.QtGui import QAction, QMouseEvent
from PyQt6.QtWidgets import QApplication
from threadpoolctl import threadpool_limits

from app.board.board import Board
from app.labs.basins.lab import BasinsLab
from app.window import Window
from core.runs.recipe import Recipe
from core.session.session import Session
from tests.benchmarks.health import TICK, largest_gap
from tests.benchmarks.table import Row, duration

MOVES = 40
STEP = 4.0
"""Pixels from one move to the next."""

FRAME = 1 / 60
MOST_FRAMES = 5
MOST_GAP = 0.05
REST = 1.5
"""Seconds in which a map comes to be as fine as it gets."""

LONGEST = 5.0


def rows() -> Iterator[Row]:
    """From each move of a drag to the paint with the new map, and the gaps while it refines."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    # The peers of other rows, all imported, are no garbage of the window's to be gone through.
    gc.collect()
    gc.freeze()
    for n, k in ((300, 5), (1_000, 8)):
        # One thread for products of matrices, as the application starts.
        with threadpool_limits(1):
            yield from _rows(Stage(app, n, k), app, n, k)
    gc.unfreeze()


def _rows(stage: "Stage", app: QApplication, n: int, k: int) -> Iterator[Row]:
    try:
        taken = list(stage.drag())
        frames, worst = ceil(median(taken) / FRAME), ceil(max(taken) / FRAME)
        yield Row(
            "!" if worst > MOST_FRAMES else "",
            f"first coarse picture of a basin map after a drag, N = {n}, K = {k}",
            f"{duration(median(taken))}, at most {duration(max(taken))}",
            "frames of 1/60 s",
            f"≤ {MOST_FRAMES}",
            f"{frames}, at most {worst}",
        )
        gap = largest_gap(app, stage.moves(), REST)
        yield Row(
            "!" if gap > MOST_GAP else "",
            f"largest gap while a basin map follows a drag, N = {n}, K = {k}",
            duration(gap),
            f"a timer of {duration(TICK)}",
            f"≤ {duration(MOST_GAP)}",
            duration(gap),
        )
    finally:
        stage.window.close()


class Stage(QObject):
    """A window with the lab open, and a hand on a centroid that is not selected."""

    def __init__(self, app: QApplication, n: int, k: int) -> None:
        super().__init__()
        self._app = app
        self.window = Window(Session(Recipe(n=n, k=k, blobs=k), 1))
        self.window.resize(1280, 800)
        self.window.show()
        app.processEvents()
        action, board = self.window.findChild(QAction, "basin_map"), self.window.findChild(Board)
        assert action is not None
        assert board is not None
        action.trigger()
        app.processEvents()
        self.window.wait_for_picture()
        lab = self.window.findChild(BasinsLab)
        assert lab is not None
        self._board, self._lab = board, lab
        row = 1 if self.window.session.state.selected_row == 0 else 0
        run = self.window.session.state.run
        x, y = board.view.pixels(run.starts[row]).tolist()
        self._at = QPointF(x, y)
        middle = QPointF(board.width() / 2, board.height() / 2)
        self._way = STEP if x < middle.x() else -STEP
        self._paints = 0
        board.installEventFilter(self)

    def drag(self) -> Iterator[float]:
        """Drag, and yield the seconds from each move to the end of the paint that shows its map."""
        for _ in self._moved():
            since, painted = perf_counter(), self._paints
            self._mouse(QEvent.Type.MouseMove)
            while not (self._lab.current_map and self._paints > painted):
                if perf_counter() - since > LONGEST:
                    break
                painted = painted if self._lab.current_map else self._paints
                self._app.processEvents()
            yield perf_counter() - since

    def moves(self) -> Iterator[None]:
        """Drag, and let whoever goes through it hear what comes between the moves."""
        for _ in self._moved():
            self._mouse(QEvent.Type.MouseMove)
            yield

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Count the paints of the board."""
        self._paints += event is not None and event.type() is QEvent.Type.Paint
        return False

    def _moved(self) -> Iterator[None]:
        self._mouse(QEvent.Type.MouseButtonPress)
        for _ in range(MOVES):
            self._at += QPointF(self._way, 0.5 * STEP)
            yield
        self._mouse(QEvent.Type.MouseButtonRelease)
        self._way = -self._way

    def _mouse(self, kind: QEvent.Type) -> None:
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        is_move = kind is QEvent.Type.MouseMove
        held = none if kind is QEvent.Type.MouseButtonRelease else left
        event = QMouseEvent(
            kind,
            self._at,
            self._board.mapToGlobal(self._at),
            none if is_move else left,
            held,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(self._board, event)
