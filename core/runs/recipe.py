"""The recipe: all choices for a board, with their limits."""

import json
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import PurePath, PureWindowsPath
from typing import Any

from core.checks import checked_name, checked_whole
from core.datasets.shapes import DATASETS
from core.kmeans.empty_clusters import EMPTY_POLICIES
from core.kmeans.seeding import SEEDERS
from core.plain_text import printable
from core.runs.recipe_limits import (
    LIMITS,
    _check_added,
    _check_columns,
    _check_erased,
    _check_limits,
    _check_moved,
    _check_placed,
)

FILE = "file"
"""The shape of a board whose points come from a file."""

BY_HAND = "by-hand"
"""The shape of a board whose points are in the recipe, and the start by placed centroids."""

SHIPPED = "resource:"
"""Prefix of the path of a shipped file."""


LONGEST = 300
"""Greatest length of an error message about a recipe."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """The choices that determine a run.

    Raises ValueError or TypeError that names the field for a value outside its limits.
    """

    shape: str = "blobs"
    """A name in DATASETS, or FILE."""
    n: int = 300
    """Number of points."""
    blobs: int = 5
    """Number of true groups, for shapes that use it."""
    spread: float = 0.10
    """Standard deviation of a blob on a board of width 2; scales other shapes."""
    data_seed: int = 11
    k: int = 5
    """Number of clusters; 0 for none yet."""
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
    labels: int | None = None
    """Index of the label column that holds the true clusters; -1 for none, None for automatic."""
    decimal: str = ""
    """The decimal mark of the file, "." or ","; "" for automatic."""
    added: tuple[tuple[float, float, int], ...] = ()
    """Points added by hand, after the others: x, y, and the true group, or -1 if not known."""
    moved: tuple[tuple[int, float, float], ...] = ()
    """Points moved by hand: row, ascending, and new x, y."""
    erased: tuple[int, ...] = ()
    """Rows, ascending, of the points erased by hand."""
    placed: tuple[tuple[float, float], ...] = ()
    """The starting centroids, for a start by hand, or held."""
    held: bool = False
    """Whether the run starts from ``placed``, which ``start`` drew before points were edited."""

    def __post_init__(self) -> None:
        checked_name(self.shape, [*DATASETS, FILE, BY_HAND], "shape")
        checked_name(self.start, [*SEEDERS, BY_HAND], "start")
        checked_name(self.empty, EMPTY_POLICIES, "empty")
        for name, (least, greatest) in LIMITS.items():
            # Without clusters a board waits for its centroids.
            _check_limits(name, getattr(self, name), 0 if name == "k" else least, greatest)
        if self.shape == FILE and not self.file:
            raise ValueError("file: got no path, wanted one for a shape of 'file'")
        _check_file(self.file)
        _check_columns(self.columns)
        if not isinstance(self.standardise, bool):
            raise TypeError(f"standardise: got {self.standardise!r}, wanted true or false")
        if self.labels is not None:
            checked_whole(self.labels, "labels", -1)
        checked_name(self.decimal, ("", ".", ","), "decimal")
        _check_added(self.added)
        _check_moved(self.moved)
        _check_erased(self.erased)
        if not isinstance(self.held, bool):
            raise TypeError(f"held: got {self.held!r}, wanted true or false")
        _check_placed(self.placed, self.k if self.is_placed else 0)

    @property
    def file_name(self) -> str:
        """The name of the file, without its folders."""
        return PurePath(self.file.removeprefix(SHIPPED)).name

    @property
    def is_retouched(self) -> bool:
        """Whether points were added, moved or erased by hand."""
        return bool(self.added or self.moved or self.erased)

    @property
    def is_placed(self) -> bool:
        """Whether the run starts from ``placed``: by hand, or held while points are edited."""
        return self.held or self.start == BY_HAND

    @property
    def count(self) -> int:
        """Number of points; for a file, only the difference made by hand."""
        made = 0 if self.shape in (FILE, BY_HAND) else self.n
        return made + len(self.added) - len(self.erased)

    def but(self, **choices: Any) -> "Recipe":
        """Return the recipe with other ``choices``; raises as the constructor does."""
        return replace(self, **choices)

    def later_seed(self, field: str, by: int = 1) -> int:
        """Return the seed of ``field`` plus ``by``, modulo the number of seeds."""
        seed: int = getattr(self, field)
        return (seed + by) % (int(LIMITS[field][1]) + 1)

    def to_json(self) -> str:
        """Return the recipe as a JSON object, one field per line, in valid Unicode."""
        values = asdict(self)
        text = json.dumps(values, indent=2, ensure_ascii=False, default=int)
        # The name of a file that is not UTF-8 contains surrogates.
        return text if _is_unicode(text) else json.dumps(values, indent=2, default=int)

    @classmethod
    def from_json(cls, text: str) -> "Recipe":
        """Read a recipe from JSON; missing fields have their defaults.

        Raises only ValueError: if the text is no JSON object, or a field is unknown, of a wrong
        type or out of limits.
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
        try:
            return cls._from_fields(values)
        except (TypeError, ValueError) as error:
            raise ValueError(printable(str(error), LONGEST)) from error

    @classmethod
    def _from_fields(cls, values: dict[str, Any]) -> "Recipe":
        known = [field.name for field in fields(cls)]
        for name in values:
            checked_name(name, known, "recipe field")
        lists = {name: _frozen(value) for name, value in values.items() if isinstance(value, list)}
        return cls(**(values | lists))


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _frozen(values: list[Any]) -> tuple[Any, ...]:
    """A list, and the lists in it, as JSON gives them, as tuples."""
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)


def _check_file(file: str) -> None:
    if not isinstance(file, str):
        raise TypeError(f"file: got {file!r}, wanted a path as text")
    try:
        is_path = b"\0" not in os.fsencode(file)
    except UnicodeEncodeError:
        is_path = False
    if not is_path:
        raise ValueError(f"file: got {file!r}, wanted a path that a file can have")
    if file.startswith(SHIPPED):
        name = PureWindowsPath(file.removeprefix(SHIPPED))
        # By the rules of Windows, so that a recipe means the same on every system.
        if name.anchor or ".." in name.parts or not name.parts:
            raise ValueError(f"file: got {file!r}, wanted the name of a file that is shipped")


def data_fields(shape: str) -> tuple[str, ...]:
    """The fields of a recipe that the points of ``shape`` depend on."""
    return (*source_fields(shape), "added", "moved", "erased")


def source_fields(shape: str) -> tuple[str, ...]:
    """Those of `data_fields` that determine the points before edits by hand."""
    if shape == BY_HAND:
        return ("shape",)
    if shape == FILE:
        return ("shape", "file", "columns", "standardise", "labels", "decimal")
    maker = DATASETS[shape]
    heeded = {"blobs": maker.uses_clusters, "spread": maker.uses_spread}
    heeded["data_seed"] = maker.uses_seed
    return ("shape", "n", *(name for name, heeds in heeded.items() if heeds))


def same_data(one: Recipe, other: Recipe) -> bool:
    """Whether two recipes describe the same points."""
    return all(getattr(one, name) == getattr(other, name) for name in data_fields(one.shape))
