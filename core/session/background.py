"""Computing a run, at once or in the background."""

from collections.abc import Callable
from typing import Protocol

import numpy as np

from core.files import Table
from core.progress import SILENT, CancelledError, Progress
from core.runs.data import make_data
from core.runs.recipe import FILE, SHIPPED, Recipe, same_data
from core.runs.record import is_quick, record
from core.runs.run import Run

Work = Callable[[Progress], Run]
"""Computes a run from frozen values, in any thread."""


ROOM = 48 << 20
ROOM_PER_POINT = 12
"""Bytes that must be free after a run is computed, in total and per point, for painting it."""


class TooLittleMemoryError(ValueError):
    """There is not enough memory for the points of a board; ``points`` is None if not known."""

    def __init__(self, points: int | None = None, file: str = "") -> None:
        many = "so many" if points is None else points
        super().__init__(f"n: got {many} points, wanted as many as there is memory for")
        self.points = points
        self.file = file


class RefusedError(ValueError):
    """A command that cannot be done. The state is as it was; ``__cause__`` is the reason."""


class Background(Protocol):
    """Computes long work in another thread, one piece at a time."""

    def start(
        self, work: Work, done: Callable[[Run | Exception], None], *, after_current: bool
    ) -> None:
        """Do ``work``, then call ``done`` with its result, in the thread that asked.

        Current work is cancelled; with ``after_current`` it may end first if that is soon.
        """

    def call_off(self) -> None:
        """Cancel the work: ``done`` is not called."""


def outcome_of(work: Work, progress: Progress = SILENT) -> Run | Exception:
    """Return the run that ``work`` computes, or the error.

    TooLittleMemoryError if memory is insufficient for the run or for showing it. Raises
    CancelledError where ``progress`` does.
    """
    try:
        run = work(progress)
        # Allocate and free: without this memory, painting would fail.
        np.empty(ROOM + ROOM_PER_POINT * len(run.points), np.uint8)
        return run
    except CancelledError:
        raise
    except MemoryError:
        # Not the error itself, whose traceback keeps all arrays alive.
        return TooLittleMemoryError()
    except Exception as error:
        return error


def reason_of(outcome: ValueError, recipe: Recipe) -> ValueError:
    """Return the reason with the number of points or the file name of ``recipe``."""
    if not isinstance(outcome, TooLittleMemoryError):
        return outcome
    if recipe.shape == FILE:
        return TooLittleMemoryError(file=recipe.file_name)
    return TooLittleMemoryError(recipe.count)


def recorded_after(recipe: Recipe, run: Run, table: Table | None, progress: Progress) -> Run:
    """Compute the run of ``recipe``, on the points of ``run`` if they are the same.

    ``table`` is the content of the recipe's file, if it has been read before.
    """
    same_table = recipe.shape != FILE or table is run.data.table
    if same_table and same_data(recipe, run.recipe):
        return record(recipe, run.data, progress)
    data = make_data(recipe, table, progress.part(0.0, 0.7))
    return record(recipe, data, progress.part(0.7, 1.0))


def is_soon_there(recipe: Recipe, run: Run) -> bool:
    """Whether the run of ``recipe``, which follows ``run``, is recorded in the main thread."""
    is_shipped = recipe.file.startswith(SHIPPED)
    if (
        recipe.shape == FILE
        and not is_shipped
        and (
            run.recipe.shape != FILE
            or (recipe.file, recipe.decimal) != (run.recipe.file, run.recipe.decimal)
        )
    ):
        return False  # the length of the file is not known
    return is_quick(number_of_points(recipe, run), recipe.k)


def number_of_points(recipe: Recipe, run: Run) -> int:
    """Return the number of points of ``recipe``, which follows ``run``."""
    if recipe.shape != FILE:
        return recipe.count
    former = run.recipe
    return len(run.points) - len(former.added) + len(former.erased) + recipe.count
