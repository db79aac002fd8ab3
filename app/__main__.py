"""Start: read the command line, open the window or paint a picture of it."""

import logging
import logging.handlers
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app import product_version
from app.background.heap import limit_arenas
from app.cli.arguments import LONGEST_ERROR, Options, parse
from app.cli.choose_k import NAME, choose_k_command
from app.cli.console import has_terminal, tell

if TYPE_CHECKING:
    from PyQt6.QtGui import QIcon
    from PyQt6.QtWidgets import QApplication

    from app.window.window import Window

SCALES = ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI")
"""Variables that make Qt paint larger."""

LOG = "lloydscope.log"

REFUSED = 2
"""Exit status where what was asked for cannot be done."""


def main(arguments: list[str] | None = None) -> int:
    """Run Lloydscope; returns the exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    # Our matrices are small: threads that share one wait for each other ten times as long as one
    # takes. To be said before numpy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if arguments[:1] == [NAME]:
        return choose_k_command(arguments[1:])
    options = parse(arguments, product_version())
    if options.screenshot is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        # A picture has the size that is asked for, whatever the scale of the screen.
        for name in SCALES:
            os.environ.pop(name, None)
    elif _no_screen():
        tell("lloydscope: no screen was found; --screenshot works without one")
        return REFUSED
    # Imported only now, so that --help and --version answer at once.
    from app.cli.qt_libraries import qt_error, window_error

    if error := qt_error() or (window_error() if options.screenshot is None else ""):
        tell(f"lloydscope: {error}")
        return REFUSED
    from PyQt6.QtCore import Qt
    from PyQt6.QtWidgets import QApplication

    limit_arenas()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Lloydscope")
    app.setOrganizationName("Lloydscope")
    app.setDesktopFileName("lloydscope")
    app.setWindowIcon(_icon())
    # The painted parts are laid out for it, and no text is translated into a language of the other.
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    return _picture(options) if options.screenshot is not None else _window(app, options)


def _icon() -> "QIcon":
    from importlib.resources import files

    from PyQt6.QtGui import QIcon, QPixmap

    pixmap = QPixmap()
    pixmap.loadFromData((files("resources") / "icons" / "lloydscope.png").read_bytes())
    return QIcon(pixmap)


def _no_screen() -> bool:
    """Whether a window is bound to fail: Linux, no display, and no other platform asked for."""
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return sys.platform.startswith("linux") and not named


def _window(app: "QApplication", options: Options) -> int:
    from app.errors import ErrorNet
    from app.window.settings import own_settings
    from app.window.welcome import welcome
    from app.window.window import Window

    settings = own_settings()
    window = Window(settings=settings)
    net = ErrorNet(window)
    net.caught.connect(window.tell_error)
    net.repeated.connect(window.stop_playing)
    net.cast()
    _log_to_file()
    # Ctrl+C in the terminal ends the program, which else would wait for Qt to come by Python.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _open_board(window, options)
    _begin(window, options)
    welcome(window, settings)
    if options.theme is not None:
        window.choose_theme(options.theme)
    window.show()
    return app.exec()


def _begin(window: "Window", options: Options) -> None:
    """Show a person the board at hand from its beginning; pictures show it on its way."""
    if options.file is None and options.demonstration is None:
        window.session.seek(0.0)


def _open_board(window: "Window", options: Options) -> bool:
    """Ask for what is to be opened; False where the window had to refuse it at once."""
    from core.teaching.demonstrations import demonstrations

    if options.demonstration is not None:
        window.open_demonstration(demonstrations()[options.demonstration])
    return options.file is None or window.open_path(options.file)


def _picture(options: Options) -> int:
    from app.cli.screenshot import write_picture
    from app.errors import ErrorNet
    from app.window.window import Window

    assert options.screenshot is not None
    window = Window()
    net = ErrorNet(window)
    faults: list[str] = []
    net.caught.connect(faults.append)
    net.cast()
    window.choose_theme(options.theme or "light")
    opened = _open_board(window, options)
    asked_for = window.session.state.wanted
    window.wait_for_work()
    opened = opened and (asked_for is None or window.session.state.recipe.file == asked_for.file)
    if options.file is not None and window.message:
        _tell(window.message)
    if not opened:
        return REFUSED
    error = write_picture(window, options.screenshot, options.size, options.at)
    net.haul_in()
    error = error or "; ".join(faults)
    if error:
        _tell(error)
    return REFUSED if error else 0


def _tell(error: str) -> None:
    from core.plain_text import printable

    tell(f"lloydscope: {printable(error, LONGEST_ERROR)}")


def _log_to_file() -> None:
    """Keep errors on disk, too: a window started by a click has no terminal to print on."""
    from PyQt6.QtCore import QStandardPaths

    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    handlers: list[logging.Handler] = [logging.StreamHandler()] if has_terminal() else []
    try:
        Path(place).mkdir(parents=True, exist_ok=True)
        if (Path(place) / LOG).exists() and not (Path(place) / LOG).is_file():
            raise OSError(f"{LOG} is no file")  # a pipe would wait for a reader
        handlers.append(
            logging.handlers.RotatingFileHandler(
                Path(place) / LOG, maxBytes=200_000, backupCount=1, encoding="utf-8"
            )
        )
    except OSError:
        pass  # a read-only home is no reason not to start
    form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    logging.basicConfig(level=logging.WARNING, handlers=handlers, format=form)


if __name__ == "__main__":
    sys.exit(main())
