"""Work in another thread: its result comes to this one, unless it is wanted no more."""

import threading

import pytest
from PyQt6 import sip
from pytestqt.qtbot import QtBot

from app.background.worker import Worker
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
