"""Everything a person may choose for a board, with its limits: here and nowhere else."""

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from core.checks import checked_name, checked_whole
from core.datasets import DATASETS
from core.empty import EMPTY_POLICIES
from core.seeding import SEEDERS

FILE = "file"
"""The shape of a board whose points come from a file."""

LIMITS: dict[str, tuple[float, float]] = {
    "n": (1, 10_000_000),
    "blobs": (1, 20),
    "spread": (0.01, 0.50),
    "data_seed": (0, 999_999),
    "k": (1, 200),
    "start_seed": (0, 999_999),
}
"""Least and greatest value of every number in a recipe."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """The choices that make a run: the same recipe gives the same run, half-step by half-step.

    Raises ValueError or TypeError that names the field for a value outside its limits.
    """

    shape: str = "blobs"
    """A name in DATASETS, or FILE."""
    n: int = 300
    """Points."""
    blobs: int = 5
    """True groups in the data, where the shape has a choice of them."""
    spread: float = 0.10
    """Standard deviation of a blob, where the board is 2 wide; other shapes scale with it."""
    data_seed: int = 11
    k: int = 5
    """Clusters that k-means looks for."""
    start: str = "random-points"
    """A name in SEEDERS."""
    start_seed: int = 4
    empty: str = "farthest"
    """A name in EMPTY_POLICIES."""
    file: str = ""
    """Path of the table, for shape FILE."""
    columns: tuple[int, int] = (0, 1)
    """The numeric columns of the file that are x and y."""
    standardise: bool = False
    """Whether the columns of the file are scaled to mean 0 and standard deviation 1."""

    def __post_init__(self) -> None:
        checked_name(self.shape, [*DATASETS, FILE], "shape")
        checked_name(self.start, SEEDERS, "start")
        checked_name(self.empty, EMPTY_POLICIES, "empty")
        for name, (least, greatest) in LIMITS.items():
            _check_limits(name, getattr(self, name), least, greatest)
        if self.shape == FILE and not self.file:
            raise ValueError("file: got no path, wanted one for a shape of 'file'")
        if not isinstance(self.file, str):
            raise TypeError(f"file: got {self.file!r}, wanted a path as text")
        _check_columns(self.columns)
        if not isinstance(self.standardise, bool):
            raise TypeError(f"standardise: got {self.standardise!r}, wanted true or false")

    def but(self, **choices: Any) -> "Recipe":
        """The same recipe with other ``choices``; raises as the making of a recipe does."""
        return replace(self, **choices)

    def to_json(self) -> str:
        """The recipe as a JSON object, a field a line."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False, default=int)

    @classmethod
    def from_json(cls, text: str) -> "Recipe":
        """The recipe in ``text``; a field that is not there has its default.

        Raises ValueError where the text is no JSON object, a field is unknown or out of limits.
        """
        try:
            values = json.loads(text)
        except json.JSONDecodeError as error:
            raise ValueError(
                f"recipe: line {error.lineno}, column {error.colno}: {error.msg}"
            ) from error
        except (RecursionError, ValueError) as error:
            raise ValueError(f"recipe: the text cannot be read: {error}") from error
        return cls.from_values(values)

    @classmethod
    def from_values(cls, values: object) -> "Recipe":
        """The recipe with these fields, as JSON gives them; raises like `from_json`."""
        if not isinstance(values, dict):
            raise ValueError(f"recipe: got {type(values).__name__}, wanted an object with fields")
        known = [field.name for field in fields(cls)]
        for name in values:
            checked_name(name, known, "recipe field")
        if isinstance(columns := values.get("columns"), list):
            values = values | {"columns": tuple(columns)}
        return cls(**values)


def _check_limits(name: str, value: float, least: float, greatest: float) -> None:
    if isinstance(least, int):
        checked_whole(value, name, least)  # type: ignore[arg-type]
    elif isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{name}: got {value!r}, wanted a number")
    if not least <= value <= greatest:
        raise ValueError(f"{name}: got {value}, wanted {least} to {greatest}")


def _check_columns(columns: tuple[int, int]) -> None:
    if not isinstance(columns, tuple) or len(columns) != 2:
        raise TypeError(f"columns: got {columns!r}, wanted two column numbers")
    for column in columns:
        checked_whole(column, "columns", 0)
