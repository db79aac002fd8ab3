"""The main window, and what it is divided into."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.window.window import Window

__all__ = ["Window"]


def __getattr__(name: str) -> object:
    # Imported when asked for: the command line needs parts of this package without the window.
    if name == "Window":
        from app.window.window import Window

        return Window
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
