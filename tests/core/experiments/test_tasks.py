"""Tasks give the same in any executor; lost workers are tried again, a lost executor is told."""

import threading
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest

from core.experiments.tasks import WorkersLostError, ordered_results, results
from core.progress import SILENT, CancelledError, Progress


def square(number: int, progress: Progress) -> int:
    progress.at(0.5)
    return number * number


def refuse(number: int, progress: Progress) -> int:
    raise ValueError(f"number: got {number}")


class Losing(Executor):
    """Loses the worker of every task so many times."""

    def __init__(self, losses: int) -> None:
        self.losses: dict[int, int] = {}
        self._most = losses

    def submit(self, fn, /, *args, **kwargs):
        future: Future = Future()
        task = args[1]
        self.losses[task] = self.losses.get(task, 0) + 1
        if self.losses[task] <= self._most:
            future.set_exception(OSError("the worker is gone"))
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_in_this_thread_they_are_done_in_order_with_progress():
    told: list[float] = []
    assert list(results(square, [3, 4], None, Progress(told.append))) == [(0, 9), (1, 16)]
    assert told == [0.25, 0.75]


def processes() -> Executor:
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"))


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, processes])
def test_any_executor_gives_the_same(pool):
    with pool() as executor:
        assert ordered_results(square, range(20), executor) == [n * n for n in range(20)]


def test_no_tasks():
    with ThreadPoolExecutor(1) as executor:
        assert ordered_results(square, [], executor) == ordered_results(square, []) == []


def test_what_a_task_raises_is_raised():
    with ThreadPoolExecutor(1) as executor:
        for own in (None, executor):
            with pytest.raises(ValueError, match="number: got 3"):
                ordered_results(refuse, [3], own)


def test_a_lost_worker_is_tried_again():
    assert ordered_results(square, [1, 2], Losing(2)) == [1, 4]


def test_workers_that_are_always_lost_are_told():
    executor = Losing(100)
    with pytest.raises(WorkersLostError, match="0 of 2 tasks are done"):
        ordered_results(square, [1, 2], executor)
    assert max(executor.losses.values()) == 3


def test_an_executor_that_is_shut_down_is_told():
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(WorkersLostError, match="0 of 1 tasks are done"):
        ordered_results(square, [1], executor)


def test_cancelling_does_not_wait_for_tasks_under_way():
    begun, end = threading.Event(), threading.Event()

    def wait_long(number: int, progress: Progress) -> int:
        begun.set()
        end.wait(60)
        return number

    with ThreadPoolExecutor(1) as executor:
        progress = Progress(is_wanted=lambda: not begun.is_set())
        with pytest.raises(CancelledError):
            ordered_results(wait_long, [1, 2, 3], executor, progress)
        assert not end.is_set()
        end.set()
    assert SILENT.is_wanted
