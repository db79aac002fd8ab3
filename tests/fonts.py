"""Tests under one font: LLOYDSCOPE_TEST_FONT="DejaVu Sans" makes it the only one there is.

LLOYDSCOPE_TEST_FONT_SCALE=1.15 makes the letters of the interface so much larger.
"""

import os
import shutil
import tempfile
from pathlib import Path

FILES = {
    "DejaVu Sans": ("fonts-dejavu-core", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    "Noto Sans": ("fonts-noto-core", "NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    "Liberation Sans": (
        "fonts-liberation", "LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf",
    ),
}  # fmt: skip
"""Debian's package of each font that the tests can be run with, and its files."""


def use_test_font() -> None:
    """Let only the font of LLOYDSCOPE_TEST_FONT be found; to be called before Qt starts."""
    family = os.environ.get("LLOYDSCOPE_TEST_FONT")
    if not family or "LLOYDSCOPE_TEST_FONT_FOLDER" in os.environ:
        return  # none is asked for, or the process that started this one has seen to it
    package, *names = FILES[family]
    found = {path.name: path for path in Path("/usr/share/fonts").rglob("*.ttf")}
    if missing := [name for name in names if name not in found]:
        raise RuntimeError(f"{', '.join(missing)}: not found, wanted Debian's package {package}")
    folder = Path(tempfile.mkdtemp(prefix="lloydscope-font-"))
    for name in names:
        shutil.copy(found[name], folder)
    config = folder / "fonts.conf"
    config.write_text(
        "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'>\n"
        f"<fontconfig><dir>{folder}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>\n",
        "utf-8",
    )
    os.environ["FONTCONFIG_FILE"] = str(config)
    os.environ["LLOYDSCOPE_TEST_FONT_FOLDER"] = str(folder)


def font_scale() -> float:
    """How much larger than usual the letters shall be."""
    return float(os.environ.get("LLOYDSCOPE_TEST_FONT_SCALE", "1"))
