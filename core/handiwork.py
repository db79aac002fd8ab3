"""What a hand does on the board, as choices of a recipe: centroids placed, points drawn."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.checks import LARGEST, Points, first_distinct
from core.data import source_fields
from core.matching import Slots
from core.randomness import STARTS, generator
from core.recipe import BY_HAND, MOST_ADDED, Recipe
from core.run import Mark, Run
from core.state import State

Place = tuple[float, float]

Choices = dict[str, Any]
"""Fields of a recipe, and what they are to be."""

NOTHING_DRAWN: Choices = {"added": (), "moved": (), "erased": ()}
"""The points as they were made or read."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """What one move of the hand makes of a board."""

    choices: Choices
    slots: Slots
    """Colours and shown numbers of the centroids that it starts from."""
    gone: int | None = None
    """The row of the centroid that was taken away, if one was."""

    def shown(self, old: State, run: Run) -> State:
        """The state with the run that came of it, at its first assignment."""
        return replace(
            old,
            run=run,
            slots=self.slots,
            selected=self._followed(starting_row(old)),
            half_step=run.first + 1,
            progress=1.0,
            playing=False,
            gliding=False,
        )

    def _followed(self, row: int | None) -> int | None:
        """The number that the centroid in ``row`` has now: all are numbered anew, row by row."""
        if row is None or self.gone is None or row < self.gone:
            return row
        return None if row == self.gone else row - 1


def moved_centroid(state: State, cluster: int, place: Place) -> Stroke:
    """Start from where the centroids are now, but for one of them, which is put at ``place``."""
    centroids = _centroids(state)
    centroids[cluster] = _kept(place)
    return _placed(centroids, _slots(state))


def added_centroid(state: State, place: Place) -> Stroke:
    """Start from where the centroids are now, and one more at ``place``."""
    slots = _slots(state)
    return _placed([*_centroids(state), _kept(place)], (*slots, len(slots)))


def removed_centroid(state: State, cluster: int) -> Stroke:
    """Start from where the centroids are now, without one of them.

    Raises ValueError where it is the only one.
    """
    centroids, slots = _centroids(state), _slots(state)
    if len(centroids) == 1:
        raise ValueError("k: got 0, wanted 1 or more")
    gone, highest = slots[cluster], len(slots) - 1
    # Only one of the others has to take another colour.
    left = tuple(gone if slot == highest else slot for slot in slots if slot != gone)
    return replace(_placed(centroids[:cluster] + centroids[cluster + 1 :], left), gone=cluster)


def _placed(centroids: list[Place], slots: Slots) -> Stroke:
    placed = tuple(centroids)
    return Stroke({"start": BY_HAND, "k": len(placed), "placed": placed}, slots)


def starting_mark(state: State) -> Mark:
    """Where the centroids are that a run from here would start with.

    While the choice of the starts is filmed, it is all that the choice came to.
    """
    return state.run.marks[max(state.half_step, state.run.first)]


def starting_row(state: State) -> int | None:
    """The row of the selected centroid at `starting_mark`, if it is there."""
    numbers = starting_mark(state).numbers
    return numbers.index(state.selected) if state.selected in numbers else None


def _centroids(state: State) -> list[Place]:
    return places_of(starting_mark(state).centroids)


def places_of(points: Points) -> list[Place]:
    """Points (n, 2) as places."""
    return [(float(x), float(y)) for x, y in points.tolist()]


def _slots(state: State) -> Slots:
    """Their colours and shown numbers, closed up."""
    return _closed_up(tuple(state.slots[number] for number in starting_mark(state).numbers))


def _kept(place: Place) -> Place:
    """A place within the numbers that can be squared."""
    x, y = (min(max(float(number), -LARGEST), LARGEST) for number in place)
    return x, y


def _closed_up(slots: Slots) -> Slots:
    """Slots 0 … K - 1 in the same order, where clusters were dropped and left gaps."""
    order = sorted(slots)
    return tuple(order.index(slot) for slot in slots)


def completed(run: Run, recipe: Recipe, choices: Choices) -> Choices:
    """``choices`` made to ``recipe``, with what else they entail.

    A choice of other data gives up what was drawn on those of before (undo brings it back). A
    start by hand begins with the starts at hand, and follows K.
    """
    more = dict(choices)
    shape = choices.get("shape", recipe.shape)
    if shape == BY_HAND and recipe.shape != BY_HAND:
        more |= _taken_over(run)
    elif recipe.is_retouched and not choices.keys() & NOTHING_DRAWN.keys():
        fields = {*source_fields(recipe.shape), *source_fields(shape)} & choices.keys()
        if any(choices[field] != getattr(recipe, field) for field in fields):
            more |= NOTHING_DRAWN
    if choices.get("start", recipe.start) == BY_HAND and "placed" not in choices:
        placed = recipe.placed if recipe.start == BY_HAND else tuple(places_of(run.starts))
        more["placed"] = _as_many(run, placed, choices.get("k", recipe.k), recipe.start_seed)
    return more


def _taken_over(run: Run) -> Choices:
    """The points at hand, as if all of them had been drawn; ValueError where they are too many."""
    points, truth = run.points, run.data.truth
    if len(points) > MOST_ADDED:
        raise ValueError(
            f"added: got {len(points)} points, wanted at most {MOST_ADDED} to draw on by hand"
        )
    order = np.arange(len(points)) if run.data.index is None else run.data.index.rows.argsort()
    groups = np.full(len(points), -1) if truth is None else truth
    rows = zip(points[order].tolist(), groups[order].tolist(), strict=True)
    return {**NOTHING_DRAWN, "added": tuple((x, y, group) for (x, y), group in rows)}


def _as_many(run: Run, placed: tuple[Place, ...], k: int, seed: int) -> tuple[Place, ...]:
    """The first k places; where they are fewer, data points at random beside them."""
    if len(placed) >= k or not isinstance(k, int):
        return placed[:k]
    points = run.points
    order = generator(seed, STARTS).permutation(len(points))
    known = set(placed)
    fresh = [p for p in places_of(first_distinct(points, k, order)) if p not in known]
    return (*placed, *fresh[: k - len(placed)])


# Points


def added_points(run: Run, places: list[Place]) -> Choices:
    """Put more points on the board; the centroids start from where they did."""
    added = (*run.recipe.added, *((*_kept(place), -1) for place in places))
    return {"added": added, **_same_starts(run)}


def erased_points(run: Run, rows: NDArray[np.intp]) -> Choices:
    """Take the points of these ``rows`` of the run's data away; the starts stay as they are."""
    recipe = run.recipe
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
    """The row numbers that are in one of two arrays, ascending, each once.

    `np.union1d` takes seconds for a million rows that lie close together, by its hashes.
    """
    # Stable is quick where they are in order already.
    rows = np.sort(np.concatenate([one, other]), kind="stable")
    is_first = np.ones(len(rows), bool)
    is_first[1:] = rows[1:] != rows[:-1]
    return rows[is_first]


def moved_point(run: Run, row: int, place: Place) -> Choices:
    """Put one point elsewhere; its row and its true group stay, so that other starts do, too."""
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
    """With more points or fewer, chance would draw other starts: what is there is kept."""
    return {"start": BY_HAND, "k": len(run.starts), "placed": tuple(places_of(run.starts))}


def _origins(run: Run, rows: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where points come from: rows of those made or read, and places among those added."""
    recipe, index = run.recipe, run.data.index
    rows = np.asarray(rows, np.intp) if index is None else index.rows[rows].astype(np.intp)
    kept = len(run.points) - len(recipe.added)
    made = rows[rows < kept]
    # Every row erased at or before a point moves its number up by one.
    erased = np.array(recipe.erased, np.intp)
    made = made + np.searchsorted(erased - np.arange(len(erased)), made, side="right")
    return made, rows[rows >= kept] - kept
