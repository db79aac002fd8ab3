"""The one table: a row a figure, each a ratio of two times, or of one number to a limit."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from statistics import median
from time import perf_counter
from typing import Any, Protocol

HEADINGS = ("", "figure", "ours", "peer", "wanted", "got")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, as text; ``mark`` is "!" where it is not what was wanted."""

    mark: str
    figure: str
    ours: str
    peer: str
    """Its name, and what it took."""
    wanted: str
    got: str


class Command(Protocol):
    """What is measured."""

    def __call__(self) -> Any:
        """Do it."""


def times_faster(
    figure: str, ours: float, peer: tuple[str, float], wanted: float | None, beside: str = ""
) -> Row:
    """How many times as long as ours (seconds) the peer takes; at least ``wanted`` is good."""
    name, theirs = peer
    ratio = theirs / ours
    return Row(
        "!" if wanted is not None and ratio < wanted else "",
        figure,
        _joined(duration(ours), beside),
        f"{name}: {duration(theirs)}",
        "" if wanted is None else f"≥ {wanted:g}",
        f"{ratio:.1f}",
    )


def times_slower(
    figure: str, ours: float, peer: tuple[str, float], wanted: float | None, beside: str = ""
) -> Row:
    """How many times as long as the peer ours takes (seconds); at most ``wanted`` is good."""
    name, theirs = peer
    ratio = ours / theirs
    return Row(
        "!" if wanted is not None and ratio > wanted else "",
        figure,
        duration(ours),
        _joined(f"{name}: {duration(theirs)}", beside),
        "" if wanted is None else f"≤ {wanted:g}",
        f"{ratio:.2f}",
    )


def duration(seconds: float) -> str:
    """Three digits, in ms or s."""
    return f"{seconds:.3g} s" if seconds >= 1.0 else f"{seconds * 1e3:.3g} ms"


def seconds_of(command: Command) -> float:
    """How long ``command`` takes."""
    since = perf_counter()
    command()
    return perf_counter() - since


def medians(repeats: int, *commands: Command) -> list[float]:
    """The median seconds of each of the ``commands``, which are done in turn."""
    taken = [[seconds_of(command) for command in commands] for _ in range(repeats)]
    return [median(each) for each in zip(*taken, strict=True)]


def count(n: int) -> str:
    """A number of points, as 3e5."""
    return f"{n:.0e}".replace("e+0", "e")


def drawn(rows: Sequence[Row]) -> str:
    """The table, its columns aligned."""
    cells = [HEADINGS, *(astuple(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    lines = [_line(line, widths) for line in cells]
    return "\n".join([lines[0], "─" * len(lines[0].rstrip()), *lines[1:]])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip()


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
