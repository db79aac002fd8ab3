"""Ready-made comparisons and the recipes of further boards."""

from collections.abc import Callable

from core.comparison.compared import MOST, Recipes
from core.kmeans.seeding import SEEDERS
from core.runs.recipe import BY_HAND, Recipe

SEEDS = 4
"""Boards of the set with other seeds."""


def next_seed(recipe: Recipe, field: str, by: int = 1) -> Recipe:
    """The recipe with a later seed, and with what that draws."""
    recipe = recipe.but(**{field: recipe.later_seed(field, by)})
    return recipe.but(placed=(), held=False) if recipe.held else recipe


def usual_pair(recipe: Recipe) -> Recipes:
    """Return a recipe and the same with k-means++, or with the next seed if it has that."""
    if recipe.start == "kmeans++":
        return recipe, next_seed(recipe, "start_seed")
    return recipe, started(recipe, "kmeans++")


def one_more(recipes: Recipes) -> Recipe:
    """Return a recipe with random points and the seed after the highest."""
    highest = max(recipes, key=lambda recipe: recipe.start_seed)
    return next_seed(started(highest, "random-points"), "start_seed")


def later_seeds(recipes: Recipes) -> Recipes:
    """Return the recipes with later seeds; consecutive seeds stay consecutive."""
    seeds = [recipe.start_seed for recipe in recipes if recipe.start != BY_HAND] or [0]
    by = max(seeds) - min(seeds) + 1
    by = by if by <= MOST else 1
    return tuple(
        recipe if recipe.start == BY_HAND else next_seed(recipe, "start_seed", by)
        for recipe in recipes
    )


def started(recipe: Recipe, start: str) -> Recipe:
    """Return the recipe with another start."""
    placed = recipe.placed if start == BY_HAND else ()
    return recipe.but(start=start, placed=placed, held=False)


def _seeds(recipe: Recipe) -> Recipes:
    first = started(recipe, "random-points") if recipe.start == BY_HAND else recipe
    return tuple(next_seed(first, "start_seed", by) for by in range(SEEDS))


def _starts(recipe: Recipe) -> Recipes:
    return tuple(started(recipe, start) for start in SEEDERS)


def _policies(recipe: Recipe) -> Recipes:
    return tuple(recipe.but(empty=empty) for empty in ("keep", "drop", "farthest", "random"))


READY: dict[str, Callable[[Recipe], Recipes]] = {
    "seeds": _seeds,
    "starts": _starts,
    "policies": _policies,
}
"""Ready-made comparisons of a board: with other seeds, with each start, with each empty policy."""
