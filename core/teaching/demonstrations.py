"""The demonstrations: recipes with explanations."""

import json
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from core.checks import checked_name
from core.runs.recipe import Recipe
from core.teaching.expected import MEASURES, Numbers

GROUPS = (
    "basics", "article", "starts", "minima", "k", "shapes", "outliers", "empty", "plus-plus",
)  # fmt: skip
"""Topics of the demonstrations, in the order of a course."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One board of a demonstration, and its expected result."""

    label: str
    """Difference from the other cases; empty if there are none."""
    recipe: Recipe
    expected: str
    """The result in one line."""
    outcome: Numbers
    """The result as numbers, for names in MEASURES."""


@dataclass(frozen=True, slots=True, eq=False)
class Demonstration:
    """A demonstration."""

    id: str
    group: str
    """One of GROUPS."""
    title: str
    shows: str
    """The title: one short line."""
    watch: str
    """What to look at, in one line."""
    cases: tuple[Case, ...]
    """The board that it opens with, then its variants."""
    half_step: int = 0
    """The half-step at which it opens."""
    picture: int = -1
    """The half-step for the thumbnail; -1 is the last."""

    @property
    def recipe(self) -> Recipe:
        """The board that it opens with."""
        return self.cases[0].recipe

    @property
    def expected(self) -> str:
        """The result of that board in one line."""
        return self.cases[0].expected

    @property
    def outcome(self) -> Numbers:
        """The result of that board as numbers."""
        return self.cases[0].outcome

    def case_of(self, recipe: Recipe) -> Case | None:
        """Return the case with this ``recipe``; None if the board has been changed."""
        return next((case for case in self.cases if case.recipe == recipe), None)

    def nearest_case(self, recipe: Recipe) -> Case:
        """Return the case that shares most choices with ``recipe``."""
        names = [field.name for field in fields(Recipe)]

        def shared(case: Case) -> int:
            return sum(getattr(case.recipe, name) == getattr(recipe, name) for name in names)

        return max(self.cases, key=shared)


@cache
def demonstrations() -> dict[str, Demonstration]:
    """Return all shipped demonstrations by id, in order."""
    folder = files("resources") / "demonstrations"
    texts = sorted((item.name, item.read_text("utf-8")) for item in folder.iterdir())
    found = [_parsed(text) for name, text in texts if name.endswith(".json")]
    return {demonstration.id: demonstration for demonstration in found}


def _parsed(text: str) -> Demonstration:
    values = json.loads(text)
    recipe, variants = values.pop("recipe"), values.pop("variants", [])
    own = {name: values.pop(name, "") for name in ("label", "expected", "outcome")}
    # A variant has only the fields that differ.
    cases = [_case(own, recipe), *(_case(each, recipe | each["recipe"]) for each in variants)]
    checked_name(values["group"], GROUPS, "group")
    return Demonstration(cases=tuple(cases), **values)


def _case(values: dict[str, Any], recipe: dict[str, Any]) -> Case:
    outcome = {checked_name(name, MEASURES, "outcome"): x for name, x in values["outcome"].items()}
    return Case(values["label"], Recipe.from_values(recipe), values["expected"], outcome)
