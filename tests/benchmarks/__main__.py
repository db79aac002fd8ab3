"""Print the table of all figures: ``uv run python -m tests.benchmarks``, or of some groups:
``uv run python -m tests.benchmarks assignment painting``."""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator
from datetime import date

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import sklearn

from tests.benchmarks import (
    assignment,
    building,
    choosing,
    compiled,
    experiments,
    fits,
    health,
    mapping,
    painting,
    starting,
    table,
)

GROUPS: dict[str, Callable[[], Iterator[table.Row]]] = {
    "assignment": assignment.rows,
    "compiled": compiled.rows,
    "fits": fits.rows,
    "experiments": experiments.rows,
    "choosing": choosing.rows,
    "building": building.rows,
    "painting": painting.rows,
    "starting": starting.rows,
    "health": health.rows,
    "mapping": mapping.rows,
}


def main() -> None:
    """Measure, and print a row a figure."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="group", help=", ".join(GROUPS))
    names = parser.parse_args().groups or list(GROUPS)
    if unknown := set(names) - set(GROUPS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
    rows = []
    for name in names:
        for row in GROUPS[name]():
            print(f"{name}: {row.figure}: {row.got}", file=sys.stderr)
            rows.append(row)
    print(machine())
    print(table.drawn(rows))


def machine() -> str:
    """What all figures depend on."""
    # What else runs on the machine, ours included: a peer of several threads suffers most from it.
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return (
        f"{date.today().isoformat()}, {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, numpy {np.__version__}, "
        f"scikit-learn {sklearn.__version__}, load {load}; "
        "times are medians; ! is not what was wanted"
    )


if __name__ == "__main__":
    main()
