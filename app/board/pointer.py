"""The mouse on a board: what it takes hold of, drags, and lets go."""

from collections.abc import Callable

from PyQt6.QtCore import QObject, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QApplication, QWidget

from app.board.camera import Camera
from app.board.touch import ERASER_RADIUS, Grip, Tool, Touch, TouchPhase, cursor_for

PEN_STEP = 12.0
"""Pixels between two points that a pen draws."""

HOLDING = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton)
"""Buttons that take hold of something."""

NOTHING = (Grip.BOARD, -1)
"""What the pointer is over where it is over nothing but the board."""

Gripped = tuple[Grip, int]
"""What is held, and the row of the centroid or point (-1 for neither)."""


class Pointer(QObject):
    """Turns mouse events into pans of the camera and into touches of what is on the board."""

    touched = pyqtSignal(object)
    """A `Touch` that is more than a pan."""
    double_clicked = pyqtSignal()
    """The click before was the first of a double click, which fits the view."""
    moved = pyqtSignal()
    """The `position` is another."""
    over_changed = pyqtSignal(object)
    """What a press would take hold of: a `Gripped`."""

    def __init__(
        self, board: QWidget, camera: Camera, gripped_at: Callable[[Tool, QPointF], Gripped]
    ) -> None:
        super().__init__(board)
        self._board, self._camera, self._gripped_at = board, camera, gripped_at
        self.tool = Tool.LOOK
        self.position: QPointF | None = None
        """Where the pointer is, in pixels, while it holds nothing."""
        self._grip = NOTHING
        self._pressed_at: QPointF | None = None
        self._dragged_to: QPointF | None = None
        self._held = Qt.MouseButton.LeftButton
        self._view_before = camera.view, camera.fits
        self._marked_at = self._clicked_at = QPointF()

    @property
    def is_holding(self) -> bool:
        return self._pressed_at is not None

    def take_tool(self, tool: Tool) -> None:
        """Do what ``tool`` does from now on."""
        self.tool = tool
        self.let_go()
        self._show_cursor()

    def let_go(self) -> None:
        """Let go of what is held."""
        if self._pressed_at is not None:
            at = self._dragged_to or self._pressed_at
            self._pressed_at = self._dragged_to = None
            self._show_cursor()
            if self._grip[0] is not Grip.BOARD:
                self._touch(TouchPhase.LET_GO, at)

    def abandon(self) -> bool:
        """Take back all that came of what is held; False where nothing is held."""
        if self._pressed_at is None:
            return False
        at = self._dragged_to or self._pressed_at
        self._pressed_at = self._dragged_to = None
        if self._grip[0] is not Grip.BOARD:
            self._touch(TouchPhase.ABANDONED, at)
        self._camera.return_to(*self._view_before)
        self._show_cursor()
        return True

    def press(self, event: QMouseEvent) -> None:
        """Take hold of the board, or of what the tool takes hold of; the middle button pans."""
        if event.button() not in HOLDING or self.is_holding:
            return
        at = event.position()
        self._pressed_at, self._dragged_to, self._grip = at, None, NOTHING
        self._view_before = self._camera.view, self._camera.fits
        # Nothing is asked of the points while something is held.
        self._move(None)
        self.over_changed.emit(NOTHING)
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = self._gripped_at(self.tool, at)
            if self._grip[0] is not Grip.BOARD:
                self._touch(TouchPhase.PRESSED, at)
            if self._grip[0] in (Grip.PEN, Grip.ERASER):
                self._drag_to(at)  # they leave a mark where they are put down
        self._held = event.button()

    def move(self, event: QMouseEvent) -> None:
        """Drag what is held, else look what is under the pointer."""
        if not event.buttons() & self._held:
            self.let_go()  # the release may have gone to another window
        if not self.is_holding:
            self._move(event.position())
            self._show_cursor()
        elif self._dragged_to is not None or self._is_drag(event.position()):
            self._drag_to(event.position())

    def release(self, event: QMouseEvent) -> None:
        if event.button() != self._held or not self.is_holding:
            return
        if self._dragged_to is None and self._held == Qt.MouseButton.LeftButton:
            self._pressed_at = None
            self._clicked_at = event.position()
            self._touch(TouchPhase.CLICKED, event.position())
            self._show_cursor()
        self.let_go()
        self._move(event.position())
        self._show_cursor()

    def double_click(self, event: QMouseEvent) -> None:
        """Fit; with a tool in hand it is the second of two quick clicks."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        # By what the first click was on: a centroid may have come under the pointer by it.
        if self.tool is Tool.LOOK and self._grip[0] is Grip.BOARD:
            self.double_clicked.emit()
            self._camera.choose_fit()
        elif self.tool is not Tool.PLACE or not self._is_where_clicked(event.position()):
            self.press(event)
        # Else the first click has added or removed a centroid there, and this would undo it.

    def leave(self) -> None:
        """The mouse has left the board."""
        self._move(None)
        self.over_changed.emit(NOTHING)

    def _move(self, to: QPointF | None) -> None:
        self.position = to
        self.moved.emit()

    def _is_where_clicked(self, at: QPointF) -> bool:
        return (at - self._clicked_at).manhattanLength() < QApplication.startDragDistance()

    def _is_drag(self, at: QPointF) -> bool:
        """Whether the pointer has left the place of the press: a click may tremble a little."""
        assert self._pressed_at is not None
        way = (at - self._pressed_at).manhattanLength()
        return way >= QApplication.startDragDistance()

    def _drag_to(self, at: QPointF) -> None:
        moved = at - (self._dragged_to or self._pressed_at or at)
        is_new, self._dragged_to = self._dragged_to is None, at
        if self._grip[0] is Grip.BOARD:
            self._camera.pan(moved.x(), moved.y())
            self._move(None)
        else:
            if self._grip[0] is Grip.PEN and not is_new and self._is_near_last(at):
                return
            self._marked_at = at
            self._touch(TouchPhase.MOVED, at)
        if is_new:
            self._show_cursor()

    def _is_near_last(self, at: QPointF) -> bool:
        """Whether a pen is still so near its last point that the next would lie on it."""
        return (at - self._marked_at).manhattanLength() < PEN_STEP

    def _touch(self, phase: TouchPhase, at: QPointF) -> None:
        grip, row = self._grip
        view = self._camera.view
        place, reach = view.place(at.x(), at.y()), ERASER_RADIUS / view.scale
        if grip in (Grip.PEN, Grip.ERASER, Grip.POINT):
            self._camera.hold_still()  # a view that moves cannot be drawn on
        self.touched.emit(Touch(grip, phase, row, place, reach))

    def _show_cursor(self) -> None:
        """Show by the cursor what a press would do, or does."""
        if self.is_holding:
            is_drag = self._dragged_to is not None and self.tool in (Tool.LOOK, Tool.PLACE)
            shape = Qt.CursorShape.ClosedHandCursor
            if is_drag and self._board.cursor().shape() != shape:
                self._board.setCursor(shape)
            self.over_changed.emit(NOTHING)
            return
        at = self.position
        over = NOTHING if at is None else self._gripped_at(self.tool, at)
        wanted = cursor_for(self.tool, over[0])
        if self._board.cursor() != wanted:
            self._board.setCursor(wanted)
        self.over_changed.emit(over)
