"""Points: grey without a cluster, then in its colour, in shapes where asked, many as few."""

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QApplication

from app.board.board import Board
from app.board.points.dots import OPACITY, diameter
from app.theme.palette import UNASSIGNED, cell_tint, cluster_colour
from app.window import Window
from core.kmeans.half_step import Phase
from tests.app.conftest import OpenWindow
from tests.app.eye import Picture, difference, over, picture, places_of, rgb, theme_of
from tests.app.hand import the, trigger

TOLERANCE = 4
"""What rounding makes of a half-transparent colour."""


def apart(window: Window) -> list[int]:
    """The rows of points that no star, and no number beside one, can cover."""
    state, board = window.session.state, the(window, Board, "board")
    points = board.view.pixels(state.run.points)
    stars = board.view.pixels(state.run[state.half_step].centroids)
    ways = np.hypot(*(points[:, None] - stars).transpose(2, 0, 1))
    rows = np.flatnonzero((ways > 45).all(axis=1)).tolist()
    assert len(rows) >= 10
    return rows


def colours_at_points(window: Window) -> Picture:
    board = the(window, Board, "board")
    columns, rows = places_of(board, window.session.state.run.points).T
    return picture(board)[rows, columns]


@pytest.fixture(params=["light", "dark"])
def grid(request: pytest.FixtureRequest, open_window: OpenWindow) -> Window:
    """Points far from each other, on a board without trails and rings."""
    window = open_window(shape="grid", n=36, k=4, theme=request.param)
    window.session.show(trails=False, rings=False)
    return window


def test_points_are_grey_before_they_have_a_cluster(grid: Window) -> None:
    grid.session.show(cells=False)
    ground = rgb(theme_of(grid).board)
    expected = over(UNASSIGNED, OPACITY, ground)
    seen = colours_at_points(grid)
    for row in apart(grid):
        assert np.abs(seen[row] - expected).max() <= TOLERANCE


@pytest.mark.parametrize("cells", [True, False])
def test_points_have_the_colour_of_their_cluster(grid: Window, cells: bool) -> None:
    grid.session.show(cells=cells)
    while grid.session.state.slots == (0, 1, 2, 3):
        grid.session.new_seed("start_seed")
    grid.session.seek(grid.session.state.run.last)
    state, theme = grid.session.state, theme_of(grid)
    step, board = state.run[state.half_step], QColor(theme.board)
    assert step.phase is Phase.ASSIGN
    seen = colours_at_points(grid)
    for row in apart(grid):
        slot = state.slots[step.labels[row]]
        colour = cluster_colour(slot)
        ground = cell_tint(board, slot, theme.cell_alpha) if cells else board
        assert np.abs(seen[row] - over(colour, OPACITY, rgb(ground))).max() <= TOLERANCE


def test_after_an_update_points_still_have_the_colour_they_were_assigned(grid: Window) -> None:
    """What is shown is what is used: the labels are stale by design."""
    grid.session.show(cells=False)
    grid.session.seek(1)
    before, far = colours_at_points(grid), set(apart(grid))
    grid.session.seek(2)
    rows = sorted(far & set(apart(grid)))
    assert len(rows) > 5
    assert (colours_at_points(grid)[rows] == before[rows]).all()


def test_with_shapes_clusters_differ_without_their_colour(open_window: OpenWindow) -> None:
    window = open_window(shape="grid", n=36, k=4)
    window.session.show(trails=False, rings=False, cells=False)
    window.session.seek_end()
    plain = likenesses(outlines(window))
    trigger(window, "toggle_shapes")
    shaped = likenesses(outlines(window))
    assert min(plain) > 0.9 > max(shaped)


def outlines(window: Window) -> dict[int, NDArray[np.bool]]:
    """The pixels around a point of each cluster that it covers."""
    board, state = the(window, Board, "board"), window.session.state
    image, labels = picture(board), state.run[state.half_step].labels
    found = {}
    for row in apart(window):
        x, y = places_of(board, state.run.points)[row]
        patch = np.abs(image[y - 9 : y + 10, x - 9 : x + 10] - rgb(theme_of(window).board))
        covered = patch.max(axis=2) > 0.5 * patch.max()
        before = found.setdefault(int(labels[row]), covered)
        assert (before == covered).all()
    assert len(found) >= 3
    return found


def likenesses(masks: dict[int, NDArray[np.bool]]) -> list[float]:
    """What share of the pixels of two clusters' points is common to both, for all pairs."""
    pairs = combinations(masks.values(), 2)
    return [float((one & other).sum() / (one | other).sum()) for one, other in pairs]


def test_points_shrink_as_they_grow_in_number() -> None:
    sizes = [diameter(n, 1.0) for n in (1, 100, 300, 1000, 10_000)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[2] == 7.0
    assert sizes[-1] >= 2.5
    assert diameter(300, 2.0) == 14.0


def test_ten_thousand_points_are_all_painted(open_window: OpenWindow) -> None:
    window = open_window(shape="grid", n=10_000, k=2)
    window.session.show(cells=False, trails=False, rings=False)
    window.session.seek(1)
    seen = np.abs(colours_at_points(window) - rgb(theme_of(window).board)).max(axis=1)
    rows = apart(window)
    assert len(rows) > 9000
    assert (seen[rows] > 40).all()


def test_a_resized_board_paints_its_points_anew(window: Window) -> None:
    board = the(window, Board, "board")
    window.session.show(cells=False, trails=False)
    window.resize(1000, 760)
    QApplication.processEvents()
    seen = np.abs(colours_at_points(window) - rgb(theme_of(window).board)).max(axis=1)
    assert (seen[apart(window)] > 40).all()
    assert board.view.width == board.width()


def test_points_out_of_view_are_left_out(window: Window) -> None:
    board = the(window, Board, "board")
    before = picture(board)
    for _ in range(30):
        trigger(window, "zoom_in")
    assert np.ptp(picture(board)) > 0
    trigger(window, "fit")
    assert not difference(picture(board), before).any()
