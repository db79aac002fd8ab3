"""The view: the map between plane and pixels, and its moves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.paint.view import LEAST_MARGIN, MARGIN, View, united

NUMBER = st.floats(-1e6, 1e6)
VIEWS = st.builds(
    View,
    x=NUMBER,
    y=NUMBER,
    scale=st.floats(1e-3, 1e3),
    width=st.integers(1, 4000),
    height=st.integers(1, 4000),
)
PIXEL = st.floats(0, 4000)


@given(VIEWS, PIXEL, PIXEL)
def test_pixels_and_places_are_inverse(view: View, px: float, py: float) -> None:
    assert view.pixels(np.array(view.place(px, py))) == pytest.approx([px, py], abs=1e-3)


@given(VIEWS)
def test_up_is_up_and_right_is_right(view: View) -> None:
    left, bottom, right, top = view.rectangle
    assert left < right
    assert bottom < top
    assert view.place(0, 0)[1] == pytest.approx(top)


@given(VIEWS, st.floats(0.1, 10), PIXEL, PIXEL)
def test_zooming_keeps_the_place_under_the_pixel(
    view: View, factor: float, px: float, py: float
) -> None:
    zoomed = view.zoomed(factor, px, py)
    assert zoomed.scale == pytest.approx(view.scale * factor)
    assert zoomed.place(px, py) == pytest.approx(view.place(px, py), rel=1e-6, abs=1e-6)


@given(VIEWS, st.floats(-500, 500), st.floats(-500, 500))
def test_panning_moves_a_place_by_as_many_pixels(view: View, dx: float, dy: float) -> None:
    place = np.array(view.place(100, 100))
    moved = view.panned(dx, dy).pixels(place)
    assert moved == pytest.approx([100 + dx, 100 + dy], abs=1e-3)


@given(VIEWS, NUMBER, NUMBER, st.floats(1e-3, 1e6), st.floats(1e-3, 1e6))
def test_fitting_shows_all_with_a_margin_as_large_as_it_can(
    view: View, x: float, y: float, wide: float, high: float
) -> None:
    bounds = (x, y, x + wide, y + high)
    fitted = view.fitted(bounds)
    corners = fitted.pixels(np.array([bounds[:2], bounds[2:]]))
    share = np.abs(np.diff(corners, axis=0)).ravel() / (view.width, view.height)
    # On a small board the margin is so many pixels, but never the whole of it.
    margin = min(max(MARGIN, LEAST_MARGIN / min(view.width, view.height)), 0.25)
    assert share.max() == pytest.approx(1 - 2 * margin, rel=1e-3)
    assert corners.mean(axis=0) == pytest.approx((view.width / 2, view.height / 2), abs=0.5)


@pytest.mark.parametrize("place", [(0.0, 0.0), (3.0, -4.0), (1e9, 1e9), (1e-12, 0.0)])
def test_a_single_point_is_shown_in_the_middle_with_room(place: tuple[float, float]) -> None:
    view = View(width=400, height=300).fitted((*place, *place))
    assert view.pixels(np.array(place)) == pytest.approx([200, 150], abs=1)
    assert 0 < view.scale < np.inf


def test_unions_hold_both() -> None:
    assert united((-2.0, 5.0, 1.0, 7.0), (0.0, 0.0, 3.0, 6.0)) == (-2.0, 0.0, 3.0, 7.0)
