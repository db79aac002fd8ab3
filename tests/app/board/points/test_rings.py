"""Rings: around the points that just changed cluster, and nowhere else."""

import numpy as np

from app.board.board import Board
from app.board.points.dots import diameter
from app.theme.palette import cluster_colour, edge_colour, hardest_ground
from app.window import Window
from core.kmeans.half_step import changed_rows
from core.session.pose import GLIDE_SHARE, HALF_STEP_SECONDS
from tests.app.eye import Picture, difference, near, picture, rgb, theme_of
from tests.app.hand import the

ASSIGN = 3
"""An assignment of the opening board in which some points change cluster and most do not."""


def with_and_without(window: Window) -> tuple[Picture, Picture]:
    board = the(window, Board, "board")
    window.session.show(rings=True)
    ringed = picture(board)
    window.session.show(rings=False)
    plain = picture(board)
    window.session.show(rings=True)
    return ringed, plain


def test_rings_are_at_all_changed_points_and_only_there(window: Window) -> None:
    run, board = window.session.state.run, the(window, Board, "board")
    window.session.seek(ASSIGN)
    rows = changed_rows(run[ASSIGN - 1], run[ASSIGN])
    assert 20 < len(rows) < 100
    ringed = difference(*with_and_without(window)) > 0
    pixels = board.view.pixels(run.points)
    reach = 0.9 * diameter(len(run.points), 1.0) + 3
    assert not (ringed & ~near(ringed.shape, pixels[rows], reach)).any()
    seen = [ringed[near(ringed.shape, [place], reach)].any() for place in pixels[rows]]
    assert np.mean(seen) > 0.9  # a star may lie over a ring


def test_a_ring_has_the_colour_of_the_new_cluster(window: Window) -> None:
    while window.session.state.slots == (0, 1, 2, 3, 4):
        window.session.new_seed("start_seed")
    window.session.seek(ASSIGN)
    state, board, theme = window.session.state, the(window, Board, "board"), theme_of(window)
    rows = changed_rows(state.run[ASSIGN - 1], state.run[ASSIGN])
    ground = hardest_ground(theme.colour("board"), range(5), theme.cell_alpha)
    edges = np.array([rgb(edge_colour(cluster_colour(slot), ground)) for slot in range(5)])
    ringed, plain = with_and_without(window)
    right = 0
    for row, place in zip(rows, board.view.pixels(state.run.points[rows]), strict=True):
        around = near(ringed.shape, [place], 9)
        strongest = (difference(ringed, plain) * around).argmax()
        seen = ringed.reshape(-1, 3)[strongest]
        slot = np.abs(edges - seen).sum(axis=1).argmin()
        right += slot == state.slots[state.run[ASSIGN].labels[row]]
    assert len(rows) > 10
    assert right > 0.8 * len(rows)  # rings of several clusters may cross


def test_there_is_no_ring_before_a_point_has_changed(window: Window) -> None:
    for half_step in (0, 1, 2):
        window.session.seek(half_step)
        assert not difference(*with_and_without(window)).any()


def test_rings_fade_through_the_update_after(window: Window) -> None:
    window.session.seek(ASSIGN)
    strengths = [difference(*with_and_without(window)).sum()]
    window.session.step(1)
    for _ in range(4):
        window.session.tick(GLIDE_SHARE * HALF_STEP_SECONDS / 5)
        strengths.append(difference(*with_and_without(window)).sum())
    window.session.tick(1.0)
    strengths.append(difference(*with_and_without(window)).sum())
    assert strengths == sorted(strengths, reverse=True)
    assert len(set(strengths)) == len(strengths)
    assert strengths[-1] == 0
