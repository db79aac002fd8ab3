"""Work that makes a run: who does it, how long it takes, and what it comes to."""

from collections.abc import Callable
from typing import Protocol

from core.data import make_data, same_data
from core.files import Table
from core.progress import UNHEARD, CancelledError, Progress
from core.recipe import FILE, SHIPPED, Recipe
from core.run import Run, is_quick, record

Work = Callable[[Progress], Run]
"""Works a run out, on frozen values, in whatever thread."""


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


def outcome_of(work: Work, progress: Progress = UNHEARD) -> Run | Exception:
    """The run that ``work`` comes to, or why it came to none: to be raised, or told, elsewhere.

    Raises CancelledError where ``progress`` does.
    """
    try:
        return work(progress)
    except CancelledError:
        raise
    except Exception as error:
        return error


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
        return False  # nobody knows how long the file is
    return is_quick(number_of_points(recipe, run), recipe.k)


def number_of_points(recipe: Recipe, run: Run) -> int:
    """How many points the board of ``recipe`` has, which follows ``run``."""
    if recipe.shape != FILE:
        return recipe.count
    former = run.recipe
    return len(run.points) - len(former.added) + len(former.erased) + recipe.count
