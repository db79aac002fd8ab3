"""The pinned scenarios: a recipe that is known to show something, with words to go with it."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from core.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Demonstration:
    """One pinned scenario."""

    id: str
    title: str
    watch: str
    """One line: what to look at."""
    recipe: Recipe
    half_step: int = 0
    """Where it opens."""


@cache
def demonstrations() -> dict[str, Demonstration]:
    """All demonstrations that are shipped, by id, in their order."""
    folder = files("resources") / "demonstrations"
    texts = sorted((item.name, item.read_text("utf-8")) for item in folder.iterdir())
    found = [_parsed(text) for name, text in texts if name.endswith(".json")]
    return {demonstration.id: demonstration for demonstration in found}


def _parsed(text: str) -> Demonstration:
    values = json.loads(text)
    recipe = Recipe.from_values(values.pop("recipe"))
    return Demonstration(recipe=recipe, **values)
