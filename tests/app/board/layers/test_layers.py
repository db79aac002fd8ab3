"""Stars, trails, links and true centres: each where it belongs."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtGui import QAction

from app.board.board import Board
from app.board.layers.cells import polygons
from app.board.layers.centroids import legible, star_radius
from app.board.layers.trails import dotted
from app.board.points.links import Links
from app.paint.view import View
from app.theme.palette import cluster_colour
from app.window import Window
from core import Phase
from tests.app.conftest import OpenWindow
from tests.app.eye import difference, near, picture, places_of, rgb
from tests.app.hand import the, trigger


def switched(window: Window, field: str) -> np.ndarray:
    """Where a switch changes the picture."""
    board = the(window, Board, "board")
    before = picture(board)
    trigger(window, f"toggle_{field}")
    after = picture(board)
    trigger(window, f"toggle_{field}")
    return difference(before, after) > 0


def test_every_star_stands_at_its_centroid_in_its_colour(window: Window) -> None:
    assert_stars_stand_at_centroids(window)
    trigger(window, "new_starts")
    assert window.session.state.slots != (0, 1, 2, 3, 4), "colours stay with places"
    assert_stars_stand_at_centroids(window)


def assert_stars_stand_at_centroids(window: Window) -> None:
    board, run = the(window, Board, "board"), window.session.state.run
    for half_step in (0, 1, 3, 4, run.last):
        window.session.seek(half_step)
        places, image = places_of(board, run[half_step].centroids), picture(board)
        for slot, (x, y) in zip(window.session.state.slots, places, strict=True):
            others = np.abs(places - (x, y)).sum(axis=1)
            if np.sort(others)[1] > 60:
                assert (image[y, x] == rgb(cluster_colour(slot))).all()


def test_many_stars_are_smaller_but_never_tiny() -> None:
    sizes = [star_radius(k, 1.0) for k in (1, 5, 12, 20, 50, 100, 200)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 14.0
    assert sizes[4] >= 8.0
    assert sizes[-1] >= 6.0


@given(seed=st.integers(0, 999), k=st.integers(1, 60))
def test_numbers_that_have_room_lie_over_no_star_and_no_number(seed: int, k: int) -> None:
    pixels = np.random.default_rng(seed).uniform(0, 200, size=(k, 2))
    radius, wide, high = 6.0, 20.0, 8.0
    room = legible(pixels, radius, wide, high)
    x, y = pixels.T
    left, bottom = x + 0.85 * radius, y - 0.55 * radius
    for own in np.flatnonzero(room):
        over = (x > left[own]) & (x < left[own] + wide)
        over &= (y < bottom[own]) & (y > bottom[own] - high)
        assert not over.any()
        others = room & (np.arange(k) != own)
        clash = (np.abs(left - left[own]) < wide) & (np.abs(bottom - bottom[own]) < high)
        assert not (clash & others).any()


def test_a_star_alone_has_room_for_its_number() -> None:
    assert legible(np.array([[5.0, 5.0], [90.0, 90.0]]), 6.0, 20.0, 8.0).all()
    assert legible(np.array([[5.0, 5.0], [15.0, 0.0]]), 6.0, 20.0, 8.0).tolist() == [False, True]


def test_two_hundred_stars_stand_at_their_centroids(open_window: OpenWindow) -> None:
    window = open_window(shape="grid", n=200, k=200, start="farthest-first")
    board, state = the(window, Board, "board"), window.session.state
    window.session.seek(state.run.first)
    image = picture(board)
    for slot, (x, y) in zip(state.slots, places_of(board, state.run.starts), strict=True):
        assert (image[y, x] == rgb(cluster_colour(slot))).all()


def test_trails_lead_over_every_earlier_place(window: Window) -> None:
    window.session.seek_end()
    state, board = window.session.state, the(window, Board, "board")
    seen = switched(window, "trails")
    stars = board.view.pixels(state.run[state.half_step].centroids)
    marks = state.run.marks
    for mark in marks:
        if mark.phase is Phase.ASSIGN:
            continue
        for place in board.view.pixels(mark.centroids):
            if np.hypot(*(stars - place).T).min() > 40:
                # A dot there, larger than those of the line.
                assert seen[near(seen.shape, [place], 2)].sum() >= 8


def test_there_is_no_trail_at_the_start(window: Window) -> None:
    for half_step in (0, 1):
        window.session.seek(half_step)
        assert not switched(window, "trails").any()


def test_dots_of_a_trail_are_evenly_apart() -> None:
    ways = np.array([[[0.0, 0.0], [0.0, 35.0], [70.0, 35.0]]])
    places = dotted(ways, 3.5)
    steps = np.hypot(*np.diff(places, axis=0).T)
    assert steps.max() <= 3.5 + 1e-9
    assert steps.min() > 2.5
    assert (places[0] == (0, 0)).all()


def test_dots_of_a_very_long_trail_are_bounded_in_number() -> None:
    assert len(dotted(np.array([[[0.0, 0.0], [1e9, 0.0]]]), 3.5)) < 10_000


def test_links_join_points_to_centroids_from_the_first_assignment_on(window: Window) -> None:
    window.session.show(cells=False, trails=False)
    window.session.seek(0)
    assert not switched(window, "links").any()
    window.session.seek(1)
    state, board = window.session.state, the(window, Board, "board")
    seen = switched(window, "links")
    step, points = state.run[1], state.run.points
    own = step.centroids[step.labels]
    long = np.flatnonzero(np.hypot(*(points - own).T) * board.view.scale > 80)
    assert len(long) > 50
    for row in long[::9]:
        places = [points[row] + share * (own[row] - points[row]) for share in (0.4, 0.5, 0.6)]
        assert seen[near(seen.shape, board.view.pixels(np.array(places)), 2)].any()


def test_links_of_dropped_clusters_go_with_them(open_window: OpenWindow) -> None:
    window = open_window(n=60, k=30, start="random-box", empty="drop")
    window.session.show(links=True)
    state = window.session.state
    assert len(state.run.marks[-1].centroids) < 30
    for half_step in range(len(state.run)):
        window.session.seek(half_step)
        picture(the(window, Board, "board"))


def test_links_without_labels_paint_nothing() -> None:
    links = Links()
    links.draw(np.zeros((3, 2)), None, np.zeros((1, 2)), (0,))
    assert links._labels is None


def test_true_centres_are_marked_at_the_means_of_the_groups(window: Window) -> None:
    seen, board = switched(window, "truth"), the(window, Board, "board")
    centres = window.session.state.run.data.true_centres
    assert centres is not None
    places = board.view.pixels(centres)
    assert not (seen & ~near(seen.shape, places, 14)).any()
    marked = [seen[near(seen.shape, [place], 6)].any() for place in places]
    assert sum(marked) >= len(places) - 1


def test_the_switch_of_true_centres_is_off_where_none_are_known(open_window: OpenWindow) -> None:
    window = open_window(shape="uniform")
    assert not the(window, QAction, "toggle_truth").isEnabled()
    window.session.edit(shape="moons")
    assert the(window, QAction, "toggle_truth").isEnabled()


def test_cells_become_closed_polygons_in_their_order() -> None:
    view = View().resized(200, 100).fitted((-1, -1, 1, 1))
    cells = [np.array([[0.0, 0], [1, 0], [0, 1]]), np.zeros((0, 2)), np.ones((4, 2))]
    found = [[(at.x(), at.y()) for at in polygon] for polygon in polygons(cells, view)]
    assert [len(corners) for corners in found] == [4, 0, 5]
    assert found[0][0] == found[0][-1] == (100, 50)
    assert [list(corner) for corner in found[0][:3]] == view.pixels(cells[0]).tolist()
