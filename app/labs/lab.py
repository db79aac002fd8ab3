"""What all experiments in the column at the right have in common."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.board.layers.backdrop import Sheet
from app.paint.view import View
from app.theme.theme import LIGHT, Theme
from app.widgets.column import SideColumn
from app.widgets.labels.plain_label import PlainLabel
from app.words.translate import tr
from core.session.state import State


class Lab(SideColumn):
    """A column with a title and a way out. While it is closed it costs nothing."""

    LEAST, USUAL = 300, 400
    BESIDE = 344
    """Width that board and status need at least beside it."""

    chosen = pyqtSignal(dict)
    """Choices that a person wants on the board: fields of the recipe, and their values."""
    learned = pyqtSignal(object)
    """What is `Known` of the board's points now."""
    busied = pyqtSignal()
    """It has begun to work something out, or has ended that."""
    closed = pyqtSignal()
    """The person wants the readings back."""
    select_requested = pyqtSignal(object)
    """The starting number of the centroid that is to be selected, or None."""
    start_requested = pyqtSignal(object)
    """The place from which the selected centroid is to start."""
    changed = pyqtSignal()
    """What the experiment shows on the board, or says of it, is other than before."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.sheet: Sheet | None = None
        """What lies under the points on the board."""
        self.ghost: tuple[float, float] | None = None
        """Where the outline of a star is on the board."""
        self.words = ""
        """What the status says, if anything."""
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
        return 0  # its tables and legends make do with what there is

    def draw(self, state: State) -> None:
        """Show what is known for the board of ``state``."""

    def open(self, state: State) -> None:
        """Begin to be seen."""
        self.draw(state)

    def leave(self) -> None:
        """Be seen no more: what is under way is called off."""

    @property
    def is_busy(self) -> bool:
        """Whether something is being computed."""
        return False

    def cancel(self) -> None:
        """Stop computing; what there is so far is kept."""

    def wait(self) -> None:
        """Return when nothing is being computed any more."""

    def stop(self) -> None:
        """Leave, and wait until no other thread works for it any more."""
        self.leave()

    def look_from(self, view: View) -> None:
        """Hear of where the board looks."""

    def point_at(self, place: tuple[float, float] | None) -> None:
        """Hear of the place under the pointer, if it is on the board."""

    def press(self, place: tuple[float, float]) -> bool:
        """Whether the experiment makes something of a press on the empty board."""
        return False

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours and sizes."""
        super().apply_theme(theme)
        self._theme = theme
        self._stack.setSpacing(theme.px(8))
