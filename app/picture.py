"""A picture of the whole window, painted without a screen."""

from pathlib import Path

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import QApplication

from app.window import Window


def write_picture(
    app: QApplication, window: Window, path: Path, size: tuple[int, int], at: int | None
) -> str:
    """Write ``window`` at half-step ``at`` as a PNG of ``size``; returns an error, or ""."""
    last = window.session.state.run.last
    if at is not None and at > last:
        return f"--at: got {at}, wanted 0 to {last}, the last half-step of this run"
    if at is not None:
        window.session.seek(at)
    window.close_message()
    window.resize(*size)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.show()
    saved: list[bool] = []

    def grab() -> None:
        saved.append(window.grab().save(str(path), "PNG"))
        window.close()
        app.quit()

    # Layouts settle in the event loop: let it run once before the picture is taken.
    QTimer.singleShot(0, grab)
    app.exec()
    return "" if saved == [True] else f"{path} could not be written"
