"""Random events for the window, in an order that a seed decides."""

import gc
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from PyQt6.QtCore import QEvent, QPoint, Qt, QTimer
from PyQt6.QtGui import QAction
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QWidget,
)

from app.board.board import Board
from app.window import Window
from core.runs.recipe import Recipe
from core.session.background import RefusedError
from core.session.session import Session
from tests.app.hand import drag, hover, let_go, mouse, pull, take, turn_wheel

LEFT_OUT = {"quit"}
"""The end of it all."""

LARGEST_N = 60_000
"""A monkey has no patience, and a test has none either."""

KEYS = [
    Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space,
    Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_Delete, Qt.Key.Key_Insert, Qt.Key.Key_Period, Qt.Key.Key_1, Qt.Key.Key_8,
]  # fmt: skip

FILES = {
    "holes.csv": "x,y,kind\n" + "".join(f"{i * 7 % 13},{i % 5 or ''},{i % 3}\n" for i in range(90)),
    "equal.csv": "x,y\n" + "1.5,2.5\n" * 40,
    "many.csv": "x,y\n" + "".join(f"{i * 7919 % 997},{i * 31 % 499}\n" for i in range(9_000)),
    "words.csv": "a,b\nno,numbers\n",
}


class Monkey:
    """Deeds in a seeded random order."""

    def __init__(self, window: Window, seed: int) -> None:
        self.window, self._chance = window, random.Random(seed)
        self.deeds: list[Callable[[], str]] = [
            self._trigger, self._trigger, self._trigger, self._click, self._click, self._choose,
            self._type, self._slide, self._press, self._drag, self._drag, self._hover, self._wheel,
            self._resize, self._wait, self._tremble, self._tremble, self._hold, self._open,
        ]  # fmt: skip

    def act(self) -> str:
        """Do something; returns what."""
        deed = self._chance.choice(self.deeds)()
        session = self.window.session
        if session.state.chosen.n > LARGEST_N or session.state.chosen.k > 60:
            with suppress(RefusedError):
                session.edit(n=500, k=5)
        QApplication.processEvents()
        return deed

    def _pick(self, kind: type[QWidget]) -> QWidget | None:
        owner = QApplication.activeModalWidget() or self.window
        able = [
            each
            for each in owner.findChildren(kind)
            if each.isVisible() and each.isEnabled() and not isinstance(each, QDialog)
        ]
        return self._chance.choice(able) if able else None

    def _place(self, widget: QWidget) -> tuple[float, float]:
        wide, high = max(widget.width(), 2), max(widget.height(), 2)
        return self._chance.uniform(0, wide - 1), self._chance.uniform(0, high - 1)

    def _trigger(self) -> str:
        actions = [
            action
            for action in self.window.findChildren(QAction)
            if action.isEnabled() and action.objectName() and action.objectName() not in LEFT_OUT
        ]
        action = self._chance.choice(actions)
        action.trigger()
        return f"trigger {action.objectName()}"

    def _click(self) -> str:
        button = self._pick(QAbstractButton)
        if button is None:
            return "no button"
        name = f"click {button.objectName()} {button.accessibleName()}"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return name

    def _choose(self) -> str:
        box = self._pick(QComboBox)
        if not isinstance(box, QComboBox) or not box.count():
            return "no box"
        index = self._chance.randrange(box.count())
        box.setCurrentIndex(index)
        box.activated.emit(index)
        return f"choose {index} of {box.objectName()}"

    def _type(self) -> str:
        box = self._pick(QAbstractSpinBox)
        if box is None:
            return "no spin box"
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        text = self._chance.choice(["0", "1", "7", "42", "300", "0.2", "", "-3", "999999", "x"])
        QTest.keyClicks(box, text)
        QTest.keyClick(box, Qt.Key.Key_Return)
        return f"type {text!r} into {box.objectName()}"

    def _slide(self) -> str:
        slider = self._pick(QAbstractSlider)
        if slider is None:
            return "no slider"
        drag(slider, *(self._place(slider) for _ in range(self._chance.randint(2, 6))))
        return f"slide {slider.objectName()}"

    def _press(self) -> str:
        key = self._chance.choice(KEYS)
        focus = QApplication.focusWidget() or self.window
        QTest.keyClick(focus, key)
        return f"press {key.name}"

    def _drag(self) -> str:
        board = self._pick(Board)
        if board is None:
            return "no board"
        drag(board, *(self._place(board) for _ in range(self._chance.randint(1, 8))))
        return "drag on the board"

    def _tremble(self) -> str:
        """A command in the middle of a drag, and a press of another button."""
        board = self._pick(Board)
        if not isinstance(board, Board):
            return "no board"
        take(board, self._held(board))
        if self._chance.random() < 0.5:
            pull(board, self._place(board))
        said = self._chance.choice([self._trigger, self._press, self._open, self._wait])()
        if self._chance.random() < 0.5:
            pull(board, self._place(board))
        mouse(
            board, QEvent.Type.MouseButtonDblClick, self._place(board), Qt.MouseButton.RightButton
        )
        let_go(board, self._place(board))
        return f"in mid-drag: {said}"

    def _held(self, board: Board) -> tuple[float, float]:
        """Where there is something to take hold of: a star or a point, or else anywhere."""
        run, pose = board._run, board._pose
        if run is None or pose is None or self._chance.random() < 0.2:
            return self._place(board)
        places = pose.centroids if self._chance.random() < 0.6 else run.points
        if not len(places):
            return self._place(board)
        x, y = board.view.pixels(places[self._chance.randrange(len(places))][None])[0].tolist()
        return x, y

    def _hold(self) -> str:
        """Drag a star or a point, or press it only."""
        board = self._pick(Board)
        if not isinstance(board, Board):
            return "no board"
        way = [self._place(board) for _ in range(self._chance.randint(0, 4))]
        drag(board, self._held(board), *way)
        return "hold something on the board"

    def _open(self) -> str:
        """A file with missing cells, with equal points, or without any."""
        name, text = self._chance.choice(list(FILES.items()))
        Path(name).write_text(text)
        self.window.open_path(Path(name))
        return f"open {name}"

    def _hover(self) -> str:
        widget = self._pick(QWidget)
        if widget is None:
            return "nothing"
        hover(widget, self._place(widget))
        return f"hover {widget.objectName()}"

    def _wheel(self) -> str:
        widget = self._pick(self._chance.choice([Board, QComboBox, QAbstractSlider, QWidget]))
        if widget is None:
            return "nothing"
        turn_wheel(widget, self._chance.randint(-4, 4) or 1, self._place(widget))
        return f"wheel {widget.objectName()}"

    def _resize(self) -> str:
        size = self._chance.choice([(800, 700), (1280, 800), (1000, 760), (1, 1)])
        self.window.resize(*size)
        return f"resize {size}"

    def _wait(self) -> str:
        QTest.qWait(self._chance.randint(1, 60))
        return "wait"


def close_dialogs(window: Window, chance: random.Random) -> None:
    """Close what waits for an answer: nobody is there to give one."""
    modal = QApplication.activeModalWidget()
    if modal is not None:
        modal.close()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    if modal is None and popup is None:
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible() and chance.random() < 0.2:
                dialog.close()


@contextmanager
def open_monkey(seed: int) -> Iterator[Monkey]:
    """A monkey at a window of its own; afterwards the window is checked and closed."""
    window = Window(Session(Recipe(n=200)))
    window.choose_theme("light")
    window.show()
    window.activateWindow()
    closer, chance = QTimer(window), random.Random(seed)
    closer.timeout.connect(lambda: close_dialogs(window, chance))
    closer.start(30)
    try:
        yield Monkey(window, seed)
    finally:
        closer.stop()
        check_engine(window)
        window.wait_for_work()
        for dialog in window.findChildren(QDialog):
            dialog.close()
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()


def check_engine(window: Window) -> None:
    """After all that, the board is still what its recipe says."""
    window.wait_for_work()
    state = window.session.state
    assert state.begin <= state.half_step <= state.run.last
    assert sorted(state.slots) == list(range(len(state.run.starts)))
    assert not state.run.is_draft
    board = window.findChild(Board)
    assert board is not None
    assert board.grab().toImage().pixelColor(QPoint(5, 5)).isValid()
