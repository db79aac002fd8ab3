"""Changes to a recipe that follow from another change."""

from collections.abc import Mapping

import numpy as np

from core.checks import first_distinct
from core.randomness import STARTS, generator
from core.runs.recipe import BY_HAND, Recipe, source_fields
from core.runs.recipe_limits import MOST_ADDED
from core.runs.run import Run
from core.session.background import RefusedError
from core.session.edits.centroid_edits import Choices, Place, places_of

NOTHING_DRAWN: Choices = {"added": (), "moved": (), "erased": ()}
"""The points as they were made or read."""


def changed_recipe(run: Run, recipe: Recipe, choices: Mapping[str, object]) -> Recipe:
    """Return ``recipe`` with ``choices`` and with the changes that follow from them.

    Other data drop the points that were added, moved or erased on the former data. A start by
    hand begins with the starts of ``run``, and has K of them. Raises RefusedError for a choice
    out of limits.
    """
    try:
        return recipe.but(**completed(run, recipe, dict(choices)))
    except ValueError as error:
        raise RefusedError(str(error)) from error


def completed(run: Run, recipe: Recipe, choices: Choices) -> Choices:
    """Return ``choices`` with those that follow from them; see `changed_recipe`."""
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
