"""Points drawn, moved or erased by hand, as changes to a recipe."""

import numpy as np
from numpy.typing import NDArray

from core.runs.recipe import BY_HAND
from core.runs.run import Run
from core.session.edits.centroid_edits import Choices, Place, _kept, places_of


def added_points(run: Run, places: list[Place]) -> Choices:
    """Add points; the starting centroids stay."""
    added = (*run.recipe.added, *((*_kept(place), -1) for place in places))
    return {"added": added, **_same_starts(run)}


def cleared_points(run: Run) -> Choices:
    """Erase all points; the starts stay."""
    return {"shape": BY_HAND, "added": (), "moved": (), "erased": (), **_same_starts(run)}


def cleared_centroids() -> Choices:
    """Take all centroids away; the method that is to draw others stays, if it is one."""
    return {"k": 0, "placed": (), "held": False}


def erased_points(run: Run, rows: NDArray[np.intp]) -> Choices:
    """Erase the points in these ``rows`` of the run's data; the starts stay."""
    recipe = run.recipe
    if len(rows) == len(run.points):
        return cleared_points(run)
    made, own = _origins(run, rows)
    gone = set(own.tolist())
    added = tuple(point for place, point in enumerate(recipe.added) if place not in gone)
    erased = united_rows(np.array(recipe.erased, np.intp), made)
    sought = np.array([row for row, *_ in recipe.moved], np.intp)
    stays = erased.searchsorted(sought) == erased.searchsorted(sought, side="right")
    moved = tuple(point for point, is_there in zip(recipe.moved, stays, strict=True) if is_there)
    drawn = {"added": added, "moved": moved, "erased": tuple(erased.tolist())}
    return {**drawn, **_same_starts(run)}


def united_rows(one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the distinct row numbers of two arrays, ascending.

    `np.union1d` takes seconds for a million rows, because of its hashing.
    """
    # A stable sort is fast for sorted input.
    rows = np.sort(np.concatenate([one, other]), kind="stable")
    is_first = np.ones(len(rows), bool)
    is_first[1:] = rows[1:] != rows[:-1]
    return rows[is_first]


def moved_point(run: Run, row: int, place: Place) -> Choices:
    """Move one point; its row and its true group stay."""
    recipe = run.recipe
    made, own = _origins(run, np.array([row]))
    if len(own):
        added = list(recipe.added)
        added[own[0]] = (*_kept(place), added[own[0]][2])
        return {"added": tuple(added)}
    moved = {point[0]: point for point in recipe.moved}
    moved[int(made[0])] = (int(made[0]), *_kept(place))
    return {"moved": tuple(moved[made_row] for made_row in sorted(moved))}


def _same_starts(run: Run) -> Choices:
    """Another number of points would give other random starts: hold the present ones."""
    held = run.recipe.start != BY_HAND
    return {"k": len(run.starts), "placed": tuple(places_of(run.starts)), "held": held}


def _origins(run: Run, rows: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return rows of the original points, and indices of the added ones."""
    recipe, index = run.recipe, run.data.index
    rows = np.asarray(rows, np.intp) if index is None else index.rows[rows].astype(np.intp)
    kept = len(run.points) - len(recipe.added)
    made = rows[rows < kept]
    # Every row erased before a point increases its number by one.
    erased = np.array(recipe.erased, np.intp)
    made = made + np.searchsorted(erased - np.arange(len(erased)), made, side="right")
    return made, rows[rows >= kept] - kept
