"""The sheets of the menu Help."""

from collections.abc import Iterable
from html import escape

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import (
    QDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app import product_version
from app.window.actions import keys_of
from app.window.commands import all_commands
from app.words.translate import tr


class ShortcutsDialog(QDialog):
    """All keys on one sheet."""

    def __init__(self, actions: Iterable[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet = QLabel(_table(actions))
        sheet.setTextFormat(Qt.TextFormat.RichText)
        sheet.setContentsMargins(16, 12, 24, 12)
        sheet.setAccessibleName(tr("Keyboard shortcuts"))
        area = QScrollArea()
        area.setWidget(sheet)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(area)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        size = sheet.sizeHint()
        self.resize(size.width() + 60, min(size.height() + 100, 720))


def _table(actions: Iterable[QAction]) -> str:
    """The keys by the menus of their commands, and what the mouse does."""
    by_name = {action.objectName(): action for action in actions}
    rows, menu = [], ""
    for command in all_commands():
        action = by_name[command.name]
        if not (keys := list(keys_of(action))):
            continue
        if command.menu != menu:
            menu = command.menu
            rows.append(_heading(menu.replace("&", "")))
        rows.append(
            f"<tr><td style='padding: 3px 18px 3px 0'><b>{escape('  '.join(keys))}</b></td>"
            f"<td style='padding: 3px 0'>{escape(action.text().replace('&', ''))}</td></tr>"
        )
    hints = [
        tr("Scroll to zoom, drag to pan, double-click to fit."),
        tr("Esc undoes the drag or the stroke that is in progress."),
        tr("Space plays or pauses; on a focused button it activates that button."),
    ]
    rows.append(_heading(tr("Mouse and keyboard")))
    rows += [
        f"<tr><td colspan='2' style='padding: 3px 0'>{escape(hint)}</td></tr>" for hint in hints
    ]
    return f"<table>{''.join(rows)}</table>"


def _heading(text: str) -> str:
    return (
        f"<tr><th colspan='2' align='left' style='padding: 12px 0 2px 0'>{escape(text)}</th></tr>"
    )


def show_shortcuts(actions: Iterable[QAction], parent: QWidget) -> None:
    ShortcutsDialog(actions, parent).open()


def about(parent: QWidget) -> None:
    text = tr("Lloydscope {version}\n\nStep through k-means, frame by frame.\nGPL-3.0-or-later.")
    QMessageBox.about(parent, tr("About Lloydscope"), text.format(version=product_version()))
