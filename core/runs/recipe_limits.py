"""The limits of a recipe's fields and the checks of placed, moved, added and erased points."""

from operator import lt
from typing import Any

from core.checks import LARGEST, checked_whole

MOST_ADDED, MOST_ERASED = 20_000, 1_000_000
"""Greatest number of points added or erased by hand."""


GREATEST_GROUP = 1_000_000
"""Greatest group number of an added point."""


LIMITS: dict[str, tuple[float, float]] = {
    "n": (1, 10_000_000),
    "blobs": (1, 20),
    "spread": (0.01, 0.50),
    "data_seed": (0, 999_999),
    "k": (1, 200),
    "start_seed": (0, 999_999),
}
"""Least and greatest value of every number in a recipe."""


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


def _check_added(added: tuple[tuple[float, float, int], ...]) -> None:
    _check_places([point[:2] for point in _rows(added, "added", 3)], "added")
    for *_, group in added:
        if checked_whole(group, "added", -1) > GREATEST_GROUP:
            raise ValueError(f"added: got group {group}, wanted at most {GREATEST_GROUP}")
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
    # There may be a million rows, checked in every frame of erasing: no loop in Python.
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
            # Not converted: an integer in JSON may be too large for a float.
            if not -LARGEST <= number <= LARGEST:
                raise ValueError(f"{name}: got {number}, wanted a finite number")
