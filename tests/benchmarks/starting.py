"""What a fresh process needs: time to its first window, and memory for ten million points.

Run as ``python -m tests.benchmarks.starting lloydscope``, it is such a process. All it imports up
here is in the time to the first window of ours and of the peer's.
"""

import faulthandler
import os
import subprocess
import sys
from collections.abc import Iterator
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.benchmarks.table import Row

STARTS = 9
N, STEPS = 10_000_000, 10
MOST_MEMORY = 1.5e9

LONGEST = 120
"""Seconds after which a fresh process is given up."""


def rows() -> "Iterator[Row]":
    """Time to the first window, then memory."""
    from tests.benchmarks.table import times_slower

    with TemporaryDirectory() as cache:
        roles = ("lloydscope", "plot")
        for role in roles:
            _start(role, cache)  # compiles, as the first start after an installation does
        starts = [[_start(role, cache)[0] for role in roles] for _ in range(STARTS)]
    ours, peer = (median(each) for each in zip(*starts, strict=True))
    yield times_slower(
        "fresh process to the end of the first paint", ours, ("empty PlotWidget", peer), 1.5
    )
    yield _memory()


def _memory() -> "Row":
    from tests.benchmarks.table import Row, count

    used = float(_start("memory")[1])
    return Row(
        "!" if used > MOST_MEMORY else "",
        f"peak memory, N = {count(N)}, K = 10, {STEPS} steps",
        f"{used / 1e9:.2f} GB",
        f"the points alone: {16 * N / 1e9:.2f} GB",
        f"≤ {MOST_MEMORY / 1e9:g} GB",
        f"{used / 1e9:.2f} GB",
    )


def _start(role: str, cache: str = "") -> tuple[float, str]:
    """Seconds until a fresh process tells something, and what that is.

    Its compiled modules are kept in the folder ``cache``.
    """
    with TemporaryDirectory() as home:
        # As on the first start: nothing is remembered yet, and nothing of a person's is written.
        places = {f"XDG_{kind}_HOME": home for kind in ("CONFIG", "DATA", "CACHE")}
        compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": cache}
        since = perf_counter()
        with subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.starting", role],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | places | compiled,
            text=True,
        ) as process:
            assert process.stdout is not None
            line = process.stdout.readline()
            taken = perf_counter() - since
        assert process.returncode == 0, f"{role}: exit status {process.returncode}"
    return taken, line


# In the fresh process


def _open_lloydscope() -> None:
    from app.__main__ import main

    app = _tell_first_paint()
    main([])
    del app  # held until here: without a reference it would be collected, filter and all


def _open_plot() -> None:
    app = _tell_first_paint()
    import pyqtgraph as pg

    plot = pg.PlotWidget()
    plot.resize(1280, 800)
    plot.show()
    app.exec()


def _tell_first_paint() -> "object":
    """Have the application tell when its first window is painted, and end."""
    from PyQt6.QtCore import QEvent, QObject, QTimer
    from PyQt6.QtWidgets import QApplication

    app = QApplication(sys.argv[:1])

    class Herald(QObject):
        def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
            if event is not None and event.type() is QEvent.Type.Paint:
                app.removeEventFilter(self)
                # All that is to be painted now is, before the event loop comes to this.
                QTimer.singleShot(0, self._tell)
            return False

        def _tell(self) -> None:
            print("painted", flush=True)
            app.quit()

    app.installEventFilter(Herald(app))
    return app


def _tell_memory() -> None:
    import resource

    from PyQt6.QtGui import QAction
    from PyQt6.QtWidgets import QApplication

    from app.window import Window
    from core.runs.recipe import Recipe
    from core.session.session import Session

    app = QApplication(sys.argv[:1])
    window = Window(Session(Recipe(n=N, k=10, blobs=10, shape="blobs")))
    window.resize(1280, 800)
    window.show()
    app.processEvents()
    window.wait_for_picture()
    window.session.seek(0)
    forward = window.findChild(QAction, "step_forward")
    for _ in range(STEPS):
        forward.trigger()
        app.processEvents()
    unit = 1 if sys.platform == "darwin" else 1024
    print(unit * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
    window.close()


if __name__ == "__main__":
    # One that never paints must not be waited for.
    faulthandler.dump_traceback_later(LONGEST, exit=True)
    {"lloydscope": _open_lloydscope, "plot": _open_plot, "memory": _tell_memory}[sys.argv[1]]()
