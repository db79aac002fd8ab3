"""Starting where other systems differ: encodings, folders, homes, no terminal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def start(
    *arguments: str, program: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Start the program in another process; with ``program`` that, which may start it."""
    command = ["-c", program] if program else ["-m", "app"]
    return subprocess.run(
        [sys.executable, *command, *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        encoding=environment.get("PYTHONIOENCODING", "utf-8"), errors="replace",
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_texts_are_printed_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    legacy = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    assert start("--help", **legacy).returncode == 0
    missing = start(str(tmp_path / "Ω ключ.csv"), "--screenshot", str(tmp_path / "a.png"), **legacy)
    assert missing.returncode == 2
    assert "Traceback" not in missing.stderr
    assert "does not exist" in missing.stderr


def test_a_folder_may_have_spaces_and_any_letters(tmp_path: Path) -> None:
    folder = tmp_path / "Prüfung 2026 Ω"
    folder.mkdir()
    (folder / "Größe & Gewicht.csv").write_text("x,y\n1,2\n3,4\n5,7\n", "utf-8")
    picture = folder / "Bild ä.png"
    done = start(str(folder / "Größe & Gewicht.csv"), "--screenshot", str(picture))
    assert done.returncode == 0, done.stderr
    assert picture.read_bytes().startswith(b"\x89PNG")


LIFE = """
import sys
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication
if "silent" in sys.argv:
    sys.stdout = sys.stderr = None
app = QApplication([])
def end():
    window = next(w for w in app.topLevelWidgets() if hasattr(w, "session"))
    assert window.isVisible()
    window.close()
QTimer.singleShot(300, end)
from app.__main__ import main
sys.exit(main([]))
"""


@pytest.mark.parametrize("home", ["read-only", "missing", "a file"])
def test_a_home_that_cannot_be_written_is_no_reason_not_to_start(tmp_path: Path, home: str) -> None:
    place = tmp_path / "home"
    if home == "read-only":
        place.mkdir(mode=0o500)
    elif home == "a file":
        place.write_text("", "utf-8")
    homes = {name: str(place) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    done = start(program=LIFE, **homes)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_it_starts_without_a_terminal(tmp_path: Path) -> None:
    homes = {name: str(tmp_path) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    assert start("silent", program=LIFE, **homes).returncode == 0
