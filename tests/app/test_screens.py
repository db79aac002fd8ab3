"""The first window on the screens that people have."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

TASK_BAR = 40

SCREENS = [
    (1024, 768, 1.0), (1366, 768, 1.0), (1366, 768, 1.25), (1920, 1080, 1.0), (1920, 1080, 1.5),
    (1920, 1080, 2.0), (2736, 1824, 2.0), (3840, 2160, 2.0),
]  # fmt: skip
"""Width and height in physical pixels, and the scale of the system."""

PROGRAM = """
import json, sys
from PyQt6.QtWidgets import QApplication
app = QApplication([])
from app.window import Window
window = Window()
window.show()
for _ in range(5):
    app.processEvents()
names = "timeline", "board", "story", "cluster_table", "cost_chart"
from PyQt6.QtWidgets import QWidget
seen = {}
for name in names:
    part = window.findChild(QWidget, name)
    if part is not None:
        # Of the table the first rows: the column scrolls to the others.
        rect = part.rect() if name != "cluster_table" else part.rect().adjusted(0, 0, 0, -75)
        lower = part.mapTo(window, rect.bottomRight())
        seen[name] = part.isVisible(), lower.x(), lower.y()
print(json.dumps([window.width(), window.height(), seen]))
"""


PRESENTED = """
import json, time
from PyQt6.QtWidgets import QApplication, QWidget
app = QApplication([])
from app.window import Window
from app.readings.readings import Readings
from core.teaching.demonstrations import demonstrations
window = Window()
window.show()

def settle():
    for _ in range(12):
        app.processEvents()
    # Layouts pass on what has changed in turns, which come late on a busy machine.
    until = time.monotonic() + 1.0
    bar = window.findChildren(Readings)[0].verticalScrollBar()
    while bar.maximum() and time.monotonic() < until:
        app.processEvents()

seen = []
window._actions["full_screen"].trigger()
for name in ("opening", "d1", "article-4"):
    window.open_demonstration(demonstrations()[name])
    for way in ["interface_smaller"] * 6 + ["interface_larger"] * 9:
        window._actions[way].trigger()
        settle()
        for half_step in (0, 3, window.session.state.run.last):
            window.session.seek(half_step)
            settle()
            bar = window.findChildren(Readings)[0].verticalScrollBar()
            parts = {
                part: window.findChild(QWidget, part).isVisible()
                for part in ("story", "cost_chart", "timeline", "board", "cluster_table")
            }
            seen.append((name, window._appearance.theme.zoom, bar.maximum(), parts))
print(json.dumps([window.isFullScreen(), window.width(), window.height(), seen]))
"""


def printed(program: str, tmp_path: Path, width: int, height: int, scale: float) -> Any:
    """What a program prints as JSON where there is one screen of this size and scale."""
    screen = {
        "name": "one", "x": 0, "y": 0, "width": width, "height": height,
        "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": scale,
    }  # fmt: skip
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"windowFrameMargins": False, "screens": [screen]}), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=240,
    )  # fmt: skip
    return json.loads(done.stdout)


@pytest.mark.parametrize(("width", "height", "scale"), SCREENS)
def test_the_first_window_fits_on_the_screen(
    tmp_path: Path, width: int, height: int, scale: float
) -> None:
    room = int(width / scale), int(height / scale) - TASK_BAR
    wide, high, seen = printed(PROGRAM, tmp_path, *room, scale)
    assert wide <= room[0]
    assert high <= room[1]
    assert wide >= min(1280, room[0])
    assert {"timeline", "board", "story", "cluster_table"} <= seen.keys()
    for name, (is_visible, right, bottom) in seen.items():
        assert is_visible, name
        assert right <= wide, name
        # On the lowest screens the table is below, in the column that scrolls.
        assert bottom <= high or (high < 500 and name == "cluster_table"), name


@pytest.mark.parametrize(("size", "largest"), [((1366, 768), 1.3), ((1920, 1080), 2.0)])
def test_a_class_sees_it_all_without_scrolling_while_presenting(
    tmp_path: Path, size: tuple[int, int], largest: float
) -> None:
    is_full, wide, high, seen = printed(PRESENTED, tmp_path, *size, 1.0)
    assert is_full
    assert (wide, high) == size
    for name, zoom, scrolled, parts in seen:
        assert scrolled == 0, (name, zoom)
        is_table = parts.pop("cluster_table")
        assert is_table or zoom > 1.0, name
        assert all(parts.values()), (name, parts)
    zooms = [zoom for _, zoom, *_ in seen]
    assert min(zooms) <= 1.0
    assert max(zooms) >= largest
