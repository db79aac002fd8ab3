"""Where the boards of a comparison and their chart stand."""

from dataclasses import dataclass

COLUMNS: dict[int, tuple[int, ...]] = {1: (1,), 2: (2,), 3: (3, 2), 4: (2,), 5: (3, 2)}
"""By the number of boards, in how many columns they may stand."""

STRIP_LOW, STRIP_HIGH, LINE = 40, 71, 27
"""Heights of a strip with one row and with two, and of the line below a board."""

LEAST_CARD = 280
"""Width that a strip of two rows needs."""

ONE_ROW = 540
GAP = 8


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Boards in columns, and the chart: "right" of them, "below" them, or in the "cell" left."""

    columns: int
    chart: str
    chart_size: int = 0
    """Width of a chart at the right, height of one below."""


def arranged(count: int, wide: float, high: float) -> Arrangement:
    """The arrangement with the largest boards; sizes in pixels at zoom 1."""
    ways = [
        Arrangement(columns, chart, size)
        for columns in COLUMNS[count]
        for chart, size in (
            ("right", 290 if wide >= 1000 else 200),
            ("below", 140 if high >= 560 else 112),
            ("cell", 0),
        )
        # No place stays empty: where there is one, the chart is in it.
        if (chart == "cell") == bool(count % columns)
    ]
    return max(ways, key=lambda way: _side(way, count, wide, high))


def _side(way: Arrangement, count: int, wide: float, high: float) -> float:
    """The smaller side of each board; less where its strip has not the width it needs."""
    rows = -(-count // way.columns)
    wide -= way.chart_size + GAP if way.chart == "right" else 0
    high -= way.chart_size + GAP if way.chart == "below" else 0
    across = (wide - GAP * (way.columns - 1)) / way.columns
    strip = STRIP_LOW if across >= ONE_ROW else STRIP_HIGH
    up = (high - GAP * (rows - 1)) / rows - strip - LINE
    return min(across, up) - 10 * max(0.0, LEAST_CARD - across)
