"""Work that makes a run: who does it, how long it takes, and what it comes to."""

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
"""Works a run out, on frozen values, in whatever thread."""


ROOM = 48 << 20
ROOM_PER_POINT = 12
"""Bytes that must be free once a run is there, in all and for each of its points: it is yet to be
looked at and painted."""


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
    """Does long work elsewhere, one piece at a time."""

    def start(
        self, work: Work, done: Callable[[Run | Exception], None], *, after_current: bool
    ) -> None:
        """Do ``work``, then call ``done`` with its result, in the thread that asked.

        Work under way is called off; or, with ``after_current``, may come to its end first if
        that is soon.
        """

    def call_off(self) -> None:
        """Want nothing any more: no ``done`` is called."""


def outcome_of(work: Work, progress: Progress = SILENT) -> Run | Exception:
    """The run that ``work`` comes to, or why it came to none: to be raised, or told, elsewhere.

    That is TooLittleMemoryError where memory does not suffice for the run, or for showing it.
    Raises CancelledError where ``progress`` does.
    """
    try:
        run = work(progress)
        # Taken and given back: what is not there now would be missed in the middle of a painting.
        np.empty(ROOM + ROOM_PER_POINT * len(run.points), np.uint8)
        return run
    except CancelledError:
        raise
    except MemoryError:
        # Not the error itself, whose traceback holds on to all that was made so far.
        return TooLittleMemoryError()
    except Exception as error:
        return error


def reason_of(outcome: ValueError, recipe: Recipe) -> ValueError:
    """Why there is no run of ``recipe``: with the number of its points, or the name of its file."""
    if not isinstance(outcome, TooLittleMemoryError):
        return outcome
    if recipe.shape == FILE:
        return TooLittleMemoryError(file=recipe.file_name)
    return TooLittleMemoryError(recipe.count)


def recorded_after(recipe: Recipe, run: Run, table: Table | None, progress: Progress) -> Run:
    """The run of ``recipe``, on the points of ``run`` where they are the same.

    ``table`` is what the file of the recipe had in it, where it has been read before.
    """
    same_table = recipe.shape != FILE or table is run.data.table
    if same_table and same_data(recipe, run.recipe):
        return record(recipe, run.data, progress)
    data = make_data(recipe, table, progress.part(0.0, 0.7))
    return record(recipe, data, progress.part(0.7, 1.0))


def is_soon_there(recipe: Recipe, run: Run) -> bool:
    """Whether the run of ``recipe``, which follows ``run``, is recorded before anyone waits."""
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
    """How many points the board of ``recipe`` has, which follows ``run``."""
    if recipe.shape != FILE:
        return recipe.count
    former = run.recipe
    return len(run.points) - len(former.added) + len(former.erased) + recipe.count
