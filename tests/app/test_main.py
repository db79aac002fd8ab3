"""Starting: pictures without a screen, refusals with a message, and a real start and end."""

import errno
import gc
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtGui import QImage

from app.__main__ import REFUSED, main
from tests.app.eye import Picture, difference, pixels_of, same

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.usefixtures("qapp")


Shot = Callable[..., Picture]

ROUNDING = 8
"""How much a pixel at the rim of a star may differ."""


@pytest.fixture
def shot(tmp_path: Path) -> Shot:
    def shot(*options: str) -> Picture:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.png"
        assert main(["--screenshot", str(path), *options]) == 0
        gc.collect()  # a window that is left over slows down the next
        return pixels_of(QImage(str(path)))

    return shot


@pytest.mark.parametrize("size", ["800x700", "1600x1000"])
def test_a_picture_has_the_size_that_was_asked_for(shot: Shot, size: str) -> None:
    wide, high = map(int, size.split("x"))
    image = shot("--size", size)
    assert image.shape == (high, wide, 3)
    assert len(np.unique(image.astype(int) @ (65536, 256, 1))) > 500


def test_light_and_dark_pictures_differ_everywhere(shot: Shot) -> None:
    light, dark = shot("--theme", "light"), shot("--theme", "dark")
    assert (difference(light, dark) > 30).mean() > 0.9
    assert light.mean() > 180
    assert dark.mean() < 75


def test_without_options_a_picture_is_light_and_of_the_opening_board(shot: Shot) -> None:
    plain = shot()
    # But for the edges of stars, which may have been painted for another window's rounding.
    asked = shot("--theme", "light", "--size", "1280x800", "--at", "3")
    assert difference(plain, asked).max() <= ROUNDING
    # What is said of a demonstration stands beside the board.
    shown = shot("--demo", "opening")
    assert difference(plain[:, :970], shown[:, :970]).max() <= ROUNDING
    assert not same(plain, shown)


def test_half_steps_demonstrations_and_files_can_be_shown(shot: Shot, iris: Path) -> None:
    pictures = [shot("--at", "0"), shot("--at", "31"), shot("--demo", "article-4"), shot(str(iris))]
    for one, other in combinations(pictures, 2):
        assert difference(one, other).any()


def test_a_picture_of_many_points_shows_them_all(
    shot: Shot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits for the whole image: what comes first is made of every so manieth point only."""
    points = np.random.default_rng(0).uniform(size=(30_000, 2))
    file = tmp_path / "many.csv"
    file.write_text("x,y\n" + "\n".join(f"{x:.4f},{y:.4f}" for x, y in points.tolist()))
    at_once = shot("--at", "1", str(file))
    monkeypatch.setattr("app.board.points.rasters.AT_ONCE", 10_000)
    assert same(shot("--at", "1", str(file)), at_once)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.csv"], "nowhere.csv"),
        (["--at", "999"], "wanted 0 to 31"),
        (["--size", "300x200"], "wanted at least"),
    ],
)
def test_what_cannot_be_shown_is_told_and_exits_with_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str], said: str
) -> None:
    path = tmp_path / "a.png"
    assert main(["--screenshot", str(path), *arguments]) == REFUSED == 2
    told = capsys.readouterr().err
    assert told.startswith("lloydscope: ")
    assert said in told
    assert not path.exists()


def test_a_bad_file_is_told_by_line_and_column(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n3,1e120\n4,5\n6,7\n", "utf-8")
    assert main([str(bad), "--screenshot", str(tmp_path / "a.png")]) == 2
    assert "bad.csv: Line 3, column 2" in capsys.readouterr().err


def test_a_picture_that_cannot_be_written_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["--screenshot", str(tmp_path / "no" / "such" / "folder.png")]) == 2
    assert "folder.png" in capsys.readouterr().err


def test_a_picture_that_cannot_be_written_leaves_the_former_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    former = tmp_path / "board.png"
    former.write_bytes(b"a picture")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert main(["--screenshot", str(former)]) == REFUSED
    assert "could not be written: No space left on device" in capsys.readouterr().err
    assert former.read_bytes() == b"a picture"
    assert list(tmp_path.iterdir()) == [former]


def test_a_picture_can_be_written_under_any_name(tmp_path: Path) -> None:
    path = tmp_path / "picture without an ending"
    assert main(["--screenshot", str(path)]) == 0
    assert path.read_bytes().startswith(b"\x89PNG")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a screen")
def test_without_a_screen_a_window_is_refused_with_advice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == 2
    assert "--screenshot works without one" in capsys.readouterr().err


# As a process of its own


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_help_answers_without_qt() -> None:
    result = run("-X", "importtime", "-m", "app", "--help")
    assert result.returncode == 0
    assert result.stdout.startswith("usage: lloydscope")
    assert "PyQt6" not in result.stderr


def test_a_person_can_start_it_use_it_and_close_it(tmp_path: Path, iris: Path) -> None:
    """A whole life: settings and log in their places, nothing on the terminal, exit status 0."""
    life = (
        "import sys\n"
        "from PyQt6.QtCore import QTimer\n"
        "from PyQt6.QtGui import QAction\n"
        "from PyQt6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "def live():\n"
        "    window = next(w for w in app.topLevelWidgets() if hasattr(w, 'session'))\n"
        "    assert window.isVisible()\n"
        "    assert len(window.session.state.run.points) == 150\n"
        "    window.findChild(QAction, 'play').trigger()\n"
        "    QTimer.singleShot(200, window.close)\n"
        "QTimer.singleShot(300, live)\n"
        "from app.__main__ import main\n"
        f"sys.exit(main([{str(iris)!r}, '--theme', 'dark']))\n"
    )
    home = {name: str(tmp_path) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME")}
    result = run("-c", life, QT_QPA_PLATFORM="offscreen", **home)
    said = [line for line in result.stderr.splitlines() if "This plugin does not" not in line]
    assert (result.returncode, result.stdout, said) == (0, "", [])
    written = {path.suffix for path in tmp_path.rglob("*") if path.is_file()}
    assert ".log" in written
    assert len(written) >= 2
