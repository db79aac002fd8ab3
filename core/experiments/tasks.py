"""Tasks in the workers of any `concurrent.futures.Executor`: threads, processes, a cluster."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures import CancelledError as FutureCancelledError
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.progress import SILENT, Progress

T = TypeVar("T")
R = TypeVar("R")

RETRIES = 2
"""How often a task is submitted again after its worker was lost."""

LISTENING = 0.1
"""Seconds between two looks at whether the work is cancelled."""


class WorkersLostError(RuntimeError):
    """The executor takes no more tasks, or loses those that it takes."""


@dataclass(frozen=True, slots=True)
class _Outcome(Generic[R]):
    """What a task returned or raised: so that what else is raised is the executor's."""

    value: R | None
    error: Exception | None = None


def results(
    function: Callable[[T, Progress], R],
    tasks: Sequence[T],
    executor: Executor | None = None,
    progress: Progress = SILENT,
) -> Iterator[tuple[int, R]]:
    """Yield (index, ``function(task, progress)``) for each of ``tasks``, as they are done.

    Without an ``executor`` they are done in order, in this thread. With one, function and tasks
    must be picklable where its workers are other processes; those that have begun when the work is
    cancelled end by themselves. A task whose worker is lost is submitted again.

    Raises what ``function`` raises; CancelledError if ``progress`` is cancelled; WorkersLostError
    if the executor is shut down or broken.
    """
    if executor is None:
        for index, task in enumerate(tasks):
            part = progress.part(index / len(tasks), (index + 1) / len(tasks))
            yield index, function(task, part)
        return
    pending: dict[Future[_Outcome[R]], int] = {}
    left = [RETRIES] * len(tasks)
    done = 0
    try:
        for index, task in enumerate(tasks):
            pending[_submitted(executor, function, task, done, len(tasks))] = index
        while pending:
            progress.at(done / len(tasks))
            for future in wait(pending, LISTENING, FIRST_COMPLETED).done:
                index = pending.pop(future)
                outcome = _outcome_of(future)
                if outcome is None:
                    if not left[index]:
                        raise WorkersLostError(_lost(done, len(tasks)))
                    left[index] -= 1
                    again = _submitted(executor, function, tasks[index], done, len(tasks))
                    pending[again] = index
                    continue
                if outcome.error is not None:
                    raise outcome.error
                done += 1
                yield index, outcome.value  # type: ignore[misc]
    finally:
        for future in pending:
            future.cancel()


def ordered_results(
    function: Callable[[T, Progress], R],
    tasks: Sequence[T],
    executor: Executor | None = None,
    progress: Progress = SILENT,
) -> list[R]:
    """The results of all ``tasks`` in their order; raises as `results` does."""
    found = dict(results(function, tasks, executor, progress))
    return [found[index] for index in range(len(tasks))]


def _submitted(
    executor: Executor, function: Callable[[T, Progress], R], task: T, done: int, count: int
) -> Future[_Outcome[R]]:
    try:
        return executor.submit(_tried, function, task)
    except Exception as error:
        # RuntimeError after a shutdown, BrokenExecutor, or what a cluster raises.
        raise WorkersLostError(_lost(done, count)) from error


def _tried(function: Callable[[T, Progress], R], task: T) -> _Outcome[R]:
    try:
        return _Outcome(function(task, SILENT))
    except Exception as error:
        return _Outcome(None, error)


def _outcome_of(future: Future[_Outcome[R]]) -> _Outcome[R] | None:
    """What a finished task returned or raised; None where its worker was lost."""
    try:
        return future.result()
    except (Exception, FutureCancelledError):
        return None


def _lost(done: int, count: int) -> str:
    return f"executor: its workers are lost; {done} of {count} tasks are done"
