"""Boards of more points than a recipe can ask for yet."""

import numpy as np

from app.board.board import Board
from app.theme.theme import LIGHT, Theme
from core.kmeans.half_step import Phase
from core.kmeans.measures import means
from core.runs.data import Data
from core.runs.recipe import Recipe
from core.runs.run import Mark, Run
from core.session.look import Look
from core.session.pose import pose_at

BARE = Look(cells=False, trails=False, rings=False, links=False)


def crowd_data(n: int, seed: int = 0) -> Data:
    """Three round groups of points."""
    rng = np.random.default_rng(seed)
    centres = np.array([[-0.6, -0.4], [0.6, -0.3], [0.0, 0.6]])
    points = centres[np.arange(n) % 3] + rng.normal(scale=0.15, size=(n, 2))
    points.setflags(write=False)
    return Data(points)


def crowd_run(n: int, k: int = 3, seed: int = 0) -> Run:
    """SEED, ASSIGN, UPDATE and ASSIGN of so many points."""
    data = crowd_data(n, seed)
    numbers = tuple(range(k))
    starts = np.random.default_rng(seed + 1).uniform(-1.0, 1.0, (k, 2))
    run = Run(Recipe(k=k), data, [_mark(Phase.SEED, 0, starts, 0, numbers)])
    assign = _mark(Phase.ASSIGN, 0, starts, n, numbers)
    labels = Run(run.recipe, data, [*run.marks, assign])[1].labels
    centroids = means(data.points, labels, starts)
    marks = [
        *run.marks,
        assign,
        _mark(Phase.UPDATE, 1, centroids, 0, numbers),
        _mark(Phase.ASSIGN, 1, centroids, 1, numbers),
    ]
    return Run(run.recipe, data, marks)


def _mark(
    phase: Phase, iteration: int, centroids: np.ndarray, changed: int, numbers: tuple[int, ...]
) -> Mark:
    k = len(numbers)
    nothing = np.zeros(k, np.intp), np.zeros(k)
    return Mark(phase, iteration, centroids, (), numbers, *nothing, 0.0, changed)


def show(
    board: Board,
    run: Run,
    half_step: int = 1,
    progress: float = 1.0,
    look: Look = BARE,
    theme: Theme = LIGHT,
) -> None:
    """Draw a half-step of ``run``; colours are in the order of the centroids."""
    pose = pose_at(run, half_step, progress)
    board.draw(run, pose, tuple(range(len(pose.centroids))), look, theme)
