"""Which points are marked: all in view where they are few, else an even sample that is told."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.board.points.samples import (
    MOST_DISCS,
    MOST_LINKS,
    MOST_RINGS_OVER_IMAGE,
    MOST_SEARCHED,
    in_view,
    linked,
    ringed,
    thinned,
)
from app.paint.view import View
from core.geometry.raster import Grid, rasterised
from core.runs.data import Data

VIEW = View(x=0.5, y=0.5, scale=100.0, width=100, height=100)
"""Shows the unit square."""

CROWD = Data(np.random.default_rng(0).uniform(-1.0, 1.0, (600_000, 2)))
FEW = Data(CROWD.points[:4000])


@given(st.integers(0, 3000), st.integers(1, 500))
def test_a_thinned_sample_is_even(n: int, most: int) -> None:
    rows = thinned(np.arange(n), most)
    assert len(rows) == min(n, most)
    if n > most:
        assert set(np.diff(rows)) <= {n // most, n // most + 1}


def test_points_in_view_are_all_or_too_many() -> None:
    seen = in_view(FEW, VIEW, reach=0.0)
    assert seen is not None
    inside = ((FEW.points >= 0) & (FEW.points <= 1)).all(axis=1)
    assert seen.rows.tolist() == np.flatnonzero(inside).tolist()
    assert (seen.points == FEW.points[seen.rows]).all()
    assert not seen.is_part
    assert in_view(CROWD, VIEW, reach=0.0) is None
    assert len(CROWD.points) / 4 > MOST_DISCS


def test_points_that_reach_into_view_are_seen() -> None:
    data = Data(np.array([[1.04, 0.5], [1.06, 0.5]]))
    seen = in_view(data, VIEW, reach=5.0)
    assert seen is not None
    assert seen.rows.tolist() == [0]


def test_rings_are_on_changed_points_in_view() -> None:
    seen, changed = in_view(FEW, VIEW, 0.0), np.arange(0, 4000, 3)
    assert seen is not None
    marked = ringed(FEW, changed, seen, VIEW)
    assert marked.rows.tolist() == sorted(set(seen.rows.tolist()) & set(changed.tolist()))
    assert not marked.is_part
    assert len(ringed(FEW, np.zeros(0, np.intp), seen, VIEW).rows) == 0


@pytest.mark.parametrize("changes", [60_000, 600_000])
def test_many_rings_are_an_even_sample_of_those_in_view(changes: int) -> None:
    changed = np.arange(0, 600_000, 600_000 // changes)
    marked = ringed(CROWD, changed, None, VIEW)
    assert len(marked.rows) == MOST_RINGS_OVER_IMAGE
    assert ((marked.points >= 0) & (marked.points <= 1)).all()
    assert np.isin(marked.rows, changed).all()
    assert marked.is_part
    in_the_square = int(((CROWD.points[changed] >= 0) & (CROWD.points[changed] <= 1)).all(1).sum())
    assert marked.of == (in_the_square if changes <= MOST_SEARCHED else changes)
    assert np.ptp(marked.rows) > 0.99 * 600_000


def test_many_links_start_from_points_that_are_seen() -> None:
    raster = rasterised(CROWD.points, Grid(0.5, 0.5, 300.0, (150.0, 150.0), 300, 300))
    joined = linked(CROWD, None, raster)
    assert 0.9 * MOST_LINKS < len(joined.rows) <= MOST_LINKS
    assert ((joined.points >= 0) & (joined.points <= 1)).all()
    assert np.isin(joined.rows, raster.rows).all()
    assert joined.of == raster.n
    assert len(linked(CROWD, None, None).rows) == 0
