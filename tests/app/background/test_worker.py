"""Work in another thread: its result comes to this one, unless it is wanted no more."""

import threading
from time import monotonic, sleep

import numpy as np
import pytest
from PyQt6 import sip
from pytestqt.qtbot import QtBot

from app.background.worker import PAUSE_FACTOR, Worker
from core.progress import Progress


@pytest.fixture
def worker(qtbot: QtBot):
    worker = Worker()
    yield worker
    if not sip.isdeleted(worker):
        worker.stop()


def test_a_result_comes_from_another_thread_to_this_one(qtbot: QtBot, worker: Worker) -> None:
    threads = []
    worker.done.connect(lambda result: threads.extend([result, threading.get_ident()]))
    with qtbot.waitSignal(worker.done):
        worker.start(lambda progress: threading.get_ident())
        assert worker.is_busy
    assert threads[0] != threads[1] == threading.get_ident()
    assert not worker.is_busy


def test_only_the_last_work_has_a_result(qtbot: QtBot, worker: Worker) -> None:
    results: list[object] = []
    worker.done.connect(results.append)
    for number in range(5):
        worker.start(lambda progress, number=number: number)
    qtbot.waitUntil(lambda: not worker.is_busy)
    assert results == [4]


def test_a_result_that_is_under_way_when_it_is_called_off_is_dropped(
    qtbot: QtBot, worker: Worker
) -> None:
    results: list[object] = []
    worker.done.connect(results.append)
    worker.start(lambda progress: "stale")
    worker._pool.waitForDone()
    worker.start(lambda progress: "new")
    qtbot.waitUntil(lambda: not worker.is_busy)
    assert results == ["new"]


def test_stopping_waits_for_the_end(qtbot: QtBot, worker: Worker) -> None:
    began, ended = threading.Event(), threading.Event()
    results: list[object] = []
    worker.done.connect(results.append)

    def work(progress: Progress) -> None:
        began.set()
        try:
            while True:
                progress.at(0.5)
        finally:
            ended.set()

    worker.start(work)
    assert began.wait(5)
    worker.stop()
    assert ended.is_set()
    assert not worker.is_busy
    qtbot.wait(20)
    assert results == []


def test_an_error_comes_up_in_this_thread(qtbot: QtBot, worker: Worker) -> None:
    def work(progress: Progress) -> None:
        raise ValueError("in the other thread")

    with qtbot.captureExceptions() as exceptions:
        worker.start(work)
        qtbot.waitUntil(lambda: not worker.is_busy)
    assert [str(error) for _, error, _ in exceptions] == ["in the other thread"]


def test_a_worker_that_is_deleted_gets_no_result(qtbot: QtBot, worker: Worker) -> None:
    gate, pool = threading.Event(), worker._pool
    worker.start(lambda progress: gate.wait(5))
    sip.delete(worker)
    gate.set()
    assert pool.waitForDone(5000)


def test_partial_results_come_in_order_before_the_result(qtbot: QtBot, worker: Worker) -> None:
    heard: list[object] = []
    worker.parts_ready.connect(heard.extend)
    worker.done.connect(heard.append)

    def work(progress: Progress):
        yield from range(1000)
        return "end"

    worker.stream(work)
    worker.wait()
    assert heard == [*range(1000), "end"]


def test_partial_results_are_reported_together_and_not_too_often(
    qtbot: QtBot, worker: Worker
) -> None:
    times, sizes = [], []

    def hear(parts: list[object]) -> None:
        times.append(monotonic())
        sizes.append(len(parts))
        sleep(0.02)

    def work(progress: Progress):
        for number in range(150):
            yield number
            sleep(0.004)

    worker.parts_ready.connect(hear)
    worker.stream(work)
    qtbot.waitUntil(lambda: not worker.is_busy)
    assert sizes[0] == 1
    assert sum(sizes) == 150
    # All but the last pause: at the end nothing is held back.
    assert min(np.diff(times[:-1])) >= PAUSE_FACTOR * 0.02


def test_partial_results_can_be_asked_for_and_go_with_their_work(
    qtbot: QtBot, worker: Worker
) -> None:
    gate, heard = threading.Event(), []
    worker.parts_ready.connect(heard.extend)

    def work(progress: Progress):
        yield "first"
        yield "second"
        gate.set()
        while True:
            progress.at(0.5)

    for is_flushed in (True, False):
        heard.clear()
        worker.stream(work)
        assert gate.wait(5)
        gate.clear()
        qtbot.waitUntil(lambda: heard == ["first"] and worker._parts == ["second"])
        if is_flushed:
            worker.flush()
        worker.call_off()
        worker.flush()
        qtbot.wait(100)
        assert heard == (["first", "second"] if is_flushed else ["first"])


@pytest.mark.parametrize("is_first_soon", [True, False])
def test_newer_work_waits_for_a_first_result_but_not_for_long(
    qtbot: QtBot, worker: Worker, is_first_soon: bool
) -> None:
    heard: list[object] = []
    worker.parts_ready.connect(heard.extend)
    worker.done.connect(heard.append)
    gate = threading.Event()

    def work(progress: Progress):
        gate.wait(5)
        if is_first_soon:
            yield "first"
        while True:
            progress.at(0.5)

    worker.stream(work)
    for number in range(3):
        worker.start(lambda progress, number=number: number, patience=30 if is_first_soon else 0.1)
    assert heard == []
    gate.set()
    qtbot.waitUntil(lambda: not worker.is_busy)
    assert heard == (["first", 2] if is_first_soon else [2])


def test_work_that_waits_is_called_off_with_the_other(qtbot: QtBot, worker: Worker) -> None:
    heard: list[object] = []
    worker.done.connect(heard.append)
    worker.start(lambda progress: sleep(0.05))
    worker.start(lambda progress: "next", patience=5)
    worker.call_off()
    worker.wait()
    qtbot.wait(50)
    assert heard == []


def test_waiting_waits_for_the_next_too_though_the_first_has_failed(
    qtbot: QtBot, worker: Worker
) -> None:
    heard: list[object] = []
    worker.done.connect(heard.append)

    def fail(progress: Progress) -> None:
        sleep(0.05)
        raise ValueError

    with qtbot.captureExceptions() as exceptions:
        worker.start(fail)
        worker.start(lambda progress: "next", patience=5)
        worker.wait()
    assert len(exceptions) == 1
    assert heard == ["next"]
