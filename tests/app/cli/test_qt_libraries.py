"""What is said where Qt's libraries are missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import qt_libraries

ROOT = Path(__file__).parents[3]
REASON = "libGL.so.1: cannot open shared object file: No such file or directory"

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the packages are those of Linux systems"
)


@pytest.fixture
def without_qt(tmp_path: Path) -> dict[str, str]:
    """An environment in which PyQt6 cannot be imported, as where libGL is missing."""
    package = tmp_path / "PyQt6"
    package.mkdir()
    (package / "__init__.py").write_text(f"raise ImportError({REASON!r})\n", "utf-8")
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    return plain | {"PYTHONPATH": str(tmp_path)}


def lines_of(*command: str, env: dict[str, str]) -> list[str]:
    """What a command that must fail prints."""
    result = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert result.returncode not in (0, 1)
    return [line for line in (result.stdout + result.stderr).splitlines() if line]


@pytest.mark.parametrize(
    "command",
    [("-m", "app"), ("-m", "app", "--screenshot", "a.png"), ("-m", "pytest", "-n0", "tests/core")],
)
def test_missing_libraries_are_told_in_two_lines(
    without_qt: dict[str, str], command: tuple[str, ...]
) -> None:
    first, second = lines_of(*command, env=without_qt | {"QT_QPA_PLATFORM": "offscreen"})
    assert first.endswith(REASON)
    for install in ("apt-get install lib", "dnf install mesa-libEGL", "pacman -S libglvnd"):
        assert install in second


def test_a_missing_library_of_the_x11_plugin_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> None:
        raise OSError("libxcb-cursor.so.0: cannot open shared object file")

    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setattr("ctypes.CDLL", fail)
    first, second = qt_libraries.window_error().splitlines()
    assert "libxcb-cursor.so.0" in first
    assert "libxcb-cursor0" in second


def test_nothing_is_said_where_all_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert qt_libraries.qt_error() == ""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert qt_libraries.window_error() == ""
