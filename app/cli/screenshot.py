"""A picture of the whole window, painted without a screen."""

import sys
from math import ceil
from pathlib import Path

from PyQt6.QtCore import (
    QBuffer,
    QCoreApplication,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)

from app.window.window import Window
from core.files.atomic_write import write_bytes

LAYOUTS = 2
"""Rounds of layout until all is in its place."""


NO_SUPPORT = "This plugin does not support "
"""Begins what Qt's offscreen platform prints where others would tell a window manager sizes."""


def write_picture(window: Window, path: Path, size: tuple[int, int], at: int | None) -> str:
    """Write ``window`` at half-step ``at`` as a PNG of ``size``; returns an error, or ""."""
    former = qInstallMessageHandler(_print_others)
    try:
        return _written(window, path, size, at)
    finally:
        qInstallMessageHandler(former)


def _print_others(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    if message is not None and not message.startswith(NO_SUPPORT):
        print(message, file=sys.stderr)


def _written(window: Window, path: Path, size: tuple[int, int], at: int | None) -> str:
    last = window.session.state.run.last
    if at is not None and at > last:
        return f"--at: got {at}, wanted 0 to {last}, the last half-step of this run"
    if at is not None:
        window.session.seek(at)
    window.close_message()
    # Where the application was started at a scale, a window's pixels are so many of the picture.
    ratio = window.devicePixelRatioF()
    window.resize(*(ceil(side / ratio) for side in size))
    # The first grab lays out what was never shown; the scroll bars that this makes needless
    # go with the events it posts.
    window.grab()
    QCoreApplication.sendPostedEvents()
    window.wait_for_picture()
    # The last word on the run may need more room: columns are laid out once for their new
    # height, and once more for the scroll bar that comes with it.
    for _ in range(LAYOUTS):
        window.grab()
        QCoreApplication.sendPostedEvents()
    picture = window.grab()
    window.close()
    if picture.width() - size[0] >= ratio or picture.height() - size[1] >= ratio:
        least = f"{picture.width()}x{picture.height()}"
        return f"--size: got {size[0]}x{size[1]}, wanted at least {least}"
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    if not picture.copy(0, 0, *size).save(buffer, "PNG"):
        return f"{path} could not be written"
    try:
        write_bytes(path, buffer.data().data())
    except OSError as error:
        return f"{path} could not be written: {error.strerror or error}"
    return ""
