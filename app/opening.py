"""Opening a file of points: asked for, dropped, or named on the command line."""

from pathlib import Path

from PyQt6.QtCore import QMimeData
from PyQt6.QtWidgets import QFileDialog, QWidget

from app.words import plural, tr
from core.data import largest_k, make_data
from core.files import TableError, read_table
from core.recipe import FILE
from core.session import RefusedError, Session


def ask_for_file(parent: QWidget, folder: str) -> Path | None:
    """The file that a person chooses, or None."""
    kinds = ";;".join(
        [tr("Tables and arrays (*.csv *.tsv *.txt *.dat *.npy)"), tr("All files (*)")]
    )
    chosen, _ = QFileDialog.getOpenFileName(parent, tr("Open points"), folder, kinds)
    return Path(chosen) if chosen else None


def dropped_file(data: QMimeData | None) -> Path | None:
    """The first file of this machine among what is dragged, or None."""
    for url in data.urls() if data is not None else []:
        if url.isLocalFile():
            return Path(url.toLocalFile())
    return None


def open_file(session: Session, path: Path) -> str:
    """Put the points of ``path`` on the board, with the clusters as they are chosen now.

    Where the file has too few distinct points for so many clusters, K is as many as it has.
    Returns a note on that, or "". Raises RefusedError where the file cannot be read or shown;
    the board stays as it was.
    """
    try:
        table = read_table(path)
        recipe = session.state.recipe.but(
            shape=FILE, file=str(path), columns=table.default_columns(), standardise=False
        )
        able = largest_k(make_data(recipe, table), recipe.k)
    except TableError as error:
        raise RefusedError(f"{path.name}: {error}") from error
    session.load(recipe.but(k=able), table=table)
    if able == recipe.k:
        return ""
    return plural(
        able,
        tr("The file has {n} distinct point: K is {n} instead of {k}."),
        tr("The file has {n} distinct points: K is {n} instead of {k}."),
        k=recipe.k,
    )
