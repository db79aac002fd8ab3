"""Print every figure: ``uv run python -m tests.benchmarks``."""

import os
import platform

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.benchmarks import painting


def main() -> None:
    """Measure, and print a row a figure."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for row in painting.rows():
        print(row)


if __name__ == "__main__":
    main()
