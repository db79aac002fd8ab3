"""The window and its pictures at the scales that screens have."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PyQt6.QtGui import QImage

ROOT = Path(__file__).parents[2]
SCALES = ["1", "1.25", "1.5", "2"]

LOOK = """
from PyQt6.QtWidgets import QApplication
app = QApplication([])
from app.window import Window
from tests.app.test_layout import cut_texts, resized
window = Window()
window.choose_theme("light")
window.show()
for position in (0, 3, 31):
    window.session.seek(position)
    resized(window, 1280, 800)
    assert cut_texts(window) == [], cut_texts(window)
picture = window.grab()
print(picture.width(), picture.height(), picture.devicePixelRatio())
window.close()
"""


def run(*command: str, scale: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT, env=os.environ | {"QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("scale", SCALES)
def test_the_window_is_whole_at_every_scale(scale: str) -> None:
    result = run("-c", LOOK, scale=scale)
    assert result.returncode == 0, result.stderr
    wide, high, ratio = map(float, result.stdout.split())
    assert ratio == float(scale)
    assert (wide, high) == pytest.approx((1280 * ratio, 800 * ratio), abs=1)


@pytest.mark.parametrize("scale", SCALES)
def test_a_picture_has_the_size_asked_for_at_every_scale(tmp_path: Path, scale: str) -> None:
    path = tmp_path / "a.png"
    result = run("-m", "app", "--screenshot", str(path), "--size", "1100x760", scale=scale)
    assert (result.returncode, result.stderr) == (0, "")
    image = QImage(str(path))
    assert (image.width(), image.height()) == (1100, 760)
