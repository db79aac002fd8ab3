"""Labels in a file beside the points, as the public clustering benchmarks keep them."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.files.csv.reader import read_text
from core.files.source import Source, TableError, opened
from core.files.table import LabelColumn, Table, read_only
from core.progress import SILENT, Progress

MOST_LABELS = 10_000
"""Distinct labels that are taken for classes."""


def with_neighbour(table: Table, path: Path, max_rows: int, progress: Progress = SILENT) -> Table:
    """The table of NAME.data or NAME.data.gz with the labels of NAME.labels0 or NAME.labels0.gz.

    Where these are not as many as the rows, or no whole numbers, the remarks say so.
    """
    neighbour = _beside(path)
    if neighbour is None:
        return table
    try:
        with opened(neighbour) as file:
            own = read_text(Source(file, neighbour.name), max_rows, progress=progress)
        labels = _labels(own, len(table.values))
    except TableError as error:
        remarks = replace(table.remarks, neighbour=f"{neighbour.name}: {error}")
        return replace(table, remarks=remarks)
    return replace(table, labels=(labels, *table.labels), own_labels=0)


def _beside(path: Path) -> Path | None:
    base = path.name.removesuffix(".gz")
    if not base.endswith(".data"):
        return None
    stem = base.removesuffix(".data")
    for name in (f"{stem}.labels0", f"{stem}.labels0.gz"):
        with suppress(OSError, ValueError):
            if path.with_name(name).is_file():
                return path.with_name(name)
    return None


def _labels(own: Table, rows: int) -> LabelColumn:
    if len(own.columns) != 1 or own.remarks.left_out:
        raise TableError("a label for every point, one a line, was expected.")
    values = own.values[:, 0]
    if len(values) != rows:
        raise TableError(f"it has {len(values)} labels for {rows} points.")
    if not (values == np.floor(values)).all():
        raise TableError("labels are whole numbers, none missing.")
    distinct, numbers = np.unique(values, return_inverse=True)
    if len(distinct) > MOST_LABELS:
        raise TableError(f"it has more than {MOST_LABELS} different labels.")
    classes = tuple(f"{value:.0f}" for value in distinct)
    return LabelColumn(own.name, classes, read_only(numbers.astype(np.int16)))
