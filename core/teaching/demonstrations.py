"""The pinned scenarios: recipes that are known to show something, with words to go with them."""

import json
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from core.checks import checked_name
from core.runs.recipe import Recipe
from core.teaching.expected import MEASURES, Numbers

GROUPS = (
    "article", "starts", "minima", "k", "shapes", "outliers", "empty", "plus-plus", "basics",
)  # fmt: skip
"""What demonstrations are about, in the order of a course."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One board of a demonstration, and what comes of it."""

    label: str
    """What tells it from the other cases; empty where there are none."""
    recipe: Recipe
    expected: str
    """One line: what comes out."""
    outcome: Numbers
    """The same as numbers, for names in MEASURES."""


@dataclass(frozen=True, slots=True, eq=False)
class Demonstration:
    """One pinned scenario."""

    id: str
    group: str
    """One of GROUPS."""
    title: str
    shows: str
    """One short line: the point of it."""
    watch: str
    """One line: what to look at."""
    cases: tuple[Case, ...]
    """The board that it opens with, then its variants."""
    half_step: int = 0
    """Where it opens."""
    picture: int = -1
    """The half-step that tells most, for a small picture; -1 is the last."""

    @property
    def recipe(self) -> Recipe:
        """The board that it opens with."""
        return self.cases[0].recipe

    @property
    def expected(self) -> str:
        """What comes out of that board, in one line."""
        return self.cases[0].expected

    @property
    def outcome(self) -> Numbers:
        """What comes out of that board, as numbers."""
        return self.cases[0].outcome

    def case_of(self, recipe: Recipe) -> Case | None:
        """The case that is just this ``recipe``; None where a person has changed the board."""
        return next((case for case in self.cases if case.recipe == recipe), None)

    def nearest_case(self, recipe: Recipe) -> Case:
        """The case that shares most choices with ``recipe``, as that from which it came."""
        names = [field.name for field in fields(Recipe)]

        def shared(case: Case) -> int:
            return sum(getattr(case.recipe, name) == getattr(recipe, name) for name in names)

        return max(self.cases, key=shared)


@cache
def demonstrations() -> dict[str, Demonstration]:
    """All demonstrations that are shipped, by id, in their order."""
    folder = files("resources") / "demonstrations"
    texts = sorted((item.name, item.read_text("utf-8")) for item in folder.iterdir())
    found = [_parsed(text) for name, text in texts if name.endswith(".json")]
    return {demonstration.id: demonstration for demonstration in found}


def _parsed(text: str) -> Demonstration:
    values = json.loads(text)
    recipe, variants = values.pop("recipe"), values.pop("variants", [])
    own = {name: values.pop(name, "") for name in ("label", "expected", "outcome")}
    # A variant tells only the fields in which it differs.
    cases = [_case(own, recipe), *(_case(each, recipe | each["recipe"]) for each in variants)]
    checked_name(values["group"], GROUPS, "group")
    return Demonstration(cases=tuple(cases), **values)


def _case(values: dict[str, Any], recipe: dict[str, Any]) -> Case:
    outcome = {checked_name(name, MEASURES, "outcome"): x for name, x in values["outcome"].items()}
    return Case(values["label"], Recipe.from_values(recipe), values["expected"], outcome)
