"""Changes to a recipe that follow from another change."""

from collections.abc import Mapping

import numpy as np

from core.checks import TooManyClustersError, first_distinct
from core.randomness import STARTS, generator
from core.runs.recipe import BY_HAND, Recipe, same_data, source_fields
from core.runs.recipe_limits import MOST_ADDED
from core.runs.run import Run
from core.session.background import RefusedError
from core.session.edits.centroid_edits import Choices, Place, places_of

NOTHING_DRAWN: Choices = {"added": (), "moved": (), "erased": ()}
"""Fields of a recipe without points edited by hand."""


def changed_recipe(run: Run, recipe: Recipe, choices: Mapping[str, object]) -> Recipe:
    """Return ``recipe`` with ``choices`` and with the changes that follow from them.

    Other data drop the points that were added, moved or erased on the former data. A start by
    hand begins with the starts of ``run``, and has K of them. Starts that were held while points
    were edited are drawn again for another method, seed or K, and on other data.

    Raises RefusedError for a choice out of limits.
    """
    try:
        changed = recipe.but(**completed(run, recipe, dict(choices)))
        if changed.is_placed and changed.k > recipe.k and same_data(changed, run.recipe):
            _check_points_for(changed.k, run)
    except ValueError as error:
        raise RefusedError(str(error)) from error
    return changed


def _check_points_for(k: int, run: Run) -> None:
    """Raise TooManyClustersError where one more centroid would stop a run that has its points."""
    if not run.is_waiting and k > run.data.distinct:
        raise TooManyClustersError(k, run.data.distinct)


def completed(run: Run, recipe: Recipe, choices: Choices) -> Choices:
    """Return ``choices`` with those that follow from them; see `changed_recipe`."""
    more = dict(choices)
    shape = choices.get("shape", recipe.shape)
    if shape == BY_HAND and recipe.shape != BY_HAND and "added" not in choices:
        more |= _taken_over(run)
    elif recipe.is_retouched and not choices.keys() & NOTHING_DRAWN.keys():
        if "n" in choices and choices["n"] == recipe.count:
            more["n"] = recipe.n  # the number that is shown, and there
        elif _is_other_data(recipe, choices):
            more |= NOTHING_DRAWN
    if recipe.held and "held" not in choices and _draws_again(recipe, choices):
        more |= {"placed": (), "held": False}
    if choices.get("start", recipe.start) == BY_HAND and "placed" not in choices:
        placed = recipe.placed if recipe.is_placed else tuple(places_of(run.starts))
        more["placed"] = _as_many(run, placed, choices.get("k", recipe.k), recipe.start_seed)
    return more


def _is_other_data(recipe: Recipe, choices: Choices) -> bool:
    """Whether ``choices`` ask for other points than those that ``recipe`` has, before edits."""
    shape = choices.get("shape", recipe.shape)
    fields = {*source_fields(recipe.shape), *source_fields(shape)} & choices.keys()
    # Of points that were drawn or erased N is the number that is there.
    there = {field: getattr(recipe, field) for field in fields} | {"n": recipe.count}
    return any(choices[field] != there[field] for field in fields)


def _draws_again(recipe: Recipe, choices: Choices) -> bool:
    """Whether the method is to draw the starts: for another seed, method or K, or on other data."""
    if choices.keys() & {"start", "start_seed"} or choices.get("k", recipe.k) != recipe.k:
        return True
    # A board of drawn points takes over the present ones.
    takes_over = choices.get("shape", recipe.shape) == BY_HAND
    return not takes_over and _is_other_data(recipe, choices)


def _taken_over(run: Run) -> Choices:
    """Return the present points as added by hand; raises ValueError if they are too many."""
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
    """Return the first k places, or all and random data points to make them k."""
    if len(placed) >= k or not isinstance(k, int):
        return placed[:k]
    points = run.points
    order = generator(seed, STARTS).permutation(len(points))
    known = set(placed)
    fresh = [p for p in places_of(first_distinct(points, k, order)) if p not in known]
    return (*placed, *fresh[: k - len(placed)])
