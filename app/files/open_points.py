"""Opening a file of points: asked for, dropped, or named on the command line."""

import os
from pathlib import Path
from socket import gethostname
from stat import S_ISREG
from urllib.parse import unquote_to_bytes

from PyQt6.QtCore import QMimeData, Qt, QUrl
from PyQt6.QtGui import QDropEvent
from PyQt6.QtWidgets import QFileDialog, QWidget

from app.words.file_notes import notes_on
from app.words.notices import LONGEST_NAME
from app.words.numbers import plural
from app.words.translate import tr
from core.files import TableError, read_table
from core.files.source import GZIP
from core.plain_text import printable
from core.progress import Progress
from core.runs.data import largest_k, make_data
from core.runs.recipe import FILE, Recipe
from core.runs.record import record
from core.runs.run import Run
from core.session.background import RefusedError
from core.session.edits.entailed import NOTHING_DRAWN

COPY, LINK = Qt.DropAction.CopyAction, Qt.DropAction.LinkAction


def ask_for_file(parent: QWidget, folder: str) -> Path | None:
    """The file that a person chooses, or None."""
    kinds = ";;".join(
        [
            tr("Tables and arrays (*.csv *.tsv *.txt *.dat *.data *.arff *.gz *.npy)"),
            tr("All files (*)"),
        ]
    )
    chosen, _ = QFileDialog.getOpenFileName(parent, tr("Open points"), folder, kinds)
    return Path(chosen) if chosen else None


def dropped_file(data: QMimeData | None) -> Path | None:
    """The first file of this machine among what is dragged, or None."""
    for url in data.urls() if data is not None else []:
        if url.isLocalFile():
            return path_of(url)
    return None


def count_of_files(data: QMimeData | None) -> int:
    """How many files of this machine are dragged."""
    return sum(url.isLocalFile() for url in data.urls()) if data is not None else 0


def path_of(url: QUrl) -> Path:
    """The path of a local file, byte for byte; Qt knows only names that are UTF-8."""
    if os.name != "posix" or url.host() not in ("", "localhost", gethostname()):
        return Path(url.toLocalFile())
    encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return Path(os.fsdecode(unquote_to_bytes(encoded)))


def take_drag(event: QDropEvent) -> Path | None:
    """The file that is dragged, if it is to be opened: then the event is accepted.

    It is answered as a copy (or a link): who moves a file deletes it after the drop.
    """
    path = dropped_file(event.mimeData())
    offered = event.possibleActions()
    harmless = [action for action in (COPY, LINK) if action & offered]
    if path is None or not harmless:
        event.ignore()
        return None
    event.setDropAction(harmless[0])
    event.accept()
    return path


SMALL = 1 << 18
"""Bytes of a file times clusters up to which it is read before anyone waits."""


def recipe_of(path: Path, former: Recipe) -> Recipe:
    """The recipe of a file's points, as far as it is known before it is read.

    Raises RefusedError for a path that no file can have.
    """
    try:
        own = former.but(
            k=former.k or Recipe().k, placed=() if former.held else former.placed, held=False
        )
        return own.but(
            shape=FILE, file=str(path), columns=(0, 1), standardise=False, labels=None, decimal="",
            **NOTHING_DRAWN,
        )  # fmt: skip
    except ValueError as error:
        name = printable(path.name, LONGEST_NAME)
        raise RefusedError(tr("{file}: no file can have this name").format(file=name)) from error


def is_small(path: Path, k: int) -> bool:
    """Whether a file needs no other thread to be read."""
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            return True  # it will soon be told that it is none
        if status.st_size * k > SMALL:
            return False
        with path.open("rb") as file:
            # What it unpacks to may be a thousand times as long.
            return file.read(len(GZIP)) != GZIP
    except OSError:
        return True  # it will soon be told why it cannot be read


def run_of_file(recipe: Recipe, progress: Progress) -> Run:
    """The run of a file's points, with the clusters of ``recipe``, for any thread.

    Where the file has too few distinct points for so many clusters, K is as many as it has.
    Raises TableError, which names the file, where it cannot be read or shown.
    """
    path = Path(recipe.file)
    try:
        table = read_table(path, progress=progress.part(0.0, 0.5))
        recipe = recipe.but(columns=table.default_columns())
        data = make_data(recipe, table, progress.part(0.5, 0.85))
    except TableError as error:
        # Some messages name the file themselves.
        name, said = printable(path.name, LONGEST_NAME), str(error)
        raise TableError(said if f"“{path.name}”" in said else f"{name}: {said}") from error
    able = largest_k(data, recipe.k)
    return record(recipe.but(k=able), data, progress.part(0.85, 1.0))


def note_on(run: Run, asked: int) -> str:
    """What a person should know of a file that was opened, or "".

    How it was read; and where it has points for fewer clusters than were ``asked`` for.
    """
    table, k = run.data.table, run.recipe.k
    notes = [] if table is None else notes_on(table)
    if k != asked:
        notes.append(
            plural(
                k,
                tr("The file has {n} distinct point: K is {n} instead of {k}."),
                tr("The file has {n} distinct points: K is {n} instead of {k}."),
                k=asked,
            )
        )
    return " ".join(notes)
