"""Random events for the window by the hundred thousand: python -m tests.monkey --events 200000

Every action, tool, lab, dialog, theme and size is used, in an order that the seed decides. The
command ends with status 1 at the first exception, warning of Qt, or wrong board, and where the
process has grown by more than it may. No screen is needed.
"""

import argparse
import faulthandler
import gc
import os
import sys
import tempfile
import warnings
from pathlib import Path
from time import monotonic

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt6.QtCore import QtMsgType, qInstallMessageHandler
from PyQt6.QtWidgets import QApplication

from app.background.heap import limit_arenas
from tests.app.monkey import open_monkey

A_WINDOW = 2_000
"""Events of one window; then it is closed in mid-work, and another is opened."""

WARM = 20_000
"""Events after which caches are full: what the process grows by from then on is counted."""

HARMLESS = "This plugin does not support"
"""What the offscreen platform says of itself."""


class Faults:
    """Exceptions and warnings since the start."""

    def __init__(self) -> None:
        self.told: list[str] = []
        sys.excepthook = lambda kind, error, trace: self._on_error(kind, error, trace)
        qInstallMessageHandler(self._on_message)

    def _on_error(self, kind: type, error: BaseException, trace: object) -> None:
        sys.__excepthook__(kind, error, trace)
        self.told.append(repr(error))

    def _on_message(self, kind: QtMsgType, _: object, text: str | None) -> None:
        if kind is not QtMsgType.QtDebugMsg and not (text or "").startswith(HARMLESS):
            self.told.append(f"Qt: {text}")


def resident_mb() -> float:
    """Memory of this process in the machine, in MB."""
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> int:
    """Run the events; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--growth", type=float, default=60.0, help="MB the process may grow by")
    options = parser.parse_args()
    faulthandler.enable()
    warnings.simplefilter("error")
    limit_arenas()
    app = QApplication([])
    faults, began, count, warm = Faults(), monotonic(), 0, 0.0
    os.chdir(tempfile.mkdtemp(prefix="lloydscope-monkey-"))
    while count < options.events:
        done: list[str] = []
        with open_monkey(options.seed + count) as monkey:
            for _ in range(min(A_WINDOW, options.events - count)):
                done.append(monkey.act())
                if monkey.window.message.startswith("Something went wrong"):
                    faults.told.append(monkey.window.message)
                if faults.told:
                    print(f"after {count + len(done)} events, seed {options.seed + count}:")
                    print("\n".join([*done[-20:], *faults.told]))
                    return 1
        count += len(done)
        app.processEvents()
        gc.collect()
        memory = resident_mb()
        if count <= WARM:
            warm = memory
        rate = count / (monotonic() - began)
        print(f"{count} events, {rate:.0f} a second, {memory:.0f} MB", flush=True)
    grown = resident_mb() - warm
    print(f"no fault in {count} events; grown by {grown:.0f} MB since event {min(WARM, count)}")
    return int(grown > options.growth)


if __name__ == "__main__":
    sys.exit(main())
