"""What is said of how a file was read."""

from app.words.numbers import number, plural
from app.words.translate import tr
from core.files.table import Remarks, Table
from core.runs.data import Data
from core.runs.recipe import FILE, Recipe

UNEQUAL = 20.0
"""Ranges of the columns, one to the other, from which the wider one alone decides on clusters."""


def notes_on(table: Table) -> list[str]:
    """Sentences about what was skipped, left out, or read by a guess."""
    remarks = table.remarks
    notes = [*_left_out(remarks)]
    if remarks.doubtful:
        notes.append(
            tr("“{cell}” is ambiguous: read as {value}.").format(
                cell=remarks.doubtful, value=_as_read(remarks)
            )
        )
        notes.append(tr("If that is wrong, choose the decimal mark under Data."))
    notes += [
        tr("Column “{name}” is text: {texts} of its {cells} cells are not numbers.").format(
            name=name, texts=texts, cells=cells
        )
        for name, texts, cells in remarks.texts
    ]
    if remarks.neighbour:
        notes.append(tr("Labels beside the file are not used. {why}").format(why=remarks.neighbour))
    return notes


def _left_out(remarks: Remarks) -> list[str]:
    notes = []
    if remarks.passed_over:
        notes.append(
            plural(
                remarks.passed_over,
                tr("{n} line before the table is skipped."),
                tr("{n} lines before the table are skipped."),
            )
        )
    if remarks.left_out:
        notes.append(unread_rows(remarks.left_out))
        notes += remarks.faults
        if remarks.left_out > len(remarks.faults):
            notes.append("…")
    return notes


def unread_rows(count: int) -> str:
    """How many rows could not be read."""
    return plural(
        count,
        tr("{n} row that cannot be read is left out."),
        tr("{n} rows that cannot be read are left out."),
    )


def _as_read(remarks: Remarks) -> str:
    """The doubtful number as it was read: 1.25 or 1250."""
    mark = "." if remarks.decimal == "," else ""
    return remarks.doubtful.replace(",", mark)


def offer_to_standardise(recipe: Recipe, data: Data) -> str:
    """A sentence where one column's range is many times the other's, or ""."""
    table = data.table
    if recipe.shape != FILE or table is None or recipe.standardise or len(table.columns) == 1:
        return ""
    xmin, ymin, xmax, ymax = data.bounds
    ranges = {0: xmax - xmin, 1: ymax - ymin}
    wide = max(ranges, key=lambda axis: ranges[axis])
    narrow = 1 - wide
    if not 0.0 < UNEQUAL * ranges[narrow] < ranges[wide]:
        return ""
    times = float(f"{ranges[wide] / ranges[narrow]:.2g}")
    names = [table.columns[column] for column in recipe.columns]
    return tr(
        "The range of “{wide}” is about {times} times that of “{narrow}”: standardise to give both "
        "equal weight."
    ).format(wide=names[wide], narrow=names[narrow], times=number(times).removesuffix(".0"))
