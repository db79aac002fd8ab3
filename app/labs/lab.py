"""The base class of the experiments in the column at the right."""

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.board.layers.backdrop import Sheet
from app.theme.theme import LIGHT, Theme
from app.widgets.column import SideColumn
from app.widgets.labels.plain_label import PlainLabel
from app.words.translate import tr
from core.session.pose import NO_ROWS
from core.session.state import State


def lab_button(text: str, name: str, lab: str) -> QPushButton:
    """A button of an experiment that takes the focus only by the Tab key."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(tr("{what}: {lab}").format(what=text, lab=lab))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


class Lab(SideColumn):
    """A column with a title and a Close button. It computes nothing while it is closed."""

    LEAST, USUAL = 300, 400
    BESIDE = 344
    """Least width of board and status beside it."""

    chosen = pyqtSignal(dict)
    """A run is to be shown on the board: fields of the recipe, and their values."""
    learned = pyqtSignal(object)
    """The `BestKnown` of the points on the board."""
    busy_changed = pyqtSignal()
    """`is_busy` has changed."""
    closed = pyqtSignal()
    """The Close button was clicked."""
    select_requested = pyqtSignal(object)
    """The starting number of the centroid that is to be selected, or None."""
    start_requested = pyqtSignal(object)
    """The place from which the selected centroid is to start."""
    example_requested = pyqtSignal(str, str)
    """A case of a demonstration is to be shown beside it: the id, and the label of the case."""
    changed = pyqtSignal()
    """`sheet`, `ghost`, `rows` or `words` has changed."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.sheet: Sheet | None = None
        """The image under the points on the board."""
        self.ghost: tuple[float, float] | None = None
        """The place of a star's outline on the board."""
        self.rows: NDArray[np.intp] = NO_ROWS
        """The points that are ringed on the board, ascending."""
        self.words = ""
        """A text for the status line, or none."""
        self._theme = LIGHT
        self._title = PlainLabel(title)
        self._title.setObjectName("storyTitle")
        self._close = QPushButton(tr("Close"))
        self._close.setAccessibleName(tr("Close {lab}").format(lab=title))
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.clicked.connect(self.closed)
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._title, 1)
        row.addWidget(self._close)
        self._stack.addWidget(top)

    @property
    def _needed(self) -> int:
        return 0  # tables and legends adapt to any width

    def draw(self, state: State) -> None:
        """Show the results for the board of ``state``."""

    def open(self, state: State) -> None:
        """Called when the column is shown."""
        self.draw(state)

    def leave(self) -> None:
        """Called when the column is hidden: the computation is cancelled."""

    @property
    def is_busy(self) -> bool:
        """Whether something is being computed."""
        return False

    def cancel(self) -> None:
        """Stop computing; the results so far are kept."""

    def wait(self) -> None:
        """Return when nothing is being computed any more."""

    def stop(self) -> None:
        """Leave, and wait for the end of the other thread's work."""
        self.leave()

    def set_pointer(self, place: tuple[float, float] | None) -> None:
        """Called when the pointer moves; ``place`` is None outside of the board."""

    def press(self, place: tuple[float, float]) -> bool:
        """Called when the empty board is clicked; returns whether the click was used."""
        return False

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._theme = theme
        self._stack.setSpacing(theme.px(8))
