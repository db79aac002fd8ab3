"""Every pixel of a basin map is a run of its own."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from core import EMPTY_POLICIES, Recipe, make_data, record
from core.assignment.row_order import assigner_of
from core.checks import LARGEST
from core.experiments import ManyRuns, Pixels, basins
from core.progress import CancelledError, Progress
from tests.core.experiments.many_runs.singles import single

SEED = 4


@pytest.mark.parametrize("empty", EMPTY_POLICIES)
@pytest.mark.parametrize("shape", ["blobs", "grid", "rings"])
def test_a_pixel_is_the_run_from_its_place(shape, empty):
    recipe = Recipe(shape=shape, n=120, k=5, empty=empty, start_seed=SEED)
    data = make_data(recipe)
    starts = record(recipe, data).marks[0].centroids
    pixels = Pixels((-2.0, -1.5, 2.5, 3.0), 30, 22)
    runs = ManyRuns(data.assigner, 5, empty)
    picture = list(basins(runs, starts, 2, pixels, start_seed=SEED))[-1]
    rng, seen = np.random.default_rng(0), {}
    for column, row in rng.integers([30, 22], size=(50, 2)).tolist():
        moved = starts.copy()
        moved[2] = pixels.place_of(column, row)
        alone = single(data.assigner, moved, empty, SEED)
        assert picture.inertias[row, column] == alone[0]
        assert picture.iterations[row, column] == alone[1]
        assert seen.setdefault(int(picture.minima[row, column]), alone[4]) == alone[4]
    assert len(set(seen.values())) == len(seen) > 1


def test_coarse_pictures_show_the_nearest_pixel_that_is_worked_out():
    recipe = Recipe(n=100, k=4)
    data = make_data(recipe)
    starts = record(recipe, data).marks[0].centroids
    pixels = Pixels(data.bounds, 21, 13)
    *coarse, fine = basins(ManyRuns(data.assigner, 4), starts, 0, pixels)
    assert [picture.step for picture in (*coarse, fine)] == [8, 4, 2, 1]
    for picture in coarse:
        step = picture.step
        for name in ("inertias", "minima", "iterations"):
            shown, wanted = getattr(picture, name), getattr(fine, name)
            assert shown.shape == wanted.shape == (13, 21)
            assert_array_equal(shown[::step, ::step], wanted[::step, ::step])
            for row in range(13):
                for column in range(21):
                    near = [nearest_multiple(row, step, 13), nearest_multiple(column, step, 21)]
                    assert shown[row, column] == wanted[*near]


def nearest_multiple(place: int, step: int, size: int) -> int:
    """The greater of two that are as near."""
    return min(range(0, size, step), key=lambda multiple: (abs(multiple - place), -multiple))


def test_each_pixel_is_worked_out_once():
    recipe = Recipe(n=60, k=3)
    data = make_data(recipe)
    starts = record(recipe, data).marks[0].centroids

    class Counting(ManyRuns):
        count = 0

        def endings_around(self, centroids, chosen, places, *rest):
            self.count += len(places)
            return super().endings_around(centroids, chosen, places, *rest)

    runs = Counting(data.assigner, 3)
    list(basins(runs, starts, 0, Pixels(data.bounds, 19, 1)))
    assert runs.count == 19


def test_a_drag_that_remembers_shows_what_a_new_one_does():
    recipe = Recipe(n=150, k=5)
    data = make_data(recipe)
    starts = record(recipe, data).marks[0].centroids.copy()
    pixels = Pixels(data.bounds, 16, 16)
    runs = ManyRuns(data.assigner, 5)
    for _ in range(4):
        starts[1] += 0.07
        remembering = list(basins(runs, starts, 0, pixels))[-1]
        fresh = list(basins(ManyRuns(data.assigner, 5), starts, 0, pixels))[-1]
        assert_array_equal(remembering.inertias, fresh.inertias)
        assert_array_equal(remembering.iterations, fresh.iterations)


def test_the_middle_of_a_pixel_is_in_the_pixel():
    pixels = Pixels((-1.0, 2.0, 3.0, 7.0), 17, 9)
    for column in range(17):
        for row in range(9):
            assert pixels.at(*pixels.place_of(column, row)) == (column, row)
    assert pixels.at(-50, 50) == (0, 8)
    assert pixels.place_of(0, 0) == (-1 + 0.5 * 4 / 17, 2 + 0.5 * 5 / 9)


def test_a_map_can_be_called_off():
    recipe = Recipe(n=60, k=3)
    data = make_data(recipe)
    starts = record(recipe, data).marks[0].centroids
    pictures = basins(
        ManyRuns(data.assigner, 3),
        starts,
        0,
        Pixels(data.bounds, 8, 8),
        Progress(is_wanted=lambda: False),
    )
    with pytest.raises(CancelledError):
        next(pictures)


def test_a_map_around_the_largest_coordinates_stays_within_them():
    side = np.array([-LARGEST, 0.0, LARGEST])
    points = np.array(np.meshgrid(side, side)).reshape(2, -1).T
    pixels = Pixels((-1.2 * LARGEST, -1.2 * LARGEST, 1.2 * LARGEST, 1.2 * LARGEST), 12, 12)
    runs = ManyRuns(assigner_of(points), 3, "keep")
    [picture] = basins(runs, points[[0, 4, 8]], 1, pixels, steps=(1,))
    assert np.isfinite(picture.inertias).all()
