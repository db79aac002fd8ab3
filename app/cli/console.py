"""What is said before there is a window: on the terminal, or in a dialog where there is none."""

import os
import sys


def has_terminal() -> bool:
    """Whether there is somewhere to print: a program started by a click on Windows has nothing."""
    return sys.stderr is not None


def tell(message: str) -> None:
    """Print ``message`` as an error, or show it."""
    if sys.stderr is not None:
        print(message, file=sys.stderr)
    else:
        show(message)


def show(message: str) -> None:
    """Show ``message`` in a dialog, if Qt can be loaded and there is a screen."""
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return  # nobody could close it
    try:
        from PyQt6.QtWidgets import QApplication, QMessageBox
    except ImportError:
        return  # without a terminal and without Qt there is no way to say it
    app = QApplication.instance() or QApplication(["lloydscope"])
    QMessageBox(QMessageBox.Icon.Information, "Lloydscope", message.strip()).exec()
    del app
