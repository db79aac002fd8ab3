"""Whether Qt can be loaded on this machine, and what to install where it cannot."""

import os
import sys
from importlib import import_module
from pathlib import Path

DEBIAN = (
    "libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 fonts-dejavu-core",
    "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 "
    "libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0",
)
"""Debian's packages for Qt without a screen, and those that a window needs besides."""

FEDORA = (
    "mesa-libEGL mesa-libGL glib2 dbus-libs fontconfig libxkbcommon dejavu-sans-fonts "
    "xcb-util-cursor xcb-util-wm xcb-util-image xcb-util-keysyms xcb-util-renderutil "
    "libxkbcommon-x11"
)

ARCH = (
    "libglvnd glib2 dbus fontconfig libxkbcommon ttf-dejavu xcb-util-cursor xcb-util-wm "
    "xcb-util-image xcb-util-keysyms xcb-util-renderutil libxkbcommon-x11"
)


def qt_error() -> str:
    """Two lines that say which library Qt lacks and what installs it; empty if it loads."""
    try:
        import_module("PyQt6.QtWidgets")
    except ImportError as error:
        return _advice(str(error))
    return ""


def window_error() -> str:
    """As `qt_error`, for what a window on an X11 screen needs besides.

    Qt itself ends the process where a library of its X11 plugin is missing.
    """
    if not sys.platform.startswith("linux") or not _is_x11():
        return ""
    import ctypes

    import PyQt6

    plugin = Path(PyQt6.__file__).parent / "Qt6" / "plugins" / "platforms" / "libqxcb.so"
    if not plugin.is_file():
        return ""  # a PyQt6 of the system's own, whose packages say what they need
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return _advice(str(error))
    return ""


def _is_x11() -> bool:
    asked = os.environ.get("QT_QPA_PLATFORM", "")
    has_only_x11 = bool(os.environ.get("DISPLAY")) and not os.environ.get("WAYLAND_DISPLAY")
    return asked == "xcb" or (not asked and has_only_x11)


def _advice(reason: str) -> str:
    if not sys.platform.startswith("linux"):
        return f"Qt cannot be loaded: {reason}\nReinstall PyQt6, or see README.md, Start."
    debian = " ".join(DEBIAN)
    return (
        f"Qt cannot be loaded: {reason}\n"
        f"Install its libraries. Debian, Ubuntu: sudo apt-get install {debian} | "
        f"Fedora: sudo dnf install {FEDORA} | Arch: sudo pacman -S {ARCH}"
    )
