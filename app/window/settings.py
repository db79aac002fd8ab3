"""Preferences that are kept from one start to the next."""

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path
from typing import TypeVar

from PyQt6.QtCore import QRect, QSettings, QStandardPaths, Qt
from PyQt6.QtGui import QGuiApplication, QScreen
from PyQt6.QtWidgets import QMainWindow, QSplitter

from app.theme.theme import THEMES, ZOOMS
from core.files.atomic_write import write_text
from core.session.look import Look
from core.session.session import Session
from core.session.state import SPEEDS

log = logging.getLogger(__name__)

MOST_BYTES = 65_536
"""A larger file is none of ours."""

MOST_NUMBERS = 4
FARTHEST = 100_000
"""Pixels from the origin of all screens."""

LARGEST_SIDE = 20_000
"""Of a window, in pixels."""

GRIP = 60
"""Pixels of a window, across and down, that must be on a screen for a person to take hold of it."""

T = TypeVar("T")


class Settings:
    """A person's settings on this machine, in a file of JSON.

    It holds switches, numbers, texts and lists of whole numbers: nothing of it reaches a parser of
    Qt's. What is unreadable, unknown or out of range is logged and ignored; a file that cannot be
    written is no reason to stop.
    """

    def __init__(self, path: Path, former: Path | None = None) -> None:
        """Read the file at ``path``; where there is none, the ``former`` one, an ini file."""
        self._path = path
        self._values = _read(path, _parsed_json)
        if not path.exists() and former is not None:
            self._values = _read(former, _parsed_ini)

    def look(self) -> Look:
        """The switches of the section Show."""
        default = Look()
        known = {
            field.name: self._known(f"look/{field.name}", bool, getattr(default, field.name))
            for field in fields(Look)
        }
        return Look(**known)

    def speed(self) -> float:
        return self._one_of("speed", SPEEDS)

    def zoom(self) -> float:
        return self._one_of("zoom", ZOOMS)

    def theme(self) -> str:
        """The chosen theme, or "system"."""
        name = self._known("theme", str, "system")
        return name if name in THEMES else "system"

    def layout(self, name: str, count: int) -> list[int]:
        """``count`` places and sizes in pixels under ``name``; empty where none are known."""
        numbers = self._known(f"layout/{name}", list, [])
        is_sane = len(numbers) == count and all(abs(each) <= FARTHEST for each in numbers)
        return numbers if is_sane else []

    def is_maximised(self) -> bool:
        return self._known("layout/maximised", bool, False)

    def folder(self) -> str:
        """The folder that a file was opened from last."""
        return self._known("folder", str, "")

    def is_welcomed(self) -> bool:
        """Whether the lines of the first visit were closed."""
        return self._known("welcomed", bool, False)

    def seen(self) -> set[str]:
        """The ids of the demonstrations whose end has been seen."""
        return {name for name in self._known("seen", str, "").split(",") if name}

    def remember(self, **values: object) -> None:
        """Keep ``values`` under their names; ``__`` stands for a group's stroke."""
        for name, value in values.items():
            self._values[name.replace("__", "/")] = value
        self._write()

    def remember_look(self, look: Look) -> None:
        switches = {f"look/{field.name}": getattr(look, field.name) for field in fields(look)}
        self.remember(**switches)

    def _write(self) -> None:
        # Text that is no text, as of a folder whose name is not UTF-8, is written escaped.
        text = json.dumps(self._values, indent=2, sort_keys=True) + "\n"
        try:
            _refuse_pipe(self._path)
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_text(self._path, text)
        except OSError as error:
            log.warning("settings are not remembered: %s", error)

    def _known(self, name: str, kind: type[T], default: T) -> T:
        value = self._values.get(name, default)
        if isinstance(value, kind):
            return value
        log.warning("settings: %s is %.60r, wanted a %s", name, value, kind.__name__)
        return default

    def _one_of(self, name: str, known: tuple[float, ...]) -> float:
        value = self._values.get(name, 1.0)
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return float(value) if is_number and value in known else 1.0


def own_settings() -> Settings:
    """The settings of the person at this machine."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    # Versions before 0.2 kept an ini file, on Linux. Only its name is asked of Qt, which may
    # crash on what is in it.
    former = QSettings().fileName()
    return Settings(
        Path(folder) / "settings.json", Path(former) if former.endswith(".conf") else None
    )


def _refuse_pipe(path: Path) -> None:
    """Raise OSError for what is no file: a pipe would wait for its other end."""
    if path.exists() and not path.is_file():
        raise OSError(f"{path} is no file")


def _read(path: Path, parsed: Callable[[str], dict[str, object]]) -> dict[str, object]:
    try:
        _refuse_pipe(path)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return {}
    except OSError as error:
        log.warning("settings are not read: %s", error)
        return {}
    try:
        if len(data) > MOST_BYTES:
            raise ValueError(f"more than {MOST_BYTES} bytes")
        return parsed(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        log.warning("settings in %s are ignored: %s", path, error)
        return {}


def _parsed_json(text: str) -> dict[str, object]:
    values = json.loads(text)
    if not isinstance(values, dict):
        raise ValueError(f"got a {type(values).__name__}, wanted an object")
    return {name: value for name, value in values.items() if _is_plain(value)}


def _is_plain(value: object) -> bool:
    """Whether a value is of a kind that is kept: all else was never written by us."""
    if isinstance(value, list):
        return len(value) <= MOST_NUMBERS and all(type(each) is int for each in value)
    return isinstance(value, (bool, int, float, str))


def _parsed_ini(text: str) -> dict[str, object]:
    """The plain values of a former settings file: switches, numbers, names."""
    values: dict[str, object] = {}
    group = ""
    for line in text.splitlines():
        if line.startswith("["):
            group = "" if line == "[General]" else line.strip("[]") + "/"
        name, _, value = line.partition("=")
        if value in ("true", "false"):
            values[group + name] = value == "true"
        elif value and not any(mark in value for mark in '@\\"('):
            try:
                values[group + name] = float(value)
            except ValueError:
                values[group + name] = value
    return values


def restore(settings: Settings, window: QMainWindow, splitter: QSplitter, session: Session) -> None:
    """Give the window the place, and the session the look and speed, of its last time."""
    if place := settings.layout("window", 4):
        frame = QRect(*place)
        screens = QGuiApplication.screens()
        screen = next((each for each in screens if _can_be_taken_hold_of(frame, each)), None)
        if screen is not None:
            window.move(frame.topLeft())
        screen = screen or window.screen()
        if frame.width() > 0 and frame.height() > 0 and screen is not None:
            window.resize(frame.size().boundedTo(screen.availableSize()))
    if settings.is_maximised():
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
    sizes = settings.layout("splitter", splitter.count())
    if sizes and all(0 < size <= LARGEST_SIDE for size in sizes):
        splitter.setSizes(sizes)
    session.show(**asdict(settings.look()))
    session.set_speed(settings.speed())


def remember(
    settings: Settings, window: QMainWindow, splitter: QSplitter, session: Session
) -> None:
    """Keep for the next time what `restore` takes."""
    settings.remember_look(session.state.look)
    settings.remember(
        speed=session.state.speed,
        layout__window=list(window.normalGeometry().getRect()),
        layout__maximised=window.isMaximized(),
        layout__splitter=splitter.sizes(),
    )


def _can_be_taken_hold_of(frame: QRect, screen: QScreen) -> bool:
    seen = frame.intersected(screen.availableGeometry())
    has_title = frame.top() >= screen.availableGeometry().top()
    return has_title and seen.width() >= GRIP and seen.height() >= GRIP
