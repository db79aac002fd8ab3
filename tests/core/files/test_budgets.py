"""What reading may take: memory by the size of the file, and work between two reports."""

import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from core.files import TableError, read_table
from core.files.source import BYTES_AT_ONCE
from core.progress import CancelledError, Progress

SIZE = 1_200_000

LONG = "this line has more than 1,048,576 characters; rows of a table, a line each, were expected."

KINDS = {
    "one line of commas": (b"," * SIZE, f"Line 1: {LONG}"),
    "one line of JSON": (b'{"a": [' + b'[1.5, "x"], ' * (SIZE // 12), f"Line 1: {LONG}"),
    "a long line below": (b"1,2\n" * 500 + b"x" * SIZE, f"Line 501: {LONG}"),
    "lines of commas": (
        (b"," * 999 + b"\n") * (SIZE // 1000),
        "The file “hard.csv” has no column of numbers.",
    ),
    "blank lines": (b"\n" * SIZE + b"1,2\n", "1 row"),
    "spaces": (b" " * SIZE, "The file “hard.csv” is empty."),
    "comments": (b"# \n" * (SIZE // 3) + b"1,2\n", "1 row"),
    "one digit a line": (b"1\r" * (SIZE // 2), f"{SIZE // 2} rows"),
    "digits in many columns": ((b"1," * 499 + b"1\n") * (SIZE // 1000), f"{SIZE // 1000} rows"),
    "an open quotation mark": (
        b"1,2\n" * 500 + b'"' + b"x\n" * (SIZE // 2),
        "Line 501: this row cannot be split into cells (field larger than field limit (131072)).",
    ),
    "short texts": (b"a\n" * (SIZE // 2), "The file “hard.csv” has no column of numbers."),
}
"""Files that are easy to write and hard to read, and what comes of them."""


def outcome(path: Path, progress: Progress) -> str:
    try:
        rows = len(read_table(path, progress=progress).values)
        return "1 row" if rows == 1 else f"{rows} rows"
    except TableError as error:
        return str(error)


@pytest.mark.parametrize("kind", KINDS)
def test_memory_and_silence_are_bounded_by_the_size_of_the_file(tmp_path, kind):
    path = tmp_path / "hard.csv"
    path.write_bytes(KINDS[kind][0])
    shares: list[float] = []
    tracemalloc.start()
    said = outcome(path, Progress(shares.append))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert said == KINDS[kind][1]
    assert peak < 12 * SIZE
    # All bytes are looked at at least once, and after every block of them is a report.
    assert len(shares) >= SIZE // BYTES_AT_ONCE
    assert shares == sorted(shares)


@pytest.mark.parametrize("kind", ["blank lines", "comments", "short texts"])
@pytest.mark.parametrize("share", [0.0, 0.05, 0.3])
def test_every_part_of_the_reading_can_be_cancelled(tmp_path, kind, share):
    path = tmp_path / "hard.csv"
    path.write_bytes(KINDS[kind][0])
    shares: list[float] = []
    progress = Progress(shares.append, lambda: not shares or shares[-1] <= share)
    with pytest.raises(CancelledError):
        read_table(path, progress=progress)
    # The first report beyond the share is the last.
    assert [told for told in shares if told > share] == shares[-1:]


LIMITED = """
import resource, sys
from core.files import TableError, read_table
with open("/proc/self/statm") as file:
    used = int(file.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 40_000_000, resource.RLIM_INFINITY))
try:
    read_table(sys.argv[1])
except TableError as error:
    print(error)
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits memory as Linux does")
def test_too_little_memory_is_said_in_one_line(tmp_path):
    path = tmp_path / "many.csv"
    path.write_bytes(b"1,2\n" * 2_000_000)
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
    )
    assert done.stdout == (
        "There is too little memory to read so many rows as the file “many.csv” has.\n"
    )
    assert not done.stderr
