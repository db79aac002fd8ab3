"""What is remembered from one start to the next: taste, not work."""

from dataclasses import fields

from PyQt6.QtCore import QByteArray, QSettings

from app.theme import THEMES, ZOOMS
from core.state import SPEEDS, Look


class Settings:
    """A person's settings on this machine. What is unreadable or out of range is ignored."""

    def __init__(self, store: QSettings) -> None:
        self._store = store

    def look(self) -> Look:
        """The switches of the section Show."""
        default = Look()
        known = {
            field.name: self._switch(f"look/{field.name}", getattr(default, field.name))
            for field in fields(Look)
        }
        return Look(**known)

    def speed(self) -> float:
        """The speed of playing."""
        return self._one_of("speed", SPEEDS, 1.0)

    def zoom(self) -> float:
        """The size of the interface."""
        return self._one_of("zoom", ZOOMS, 1.0)

    def theme(self) -> str:
        """The chosen theme, or "system"."""
        name = str(self._store.value("theme", "system"))
        return name if name in THEMES else "system"

    def layout(self, name: str) -> QByteArray:
        """Geometry of the window or the splitter; empty where none is known."""
        value = self._store.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def folder(self) -> str:
        """The folder that a file was opened from last."""
        return str(self._store.value("folder", ""))

    def remember(self, **values: object) -> None:
        """Keep ``values`` under their names; ``__`` stands for a group's stroke."""
        for name, value in values.items():
            self._store.setValue(name.replace("__", "/"), value)

    def remember_look(self, look: Look) -> None:
        """Keep the switches."""
        for field in fields(look):
            self._store.setValue(f"look/{field.name}", getattr(look, field.name))

    def _switch(self, name: str, default: bool) -> bool:
        # Some stores give a bool, some a number, and an ini file gives text.
        text = str(self._store.value(name, default)).lower()
        return {"true": True, "1": True, "false": False, "0": False}.get(text, default)

    def _one_of(self, name: str, known: tuple[float, ...], default: float) -> float:
        try:
            value = float(self._store.value(name, default))
        except (TypeError, ValueError):
            return default
        return value if value in known else default
