"""The flash of an emptied cluster: around its star, nowhere else, and quiet in the end."""

import numpy as np
import pytest

from app.board.board import Board
from app.board.layers.centroids import star_radius
from app.board.layers.empty_clusters import GAP, REACH
from app.theme.palette import LEAST_MARK_CONTRAST, cell_tint, contrast
from app.theme.theme import THEMES
from app.window import Window
from core import Phase
from core.analysis.facts import newly_empty
from core.runs.recipe import Recipe
from core.session.pose import GLIDE_SHARE, HALF_STEP_SECONDS, pose_at
from tests.app.conftest import OpenWindow
from tests.app.eye import difference, near, picture, rgb, same, theme_of
from tests.app.hand import the

HOLES = Recipe(shape="smiley", n=24, k=8, start="random-box", start_seed=2, empty="keep")
FULL = star_radius(8, 1.0) + GAP + REACH + 6


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    window = open_window(HOLES)
    assert newly_empty(window.session.state.run, 1)
    return window


def ringed(window: Window) -> np.ndarray:
    """Where the board has the colour of warnings."""
    board = the(window, Board, "board")
    return difference(picture(board), rgb(theme_of(window).warning)[None, None]) < 12


def around(seen: np.ndarray, place: np.ndarray) -> np.ndarray:
    """The pixels that a ring around a star at ``place`` would cover."""
    radius = star_radius(8, 1.0) + GAP
    return near(seen.shape, [place], radius + 2) & ~near(seen.shape, [place], radius - 2)


def places(window: Window) -> np.ndarray:
    run, board = window.session.state.run, the(window, Board, "board")
    return board.view.pixels(pose_at(run, 1).emptied)


def test_a_ring_stands_around_every_emptied_star_and_no_other(window: Window) -> None:
    window.session.seek(1)
    run, board = window.session.state.run, the(window, Board, "board")
    seen, emptied = ringed(window), newly_empty(run, 1)
    for number, place in enumerate(board.view.pixels(run[1].centroids)):
        share = seen[around(seen, place)].mean()
        assert 0.08 < share < 0.5 if number in emptied else share < 0.02  # it is dashed


def test_the_pulse_runs_outwards_and_leaves_the_ring(window: Window) -> None:
    board = the(window, Board, "board")
    window.session.seek(1)
    rest, at = picture(board), places(window)
    outermost = []
    for share in (0.3, 0.5, 0.7):
        window.session.seek(share * GLIDE_SHARE)
        changed = difference(picture(board), rest) > 8
        assert not (changed & ~near(changed.shape, at, FULL)).any()
        rows, columns = np.nonzero(changed)
        gaps = np.hypot(columns[:, None] - at[:, 0], rows[:, None] - at[:, 1]).min(axis=1)
        outermost.append(gaps.max())
    assert outermost == sorted(outermost)
    assert outermost[-1] - outermost[0] > 8
    window.session.seek(GLIDE_SHARE)
    assert same(picture(board), rest)


def test_a_single_step_shows_the_pulse_and_comes_to_rest(window: Window) -> None:
    board = the(window, Board, "board")
    window.session.seek(1)
    rest = picture(board)
    window.session.seek(0)
    window.session.step(1)
    window.session.tick(0.5 * GLIDE_SHARE * HALF_STEP_SECONDS)
    assert window.session.state.moving
    assert not same(picture(board), rest)
    window.session.tick(1.0)
    assert not window.session.state.moving
    assert same(picture(board), rest)


def test_without_motion_there_is_the_standing_ring_alone(window: Window) -> None:
    window.session.show(motion=False)
    board = the(window, Board, "board")
    window.session.seek(1)
    rest = picture(board)
    assert ringed(window).any()
    window.session.seek(0.5 * GLIDE_SHARE)
    assert same(picture(board), rest)


def test_the_ring_fades_in_the_update_after(window: Window) -> None:
    assert window.session.state.run.marks[2].phase is Phase.UPDATE
    counts = []
    for share in (0.0, 0.3, 0.6, 1.0):
        window.session.seek(1 + share * GLIDE_SHARE)
        seen = ringed(window)
        counts.append(seen[around(seen, places(window)[0])].sum())
    assert counts[0] > 30
    assert counts[1:] == [0, 0, 0]  # paler, no more the colour itself


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_ring_can_be_told_from_its_halo_and_board(theme) -> None:
    assert contrast(theme.colour("warning"), theme.colour("halo")) >= LEAST_MARK_CONTRAST
    for slot in range(8):
        ground = cell_tint(theme.colour("board"), slot, theme.cell_alpha)
        assert contrast(theme.colour("warning"), ground) >= LEAST_MARK_CONTRAST
