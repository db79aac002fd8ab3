"""Cache of results about the half-steps of a run."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from core.runs.run import Run

REMEMBERED = 2
"""Cached results per run: for the half-step that is shown and the one before."""

Answer = TypeVar("Answer")


def cached_per_run(work: Callable[[Run, int], Answer]) -> Callable[[Run, int], Answer]:
    """Cache the last results of ``work`` for each run, as long as the run exists."""
    kept: WeakKeyDictionary[Run, dict[int, Answer]] = WeakKeyDictionary()

    @wraps(work)
    def remembered(run: Run, half_step: int) -> Answer:
        answers = kept.setdefault(run, {})
        if half_step not in answers:
            while len(answers) >= REMEMBERED:
                del answers[next(iter(answers))]
            answers[half_step] = work(run, half_step)
        return answers[half_step]

    return remembered
