"""Edits of centroids by hand, as choices of a recipe."""

from dataclasses import dataclass, replace
from typing import Any

from core.checks import LARGEST
from core.runs.recipe import BY_HAND
from core.runs.run import Mark, Run
from core.session.state import State
from core.types import Points, Slots

Place = tuple[float, float]

Choices = dict[str, Any]
"""New values of fields of a recipe."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """The result of one move of a dragged centroid."""

    choices: Choices
    slots: Slots
    """Colours and shown numbers of the starting centroids."""
    gone: int | None = None
    """The row of the removed centroid, or None."""

    def shown(self, old: State, run: Run) -> State:
        """Return the state with its run, at the first assignment."""
        return replace(
            old,
            run=run,
            slots=self.slots,
            selected=self._followed(starting_row(old)),
            half_step=min(run.first + 1, run.last),
            progress=1.0,
            playing=False,
            gliding=False,
        )

    def _followed(self, row: int | None) -> int | None:
        """Return the new number of the centroid in ``row``: numbers follow the rows."""
        if row is None or self.gone is None or row < self.gone:
            return row
        return None if row == self.gone else row - 1


def moved_centroid(state: State, cluster: int, place: Place) -> Stroke:
    """Start from the present centroids, with one moved to ``place``."""
    centroids = _centroids(state)
    centroids[cluster] = _kept(place)
    return _placed(centroids, _slots(state))


def added_centroid(state: State, place: Place) -> Stroke:
    """Start from the present centroids and one more at ``place``."""
    slots = _slots(state)
    return _placed([*_centroids(state), _kept(place)], (*slots, len(slots)))


def removed_centroid(state: State, cluster: int) -> Stroke:
    """Start from the present centroids without one of them.

    Raises ValueError for the only one.
    """
    centroids, slots = _centroids(state), _slots(state)
    if len(centroids) == 1:
        raise ValueError("k: got 0, wanted 1 or more")
    gone, highest = slots[cluster], len(slots) - 1
    # At most one of the others changes its colour.
    left = tuple(gone if slot == highest else slot for slot in slots if slot != gone)
    return replace(_placed(centroids[:cluster] + centroids[cluster + 1 :], left), gone=cluster)


def _placed(centroids: list[Place], slots: Slots) -> Stroke:
    placed = tuple(centroids)
    start = {"start": BY_HAND, "k": len(placed), "placed": placed, "held": False}
    return Stroke(start, slots)


def starting_mark(state: State) -> Mark:
    """Return the mark whose centroids a run from here starts with.

    In the film of the seeding that is its last mark.
    """
    return state.run.marks[max(state.half_step, state.run.first)]


def at_start(state: State) -> State:
    """Return the state at the initial centroids of its run, before the first assignment."""
    return replace(state, half_step=state.run.first, progress=1.0, playing=False, gliding=False)


def starting_row(state: State) -> int | None:
    """Return the row of the selected centroid at `starting_mark`, or None."""
    numbers = starting_mark(state).numbers
    return numbers.index(state.selected) if state.selected in numbers else None


def _centroids(state: State) -> list[Place]:
    return places_of(starting_mark(state).centroids)


def places_of(points: Points) -> list[Place]:
    """Points (n, 2) as places."""
    return [(float(x), float(y)) for x, y in points.tolist()]


def _slots(state: State) -> Slots:
    """Return their colours and shown numbers, without gaps."""
    return _closed_up(tuple(state.slots[number] for number in starting_mark(state).numbers))


def _kept(place: Place) -> Place:
    """Return ``place`` clipped to the limits of coordinates."""
    x, y = (min(max(float(number), -LARGEST), LARGEST) for number in place)
    return x, y


def _closed_up(slots: Slots) -> Slots:
    """Return slots 0 … K - 1 in the same order, without the gaps of dropped clusters."""
    order = sorted(slots)
    return tuple(order.index(slot) for slot in slots)


# Points
