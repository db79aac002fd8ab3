"""The right picture comes soon, a fitting one is there at once, and a stale one never comes."""

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.board.points.dots import SMALLEST
from app.board.points.rasters import AT_ONCE, Frame, Rasters, make_picture
from app.board.points.samples import MOST_DISCS
from app.paint.view import View
from core.runs.data import Data
from tests.app.crowds import crowd_data

MANY, OTHER, FEW = crowd_data(400_000), crowd_data(400_000, seed=1), crowd_data(50_000)
FRAME = Frame(View(scale=100.0, width=300, height=250), 1.0, 1.0)
MOVED = Frame(FRAME.view.panned(30.0, 10.0), 1.0, 1.0)


@pytest.fixture
def rasters(qtbot: QtBot) -> Iterator[Rasters]:
    rasters = Rasters()
    yield rasters
    rasters.stop()


def assert_is_picture_of(rasters: Rasters, data: Data, frame: Frame) -> None:
    shown, expected = rasters.picture, make_picture(data, frame)
    assert shown is not None
    assert rasters.is_settled
    assert shown.data is data
    assert shown.frame == frame
    assert (shown.raster.pixels == expected.raster.pixels).all()
    assert (shown.raster.rows == expected.raster.rows).all()


def test_few_points_have_their_picture_at_once(rasters: Rasters) -> None:
    rasters.want(FEW, FRAME)
    assert_is_picture_of(rasters, FEW, FRAME)
    rasters.want(FEW, MOVED)
    assert_is_picture_of(rasters, FEW, MOVED)


def test_a_large_view_of_few_points_is_moved_until_its_picture_has_come(
    qtbot: QtBot, rasters: Rasters
) -> None:
    large = Frame(View(scale=600.0, width=1700, height=1300), 1.0, 1.0)
    moved = Frame(large.view.panned(9.0, 9.0), 1.0, 1.0)
    rasters.want(FEW, large)
    assert_is_picture_of(rasters, FEW, large)
    before = rasters.picture
    rasters.want(FEW, moved)
    assert rasters.picture is before
    qtbot.waitUntil(lambda: rasters.is_settled)
    assert_is_picture_of(rasters, FEW, moved)


def test_many_points_have_a_coarse_picture_at_once_and_soon_the_full_one(
    qtbot: QtBot, rasters: Rasters
) -> None:
    rasters.want(MANY, FRAME)
    coarse = rasters.picture
    assert coarse is not None
    assert coarse.is_coarse
    assert not rasters.is_settled
    assert 0.5 * AT_ONCE < coarse.raster.n <= AT_ONCE
    # Its points are real ones, where they are.
    grid = coarse.raster.grid
    columns, lines = np.floor(FRAME.view.pixels(MANY.points[coarse.raster.rows])).astype(int).T
    away = coarse.raster.pixels - (lines * grid.width + columns)
    reach = coarse.raster.dot
    near = {down * grid.width + r for down in range(-reach, reach) for r in range(-reach, reach)}
    assert set(away.tolist()) <= near
    with qtbot.waitSignal(rasters.arrived):
        pass
    assert_is_picture_of(rasters, MANY, FRAME)


def test_another_view_keeps_the_last_picture_until_its_own_has_come(
    qtbot: QtBot, rasters: Rasters
) -> None:
    rasters.want(MANY, FRAME)
    rasters.wait()
    before = rasters.picture
    for step in range(5):
        rasters.want(MANY, Frame(FRAME.view.panned(5.0 * step, 0.0), 1.0, 1.0))
    rasters.want(MANY, MOVED)
    assert rasters.picture is before
    assert not rasters.is_settled
    qtbot.waitUntil(lambda: rasters.is_settled)
    assert_is_picture_of(rasters, MANY, MOVED)


def test_a_view_that_the_last_picture_hardly_shows_is_shown_coarsely_at_once(
    rasters: Rasters,
) -> None:
    near, far = FRAME.view.zoomed(4.0, 100.0, 90.0), FRAME.view.zoomed(0.4, 150.0, 125.0)
    for before, view in ((near, FRAME.view), (far, near)):
        frame = Frame(view, 1.0, 1.0)
        rasters.want(MANY, Frame(before, 1.0, 1.0))
        rasters.wait()
        rasters.want(MANY, frame)
        assert rasters.picture is not None
        assert rasters.picture.frame == frame
        assert rasters.picture.is_coarse


def test_the_picture_of_former_data_never_comes(qtbot: QtBot, rasters: Rasters) -> None:
    seen: list[Data] = []
    rasters.arrived.connect(lambda: seen.append(rasters.picture.data))
    rasters.want(MANY, FRAME)
    rasters._worker._pool.waitForDone()  # its result is on its way
    rasters.want(OTHER, FRAME)
    assert rasters.picture is not None
    assert rasters.picture.data is OTHER
    qtbot.waitUntil(lambda: rasters.is_settled)
    qtbot.wait(20)
    assert seen == [OTHER]
    assert_is_picture_of(rasters, OTHER, FRAME)


def test_nothing_comes_once_no_picture_is_wanted(qtbot: QtBot, rasters: Rasters) -> None:
    arrivals: list[None] = []
    rasters.arrived.connect(lambda: arrivals.append(None))
    rasters.want(MANY, FRAME)
    rasters.want_none(MANY)
    assert rasters.is_settled
    qtbot.wait(100)
    assert not arrivals
    assert rasters.picture is not None, "for when one looks from farther off again"
    rasters.want_none(OTHER)
    assert rasters.picture is None


def test_waiting_has_the_full_picture_without_an_event_loop(rasters: Rasters) -> None:
    rasters.want(MANY, FRAME)
    rasters.wait()
    assert_is_picture_of(rasters, MANY, FRAME)


def test_after_it_was_stopped_it_begins_again_when_asked(qtbot: QtBot, rasters: Rasters) -> None:
    rasters.want(MANY, FRAME)
    rasters.stop()
    assert not rasters.is_settled
    rasters.want(MANY, FRAME)
    qtbot.waitUntil(lambda: rasters.is_settled)


def test_dots_begin_as_large_as_discs_and_end_as_pixels() -> None:
    sides = [FRAME.dot(n) for n in (1, MOST_DISCS, 50_000, 100_000, 10**6, 10**7)]
    assert sides[:2] == [round(SMALLEST)] * 2
    assert sides == sorted(sides, reverse=True)
    assert sides[-1] == 1
    assert Frame(FRAME.view, 2.0, 1.0).dot(MOST_DISCS) == round(2 * SMALLEST)
    assert Frame(FRAME.view, 4.0, 1.5).dot(1) == 12
