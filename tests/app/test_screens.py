"""The first window on the screens that people have."""

import json
import os
import subprocess
import sys
from pathlib import Path

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
        lower = part.mapTo(window, part.rect().bottomRight())
        seen[name] = part.isVisible(), lower.x(), lower.y()
print(json.dumps([window.width(), window.height(), seen]))
"""


@pytest.mark.parametrize(("width", "height", "scale"), SCREENS)
def test_the_first_window_fits_on_the_screen(
    tmp_path: Path, width: int, height: int, scale: float
) -> None:
    room = int(width / scale), int(height / scale) - TASK_BAR
    screen = {
        "name": "one", "x": 0, "y": 0, "width": room[0], "height": room[1],
        "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": scale,
    }  # fmt: skip
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"windowFrameMargins": False, "screens": [screen]}), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    wide, high, seen = json.loads(done.stdout)
    assert wide <= room[0]
    assert high <= room[1]
    assert wide >= min(1280, room[0])
    assert {"timeline", "board", "story", "cluster_table"} <= seen.keys()
    for name, (is_visible, right, bottom) in seen.items():
        assert is_visible, name
        assert right <= wide, name
        # On the lowest screens the table is below, in the column that scrolls.
        assert bottom <= high or (high < 500 and name == "cluster_table"), name
