"""Bars: every start is in one, minima that can be told apart are apart."""

import numpy as np
import pytest

from app.labs.restarts.bins import limits_of, rows_of, seeds_of
from app.words.ticks import tick_texts, ticks
from core import Recipe, make_data
from core.experiments import Tally, restarts
from core.kmeans.measures import SAME


def tallies_of(count: int = 80, **choices: object) -> list[Tally]:
    recipe = Recipe(**choices)
    tallies = {method: Tally(method) for method in ("random-points", "kmeans++")}
    for batch in restarts(recipe, make_data(recipe), list(tallies), count):
        tallies[batch.method] = tallies[batch.method].with_batch(batch)
    return list(tallies.values())


def test_without_a_gap_every_inertia_has_a_bar_of_its_own():
    tallies = tallies_of(n=100, k=4)
    for tally, row in zip(tallies, rows_of(tallies, 0.0), strict=True):
        costs = [bar.inertia for bar in tally.bars]
        assert [bar.low for bar in row] == pytest.approx(sorted(set(costs)))
        assert all(bar.high <= bar.low * (1 + SAME) for bar in row)


@pytest.mark.parametrize("pixels", [3, 20, 200])
def test_bars_are_apart_and_hold_every_start_once(pixels):
    tallies = tallies_of(shape="uniform", k=7)
    low, high = limits_of(tallies)
    gap = (high - low) / pixels
    rows = rows_of(tallies, gap)
    begins = sorted({bar.low for row in rows for bar in row})
    for tally, row in zip(tallies, rows, strict=True):
        assert sum(bar.count for bar in row) == len(tally)
        assert sum(bar.minima for bar in row) == len(tally.bars)
        assert all(bar.high - bar.low <= gap * (1 + 1e-9) for bar in row)
        seeds = [seed for bar in row for seed in seeds_of(tally, bar)]
        assert sorted(seeds) == tally.seeds.tolist()
    assert len(begins) <= 2 * (pixels + 1)


def test_the_seeds_of_a_bar_begin_with_those_of_the_least_inertia():
    [tally, _] = tallies_of(shape="uniform", k=7)
    [bar] = rows_of([tally], 1e9)[0]
    costs = dict(zip(tally.seeds.tolist(), tally.inertias.tolist(), strict=True))
    told = [costs[seed] for seed in seeds_of(tally, bar)]
    assert told == pytest.approx(sorted(told), rel=1e-8)
    assert told[0] == pytest.approx(tally.best)


def test_no_starts_have_no_bars():
    assert rows_of([], 1.0) == []
    assert rows_of([Tally("kmeans++")], 1.0) == [()]
    assert limits_of([Tally("kmeans++")]) == (0.0, 1.0)


@pytest.mark.parametrize("scale", [1e-8, 1e-3, 1.0, 7.0, 1e6, 1e12])
@pytest.mark.parametrize("most", [2, 4, 9])
def test_ticks_are_round_and_within(scale, most):
    low, high = 3.1 * scale, 17.3 * scale
    places = ticks(low, high, most)
    assert 1 <= len(places) <= most
    assert all(low * (1 - 1e-9) <= place <= high * (1 + 1e-9) for place in places)
    words = tick_texts(places)
    assert len(set(words)) == len(words)
    if len(places) > 2:
        assert np.diff(places) == pytest.approx([places[1] - places[0]] * (len(places) - 1))


def test_an_axis_of_one_place_has_no_ticks():
    assert ticks(4.2, 4.2, 5) == []


def test_the_numbers_of_an_axis_have_one_notation():
    assert tick_texts([800_000.0, 1_000_000.0]) == ["800\u202f000", "1\u202f000\u202f000"]
    assert tick_texts([-0.5, 0.0, 0.5]) == ["−0.5", "0", "0.5"]
    assert tick_texts([9.5, 10.0]) == ["9.5", "10.0"]
    assert tick_texts([1.0e9, 2.0e9]) == ["1×10⁹", "2×10⁹"]
    assert tick_texts([1.0001e9, 1.0002e9]) == ["1.0001×10⁹", "1.0002×10⁹"]
