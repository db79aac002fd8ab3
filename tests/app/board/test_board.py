"""The board: what is seen belongs to the half-step shown, glides between, comes back exactly."""

import numpy as np
import pytest
from PyQt6.QtCore import QEvent
from PyQt6.QtWidgets import QApplication

from app.board.board import Board
from app.choices.look_switches import switches
from app.theme.palette import cell_tint, cluster_colour
from app.widgets.labels.elided_label import ElidedLabel
from app.window import Window
from core import Phase
from core.runs.recipe import Recipe
from core.session.pose import GLIDE_SHARE, HALF_STEP_SECONDS, pose_at
from tests.app.conftest import OpenWindow
from tests.app.eye import difference, picture, places_of, rgb, same, theme_of
from tests.app.hand import LEFT, Place, drag, mouse, the, trigger, turn_wheel

UPDATE = 4
"""An update of the opening board in which all centroids move."""

GLIDE_SECONDS = GLIDE_SHARE * HALF_STEP_SECONDS


@pytest.fixture
def board(window: Window) -> Board:
    return the(window, Board, "board")


def begin_glide(window: Window) -> None:
    window.session.seek(UPDATE - 1)
    window.session.step(1)
    state = window.session.state
    assert state.run.marks[state.half_step].phase is Phase.UPDATE
    assert state.progress == 0.0


def shown_centroids(window: Window) -> np.ndarray:
    state = window.session.state
    return pose_at(state.run, state.half_step, state.progress).centroids


# Glides


def test_a_glide_leaves_the_old_picture_and_arrives_at_the_new(
    window: Window, board: Board
) -> None:
    window.session.seek(UPDATE - 1)
    before = picture(board)
    window.session.seek(UPDATE)
    after = picture(board)
    begin_glide(window)
    frames = []
    for _ in range(4):
        window.session.tick(GLIDE_SECONDS / 5)
        frames.append(picture(board))
    for one, other in zip([before, *frames], [*frames, after], strict=True):
        assert difference(one, other).max() > 60
    window.session.tick(GLIDE_SECONDS)
    assert same(picture(board), after)


def test_stars_are_where_the_pose_says_all_along_a_glide(window: Window, board: Board) -> None:
    begin_glide(window)
    for _ in range(4):
        window.session.tick(GLIDE_SECONDS / 5)
        centroids = shown_centroids(window)
        places, image = places_of(board, centroids), picture(board)
        for slot, (x, y) in enumerate(places):
            away = np.abs(places - (x, y)).sum(axis=1)
            if np.sort(away)[1] > 60:
                assert (image[y, x] == rgb(cluster_colour(slot))).all()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_cells_are_those_of_the_stars_all_along_a_glide(
    open_window: OpenWindow, theme: str
) -> None:
    """Wherever a pixel has the tint of a cell, it is that of the nearest star as it is shown."""
    window = open_window(theme=theme)
    begin_glide(window)
    for _ in range(6):
        assert_cells_are_of_stars(window)
        window.session.tick(GLIDE_SECONDS / 5)
    assert not window.session.state.moving


def assert_cells_are_of_stars(window: Window) -> None:
    board = the(window, Board, "board")
    image, stars = picture(board), board.view.pixels(shown_centroids(window))
    rows, columns = np.mgrid[3 : board.height() - 3 : 5, 3 : board.width() - 3 : 5]
    pixels = np.column_stack([columns.ravel(), rows.ravel()]) + 0.5
    ways = np.hypot(*(pixels[:, None] - stars).transpose(2, 0, 1))
    nearest, ordered = ways.argmin(axis=1), np.sort(ways, axis=1)
    clear = ordered[:, 1] - ordered[:, 0] > 4
    apply_theme = theme_of(window)
    tints = np.array(
        [rgb(cell_tint(apply_theme.colour("board"), s, apply_theme.cell_alpha)) for s in range(5)]
    )
    seen = image[rows.ravel(), columns.ravel()][clear]
    is_tint = (seen[:, None] == tints).all(axis=2)
    assert is_tint.any(axis=1).mean() > 0.8
    tinted_as = is_tint.argmax(axis=1)
    assert (tinted_as == nearest[clear])[is_tint.any(axis=1)].all()


def test_a_glide_repaints_no_point(window: Window, board: Board) -> None:
    begin_glide(window)
    picture(board)
    image = board.layers.points.dots._image.cacheKey()
    for _ in range(4):
        window.session.tick(GLIDE_SECONDS / 5)
        picture(board)
        assert board.layers.points.dots._image.cacheKey() == image


def test_without_motion_centroids_jump(window: Window, board: Board) -> None:
    window.session.seek(UPDATE)
    after = picture(board)
    window.session.show(motion=False)
    window.session.seek(UPDATE - 1)
    window.session.step(1)
    assert same(picture(board), after)
    assert not window.session.state.moving


# Back is exact


def test_forward_and_back_by_half_steps_shows_the_same_pictures(
    open_window: OpenWindow,
) -> None:
    window = open_window(shape="uniform", n=100, data_seed=1, k=7, start_seed=4)
    session, board = window.session, the(window, Board, "board")
    pictures = [picture(board)]
    for _ in range(session.state.run.last):
        session.step(1)
        session.tick(10.0)
        pictures.append(picture(board))
    assert len(pictures) > 10
    for shown in reversed(pictures[:-1]):
        session.step(-1)
        assert same(picture(board), shown)


def test_any_half_step_looks_the_same_wherever_one_comes_from(window: Window, board: Board) -> None:
    session = window.session
    session.seek(9)
    ninth = picture(board)
    for elsewhere in (0, 31, 8.4, 10):
        session.seek(elsewhere)
        picture(board)
        session.seek(9)
        assert same(picture(board), ninth)


def test_undo_brings_the_picture_back(window: Window, board: Board) -> None:
    before = picture(board)
    trigger(window, "new_starts", "new_points")
    assert not same(picture(board), before)
    trigger(window, "undo", "undo")
    assert same(picture(board), before)


# Switches


def test_every_switch_changes_the_picture_and_back(window: Window, board: Board) -> None:
    session = window.session
    session.seek(UPDATE - 1)
    before, look = picture(board), session.state.look
    for field in switches():
        if field in ("motion", "seeding"):
            continue  # they tell in a film only
        trigger(window, f"toggle_{field}")
        assert getattr(session.state.look, field) != getattr(look, field)
        assert difference(picture(board), before).max() > 20, field
        trigger(window, f"toggle_{field}")
        assert same(picture(board), before), field
        assert session.state.look == look


# The view


def corner(board: Board) -> Place:
    return 0.25 * board.width(), 0.25 * board.height()


def test_the_fitted_board_shows_all_points(open_window: OpenWindow) -> None:
    for shape in ("blobs", "anisotropic", "grid"):
        window = open_window(shape=shape, spread=0.3)
        board = the(window, Board, "board")
        places = board.view.pixels(window.session.state.run.points)
        assert (places > 5).all()
        assert (places < (board.width() - 5, board.height() - 5)).all()


def test_the_wheel_zooms_at_the_pointer(board: Board) -> None:
    at = corner(board)
    before = board.view
    turn_wheel(board, 3, at)
    assert board.view.scale == pytest.approx(before.scale * 1.2**3)
    assert board.view.place(*at) == pytest.approx(before.place(*at))
    turn_wheel(board, -3, at)
    assert board.view.scale == pytest.approx(before.scale)


def test_zooming_ends_at_limits_on_both_sides(board: Board) -> None:
    scales = []
    for notches in (30, 30, -30, -30):
        for _ in range(8):
            turn_wheel(board, notches, corner(board))
        picture(board)
        scales.append(board.view.scale)
    assert scales[0] == pytest.approx(scales[1])
    assert scales[2] == pytest.approx(scales[3])
    assert 0 < scales[2] < scales[0] < np.inf


def test_a_drag_moves_what_is_under_the_pointer_along(board: Board) -> None:
    before, start, end = board.view, corner(board), (420.0, 300.0)
    drag(board, start, (200, 200), (300, 250), end)
    assert board.view.scale == before.scale
    assert board.view.place(*end) == pytest.approx(before.place(*start))


def test_a_click_that_trembles_is_no_drag(board: Board) -> None:
    before, (x, y) = board.view, corner(board)
    tremble = QApplication.startDragDistance() - 1
    drag(board, (x, y), (x + tremble, y), (x, y))
    assert board.view == before


def test_a_double_click_fits(board: Board) -> None:
    before = board.view
    turn_wheel(board, 4, corner(board))
    drag(board, (100, 100), (180, 160))
    assert board.view != before
    mouse(board, QEvent.Type.MouseButtonDblClick, (50, 50), LEFT, LEFT)
    assert board.view == before


def test_the_commands_of_the_menu_zoom_and_fit(window: Window, board: Board) -> None:
    before = board.view
    trigger(window, "zoom_in", "zoom_in")
    assert board.view.scale > 1.5 * before.scale
    trigger(window, "zoom_out")
    assert board.view.scale == pytest.approx(1.25 * before.scale)
    trigger(window, "fit")
    assert board.view == before


def test_a_fitted_board_fits_at_every_size(window: Window, board: Board) -> None:
    for size in ((900, 700), (1400, 720), (1280, 800)):
        window.resize(*size)
        QApplication.processEvents()
        places = board.view.pixels(window.session.state.run.points)
        assert (places > 0).all()
        assert (places < (board.width(), board.height())).all()
        extent = np.ptp(places, axis=0) / (board.width(), board.height())
        assert extent.max() > 0.7


def test_a_chosen_view_stays_while_a_slider_moves_and_goes_with_other_data(
    window: Window, board: Board
) -> None:
    turn_wheel(board, 3, corner(board))
    chosen = board.view
    window.session.edit(n=500)
    window.session.edit(spread=0.2)
    window.session.edit(k=8)
    assert board.view == chosen
    window.session.edit(shape="moons")
    assert board.view != chosen


def test_extremes_can_be_shown(open_window: OpenWindow) -> None:
    """One point, one cluster; as many clusters as points; many points."""
    for recipe in (
        Recipe(shape="uniform", n=1, k=1),
        Recipe(shape="grid", n=50, k=50),
        Recipe(n=10_000, k=50, blobs=20, spread=0.5),
    ):
        window = open_window(recipe)
        board = the(window, Board, "board")
        trigger(window, "toggle_links", "toggle_truth", "toggle_shapes")
        for position in (0.5, 1, window.session.state.run.last):
            window.session.seek(position)
            assert np.ptp(picture(board)) > 100
        window.close()


def test_more_points_in_the_square_do_not_move_the_view(open_window: OpenWindow) -> None:
    window = open_window(shape="uniform", n=20)
    board = the(window, Board, "board")
    before = board.view
    for n in (50, 400, 30):
        window.session.edit(n=n)
        assert board.view == before


# Hover


def test_hovering_a_point_tells_its_distances(window: Window, board: Board) -> None:
    state = window.session.state
    row = 17
    point = state.run.points[row]
    status = the(window, ElidedLabel, "status_text")
    story, before = status.text(), picture(board)
    at = board.view.pixels(point)
    mouse(board, QEvent.Type.MouseMove, tuple(at))
    ways = np.sort(np.hypot(*(state.run[state.half_step].centroids - point).T))
    assert f"Point {row + 1} " in status.text()
    for length in ways[:2]:
        assert f"{length:.2f}" in status.text() or f"{length:.3f}" in status.text()
    assert not same(picture(board), before)
    QApplication.sendEvent(board, QEvent(QEvent.Type.Leave))
    assert status.text() == story
    assert same(picture(board), before)


def test_hovering_empty_board_tells_nothing_new(window: Window, board: Board) -> None:
    status = the(window, ElidedLabel, "status_text")
    story = status.text()
    mouse(board, QEvent.Type.MouseMove, (3, 3))
    assert status.text() == story


def test_the_told_distances_follow_a_glide(window: Window, board: Board) -> None:
    window.session.seek(UPDATE - 1)
    at = board.view.pixels(window.session.state.run.points[17])
    mouse(board, QEvent.Type.MouseMove, tuple(at))
    status, told = the(window, ElidedLabel, "status_text"), set()
    window.session.step(1)
    for _ in range(4):
        assert status.text().startswith("Point 18 ")
        told.add(status.text())
        window.session.tick(GLIDE_SECONDS / 5)
    assert len(told) == 4
