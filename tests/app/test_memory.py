"""Where memory does not suffice, that is said in a line, and the former board stays."""

import subprocess
import sys
from pathlib import Path

import pytest
from PyQt6.QtGui import QImage, QPixmap
from pytestqt.qtbot import QtBot

from app.board.board import Board
from app.paint.painter import checked_image, checked_pixmap, new_image, new_pixmap, painting
from app.window import Window
from app.words.notices import refusal
from core.runs.recipe import FILE, Recipe
from core.runs.run import Run
from core.session.background import RefusedError, TooLittleMemoryError, outcome_of
from core.session.session import Session
from tests.app.conftest import OpenWindow
from tests.app.eye import picture
from tests.app.hand import the, trigger

SCRIPT = """
import sys
sys.stdout.reconfigure(encoding="utf-8")
import resource, sys
from pathlib import Path
import numpy as np
from PyQt6.QtWidgets import QApplication
app = QApplication([])
from app.errors import ErrorNet
from app.window import Window
window = Window()
net = ErrorNet(window)
net.caught.connect(window.tell_error)
net.cast()
window.show()
for _ in range(3):
    app.processEvents()
used = next(line for line in open("/proc/self/status") if line.startswith("VmSize"))
limit = 1024 * int(used.split()[1]) + {left} * 2**20
resource.setrlimit(resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))
{ask}
window.wait_for_work()
for _ in range(5):
    app.processEvents()
print(window.message)
print(window.session.state.recipe.n, window.session.state.recipe.file, window.session.state.wanted)
window.wait_for_picture()
window.grab()
window.session.step(1)
app.processEvents()
net.haul_in()
window.close()
"""


def under_limit(left: int, ask: str) -> subprocess.CompletedProcess[str]:
    """What a window says that may use so many MB more, and is asked for something."""
    return subprocess.run(
        [sys.executable, "-c", SCRIPT.format(left=left, ask=ask)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        cwd=Path(__file__).parents[2],
    )


linux = pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are those of Linux")


@linux
@pytest.mark.parametrize("left", [120, 500])
def test_too_little_memory_for_many_points_is_a_line_and_the_board_stays(left: int) -> None:
    done = under_limit(left, "window.session.edit(n=10_000_000)")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "There is too little memory for 10\u202f000\u202f000 points.",
        "300  None",
    ]
    noise = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    assert noise == []


@linux
def test_too_little_memory_for_a_file_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "large.npy"
    make = f"np.save({str(path)!r}, np.zeros((4_000_000, 2)) + np.arange(4_000_000)[:, None])"
    subprocess.run([sys.executable, "-c", f"import numpy as np; {make}"], check=True)
    done = under_limit(120, f"window.open_path(Path({str(path)!r}))")
    assert done.returncode == 0, done.stderr
    said, board = done.stdout.splitlines()
    assert "too little memory" in said
    assert "large.npy" in said
    assert board == "300  None"
    noise = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    assert noise == []


def too_little(*_: object) -> Run:
    raise MemoryError("Unable to allocate 153. MiB")


def test_work_without_memory_comes_to_an_error_that_holds_nothing() -> None:
    error = outcome_of(too_little)
    assert isinstance(error, TooLittleMemoryError)
    assert error.__traceback__ is error.__context__ is error.__cause__ is None


def test_the_session_refuses_what_there_is_no_memory_for() -> None:
    session = Session()
    before = session.state
    with pytest.raises(RefusedError) as caught:
        session.load_from(Recipe(n=5_000_000), too_little, is_quick=True)
    assert refusal(caught.value) == "There is too little memory for 5\u202f000\u202f000 points."
    with pytest.raises(RefusedError) as caught:
        session.load_from(Recipe(shape=FILE, file="/a/b.csv"), too_little, is_quick=True)
    assert refusal(caught.value) == "There is too little memory for the points of b.csv."
    assert session.state.run is before.run


def test_no_image_is_null() -> None:
    for size in ((0, 0), (3, 5)):
        assert not new_image(*size).isNull()
    for null in (QImage(), QImage(10**6, 10**6, QImage.Format.Format_ARGB32_Premultiplied)):
        with pytest.raises(MemoryError):
            checked_image(null)
    with pytest.raises(MemoryError):
        new_image(10**6, 10**6)


def test_no_pixmap_is_null(qapp: object) -> None:
    assert not new_pixmap(0, 0).isNull()
    for make in (lambda: new_pixmap(10**6, 10**6), lambda: checked_pixmap(QPixmap())):
        with pytest.raises(MemoryError):
            make()


def test_every_image_of_the_app_is_checked() -> None:
    """A null image would warn at every stroke: only `app.painting` makes images to paint on."""
    app = Path(__file__).parents[2] / "app"
    faults = [
        f"{path.relative_to(app)}:{number}: {line.strip()}"
        for path in sorted(app.rglob("*.py"))
        if path.name != "painting.py"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if ("QImage(" in line or "QPixmap(" in line or ".copy()" in line or ".grab()" in line)
        and not any(word in line for word in ("checked_", "QImage()", "QPixmap()", "window.grab"))
        and ("QImage(" in line or "QPixmap(" in line or "image." in line or "board." in line)
    ]
    # The one over numpy's memory allocates nothing that is painted on.
    assert [fault for fault in faults if "backdrop.py" not in fault] == []


def test_a_board_is_painted_as_far_as_memory_goes(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    board = the(window, Board, "board")
    whole = picture(board)

    def none(*_: object) -> QPixmap:
        raise MemoryError

    monkeypatch.setattr("app.board.layers.centroids.new_pixmap", none)
    monkeypatch.setattr("app.board.points.dots.new_image", none)
    trigger(window, "zoom_in", "new_starts")
    window.grab()
    monkeypatch.undo()
    trigger(window, "undo", "fit")
    assert (picture(board) == whole).all()


def test_many_points_are_painted_coarsely_or_not_at_all_without_memory(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window = open_window(Recipe(n=200_000, k=2))
    board = the(window, Board, "board")

    def none(*_: object, **__: object) -> None:
        raise MemoryError

    for settle in (window.wait_for_picture, lambda: qtbot.waitUntil(lambda: board.is_settled)):
        monkeypatch.setattr("app.board.points.rasters.rasterised", none)
        trigger(window, "zoom_in")
        window.grab()
        settle()
        window.grab()
        assert "too little memory" in board.layers.points.notes.text
        monkeypatch.undo()
        trigger(window, "fit")
        window.wait_for_picture()
        window.grab()
        assert board.layers.points.notes.text == ""


def test_what_cannot_be_painted_on_takes_strokes_without_a_warning(qtbot: object) -> None:
    with painting(QImage()) as painter:
        assert painter.isActive()
        painter.drawLine(0, 0, 5, 5)


def test_an_error_of_memory_is_told_plainly(window: Window) -> None:
    from app.errors import _told

    assert _told(MemoryError, MemoryError("Unable")) == "there is too little memory"
