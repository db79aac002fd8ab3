"""Where to save a file: asked so that nothing is overwritten without a question."""

from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.words.notices import LONGEST_NAME
from app.words.translate import tr
from core.files.atomic_write import write_text
from core.plain_text import printable


def ask_where_to_save(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """The file that a person chooses, or None; one without a suffix gets that of ``name``.

    ``kinds`` is a filter of Qt. Whoever chose a file that is there has said that it may go.
    """
    suffix = Path(name).suffix
    dialog = QFileDialog(parent, title, "", kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # Told to the dialog, so that it asks about the file that will be written.
    dialog.setDefaultSuffix(suffix.removeprefix("."))
    dialog.selectFile(name)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    if not chosen:
        return None
    path = Path(chosen[0])
    if path.suffix:
        return path
    # Dialogs of some desktops leave the suffix to us, and have asked about another file.
    path = path.with_name(path.name + suffix)
    return path if not path.exists() or _may_replace(parent, title, path) else None


def save_table(parent: QWidget, title: str, name: str, text: str) -> str:
    """Save ``text`` as a file of CSV that a person chooses; returns what came of it, in words.

    Nothing is said where the dialog is left. ``name`` is offered.
    """
    path = ask_where_to_save(parent, title, name, tr("Tables (*.csv)"))
    if path is None:
        return ""
    try:
        write_text(path, text)
    except OSError as error:
        return tr("Not saved: {error}").format(error=error.strerror or error)
    return tr("Saved as {file}").format(file=printable(path.name, LONGEST_NAME))


def _may_replace(parent: QWidget, title: str, path: Path) -> bool:
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setText(
        tr("{file} already exists. Replace it?").format(file=printable(path.name, LONGEST_NAME))
    )
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
    box.setDefaultButton(QMessageBox.StandardButton.No)
    answer = box.exec()
    box.deleteLater()
    return answer == QMessageBox.StandardButton.Yes
