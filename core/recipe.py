"""Everything a person may choose for a board, with its limits: here and nowhere else."""

import json
import os
from dataclasses import asdict, dataclass, fields, replace
from operator import lt
from pathlib import PurePath, PureWindowsPath
from typing import Any

from core.checks import LARGEST, checked_name, checked_whole
from core.datasets import DATASETS
from core.empty import EMPTY_POLICIES
from core.plain_text import printable
from core.seeding import SEEDERS

FILE = "file"
"""The shape of a board whose points come from a file."""

BY_HAND = "by-hand"
"""The shape of a board whose points are all in the recipe, and the start of centroids that are."""

SHIPPED = "resource:"
"""What the path of a file begins with that is shipped with the product."""

MOST_ADDED, MOST_ERASED = 20_000, 1_000_000
"""Points that a hand may have added to a board, or erased from it."""

GREATEST_GROUP = 1_000_000
"""Number of the true group of an added point, at most."""

LONGEST = 300
"""Characters of what is said of a recipe that cannot be read, at most."""

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
    labels: int | None = None
    """Which of the file's columns of labels tells the true clusters: its number among them; -1 for
    none, None for the one that is clear by itself."""
    decimal: str = ""
    """The decimal mark of the file, "." or ","; "" where it is found."""
    added: tuple[tuple[float, float, int], ...] = ()
    """Points put there by hand, after those that are made or read: x, y, and the true group, or
    -1 where it is not known."""
    moved: tuple[tuple[int, float, float], ...] = ()
    """Rows, ascending, of the points that are made or read but then put elsewhere by hand, x, y."""
    erased: tuple[int, ...] = ()
    """Rows, ascending, of the points that are made or read but then left out."""
    placed: tuple[tuple[float, float], ...] = ()
    """The starting centroids, for a start by hand."""

    def __post_init__(self) -> None:
        checked_name(self.shape, [*DATASETS, FILE, BY_HAND], "shape")
        checked_name(self.start, [*SEEDERS, BY_HAND], "start")
        checked_name(self.empty, EMPTY_POLICIES, "empty")
        for name, (least, greatest) in LIMITS.items():
            _check_limits(name, getattr(self, name), least, greatest)
        if self.shape == FILE and not self.file:
            raise ValueError("file: got no path, wanted one for a shape of 'file'")
        _check_file(self.file)
        _check_columns(self.columns)
        if not isinstance(self.standardise, bool):
            raise TypeError(f"standardise: got {self.standardise!r}, wanted true or false")
        if self.labels is not None:
            checked_whole(self.labels, "labels", -1)
        checked_name(self.decimal, ("", ".", ","), "decimal")
        _check_added(self.added, is_needed=self.shape == BY_HAND)
        _check_moved(self.moved)
        _check_erased(self.erased)
        _check_placed(self.placed, self.k if self.start == BY_HAND else 0)

    @property
    def file_name(self) -> str:
        """The name of the file, without its folders."""
        return PurePath(self.file.removeprefix(SHIPPED)).name

    @property
    def is_retouched(self) -> bool:
        """Whether points were added, moved or erased by hand."""
        return bool(self.added or self.moved or self.erased)

    @property
    def count(self) -> int:
        """Points of the board; of a file, only how many more (or fewer) they are by hand."""
        made = 0 if self.shape in (FILE, BY_HAND) else self.n
        return made + len(self.added) - len(self.erased)

    def but(self, **choices: Any) -> "Recipe":
        """The same recipe with other ``choices``; raises as the making of a recipe does."""
        return replace(self, **choices)

    def later_seed(self, field: str, by: int = 1) -> int:
        """The seed ``by`` further on for ``field``; after the last seed comes the first."""
        seed: int = getattr(self, field)
        return (seed + by) % (int(LIMITS[field][1]) + 1)

    def to_json(self) -> str:
        """The recipe as a JSON object, a field a line; text that any file can hold."""
        values = asdict(self)
        text = json.dumps(values, indent=2, ensure_ascii=False, default=int)
        # The name of a file that is not UTF-8 has surrogates in it.
        return text if _is_unicode(text) else json.dumps(values, indent=2, default=int)

    @classmethod
    def from_json(cls, text: str) -> "Recipe":
        """The recipe in ``text``; a field that is not there has its default.

        Raises ValueError, and nothing else, where the text is no JSON object, or a field is
        unknown, of a wrong type or out of limits; it quotes little of what it found.
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


def _check_limits(name: str, value: float, least: float, greatest: float) -> None:
    if isinstance(least, int):
        checked_whole(value, name, least)  # type: ignore[arg-type]
    elif isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{name}: got {value!r}, wanted a number")
    if not least <= value <= greatest:
        raise ValueError(f"{name}: got {value}, wanted {least} to {greatest}")


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
        # As Windows understands it, so that one recipe means the same on every system.
        if name.anchor or ".." in name.parts or not name.parts:
            raise ValueError(f"file: got {file!r}, wanted the name of a file that is shipped")


def _check_columns(columns: tuple[int, int]) -> None:
    if not isinstance(columns, tuple) or len(columns) != 2:
        raise TypeError(f"columns: got {columns!r}, wanted two column numbers")
    for column in columns:
        checked_whole(column, "columns", 0)


def _check_added(added: tuple[tuple[float, float, int], ...], *, is_needed: bool) -> None:
    _check_places([point[:2] for point in _rows(added, "added", 3)], "added")
    for *_, group in added:
        if checked_whole(group, "added", -1) > GREATEST_GROUP:
            raise ValueError(f"added: got group {group}, wanted at most {GREATEST_GROUP}")
    if is_needed and not added:
        raise ValueError("added: got no points, wanted some for a shape of 'by-hand'")
    if len(added) > MOST_ADDED:
        raise ValueError(f"added: got {len(added)} points, wanted at most {MOST_ADDED}")


def _check_moved(moved: tuple[tuple[int, float, float], ...]) -> None:
    _check_places([point[1:] for point in _rows(moved, "moved", 3)], "moved")
    _check_ascending(tuple(row for row, *_ in moved), "moved", MOST_ADDED)


def _check_erased(erased: tuple[int, ...]) -> None:
    if not isinstance(erased, tuple):
        raise TypeError(f"erased: got {type(erased).__name__}, wanted a tuple of row numbers")
    _check_ascending(erased, "erased", MOST_ERASED)


def _check_ascending(rows: tuple[int, ...], name: str, most: int) -> None:
    if len(rows) > most:
        raise ValueError(f"{name}: got {len(rows)} points, wanted at most {most}")
    # They may be a million, and a hand erases some more every frame: no loop in Python.
    if rows and ({*map(type, rows)} != {int} or min(rows) < 0):
        raise TypeError(f"{name}: wanted row numbers, 0 or above")
    if not all(map(lt, rows, rows[1:])):
        raise ValueError(f"{name}: wanted row numbers in ascending order, each once")


def _check_placed(placed: tuple[tuple[float, float], ...], k: int) -> None:
    _check_places(_rows(placed, "placed", 2), "placed")
    if k and len(placed) != k:
        raise ValueError(f"placed: got {len(placed)} centroids, wanted {k} as k says")


def _rows(rows: Any, name: str, width: int) -> Any:
    if not isinstance(rows, tuple) or any(
        not isinstance(row, tuple) or len(row) != width for row in rows
    ):
        raise TypeError(f"{name}: wanted rows of {width} numbers each")
    return rows


def _check_places(places: Any, name: str) -> None:
    for x, y in places:
        for number in (x, y):
            if isinstance(number, bool) or not isinstance(number, (int, float)):
                raise TypeError(f"{name}: got {number!r}, wanted a number")
            # Compared as it is: a whole number of JSON may be too large for a float.
            if not -LARGEST <= number <= LARGEST:
                raise ValueError(f"{name}: got {number}, wanted a finite number")
