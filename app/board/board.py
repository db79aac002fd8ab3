"""The board: the points and all that k-means makes of them, with zoom, pan and hover."""

from PyQt6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.board.camera import Camera
from app.board.layer_stack import LayerStack
from app.board.layers.backdrop import Sheet
from app.board.outside_view import OutsideView, way_to_points
from app.board.pointer import NOTHING, Gripped, Pointer
from app.board.points.point_under import point_under
from app.board.points.samples import Rows
from app.board.touch import Grip, Tool, Touch, TouchPhase, gripped
from app.paint.memo import Memo
from app.paint.painter import painting
from app.paint.view import View
from app.theme.theme import LIGHT, Theme
from app.widgets.wheel import turned
from app.words.translate import tr
from core.analysis.distances import Distances, distances_of
from core.runs.data import Data
from core.runs.run import Run
from core.session.look import Look
from core.session.pose import NO_ROWS, Pose

ZOOM_PER_NOTCH = 1.2

LEAST_PINCH = -0.9

PAN_PER_NOTCH = 60.0
"""Pixels."""


class Board(QWidget):
    """Layers of one view.

    It is a plain widget that paints its layers in order, rather than a graphics scene of
    items: a scene's bookkeeping buys nothing where every layer covers the whole view, and each
    layer can keep what it painted for as long as its values are the same.
    """

    hovered = pyqtSignal()
    """The pointer came to another point, or left one: see `distances`."""
    view_chosen = pyqtSignal()
    """A person moved the view: see `look_like`."""
    touched = pyqtSignal(object)
    """A `Touch` that is more than a pan."""
    double_clicked = pyqtSignal()
    """The click before was the first of a double click, which fits the view."""
    menu_requested = pyqtSignal(object, QPoint)
    """A `Touch` of the right button, and where that is on the screen."""
    pointed = pyqtSignal(object)
    """The place of the plane under a pointer that holds nothing, or None."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("board")
        self.setAccessibleName(tr("Board"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        # All of it is painted here: nothing needs to be painted below it first.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 160)
        self._theme = LIGHT
        self._run: Run | None = None
        self._pose: Pose | None = None
        self._distances: Distances | None = None
        self._is_tabbed = False
        self._row_under = Memo(_row_under)
        self._way = Memo(way_to_points)
        self.camera = Camera(self)
        self.layers = LayerStack(self)
        self._pointer = Pointer(self, self.camera, self._gripped_at)
        self._outside = OutsideView(self)
        self._join_wires()

    def _join_wires(self) -> None:
        self.camera.moved.connect(self._on_looked)
        self.camera.chosen.connect(self.view_chosen)
        self._outside.fit_requested.connect(self.camera.choose_fit)
        self._pointer.touched.connect(self.touched)
        self._pointer.double_clicked.connect(self.double_clicked)
        self._pointer.moved.connect(self._on_pointed)
        self._pointer.over_changed.connect(self._mark_grip)
        self.layers.points.improved.connect(self.update)

    @property
    def view(self) -> View:
        return self.camera.view

    @property
    def distances(self) -> Distances | None:
        """What is known of the point under the pointer, where there is one."""
        return self._distances

    def draw(
        self,
        run: Run,
        pose: Pose,
        slots: tuple[int, ...],
        look: Look,
        theme: Theme,
        selected: int | None = None,
    ) -> None:
        """Show ``pose`` of ``run``; ``slots`` are those of the centroids in the pose.

        The centroid in row ``selected`` is marked.
        """
        self.camera.follow_data(run)
        if theme is not self._theme or self._run is None:
            self._outside.apply_theme(theme)
        self._run, self._pose, self._theme = run, pose, theme
        self.layers.draw(run, pose, slots, look, theme, selected)
        self._find_point()
        self._draw_way()
        self.update()

    def draw_sheet(
        self, sheet: Sheet | None, ghost: tuple[float, float] | None, rows: Rows = NO_ROWS
    ) -> None:
        """Lay ``sheet`` under the points in place of the tints of cells, a ghost star over them.

        The points in ``rows`` (ascending) are ringed.
        """
        self.layers.draw_sheet(sheet, ghost, self._theme)
        self.layers.points.selected = rows
        self.update()

    def take_tool(self, tool: Tool) -> None:
        """Have the pointer do what ``tool`` does."""
        self._pointer.take_tool(tool)

    def let_go(self) -> None:
        """Let go of what the pointer holds."""
        self._pointer.let_go()

    def abandon(self) -> bool:
        """Take back all that came of what the pointer holds; False where it holds nothing."""
        return self._pointer.abandon()

    def fit(self) -> None:
        """Show all points, and keep doing so when the board or the data change."""
        self.camera.fit()

    def look_like(self, other: "Board") -> None:
        """Look where another board does; where that shows all points, show them here, too."""
        self.camera.look_like(other.camera)

    def zoom_by(self, factor: float) -> None:
        self.camera.zoom_by(factor, self.width() / 2, self.height() / 2)

    @property
    def is_settled(self) -> bool:
        """Whether the picture that was painted last is the one that is to stay."""
        return self.layers.points.is_settled

    def wait_for_picture(self) -> None:
        """Return when the next painting shows all points as they are to stay."""
        # A widget that is not shown yet hears of its size only when it is.
        self.camera.follow_size(self.width(), self.height())
        self.layers.points.look_from(self.view, self.devicePixelRatioF())
        self.layers.points.wait()
        self.update()

    def stop(self) -> None:
        """Stop all work for the picture."""
        self.layers.points.stop()

    def _on_looked(self) -> None:
        self._draw_way()
        self.update()

    def _draw_way(self) -> None:
        """Say where the points are, if none is in view."""
        if self._run is not None:
            way = self._way(self.view, self._run.data)
            self._outside.draw(way, len(self._run.points))

    def _gripped_at(self, tool: Tool, at: QPointF) -> Gripped:
        if self._run is None or self._pose is None:
            return NOTHING
        zoom, centroids = self._theme.zoom, self._pose.centroids
        return gripped(tool, self.view, self._run.data, centroids, zoom, at.x(), at.y())

    def _mark_grip(self, over: Gripped) -> None:
        if self.layers.grip_marks.mark(self._pointer.tool, over):
            self.update()

    def _on_pointed(self) -> None:
        """Find the point under the pointer, show what is known of it, and tell of a change."""
        before, at = self._distances, self._pointer.position
        self.pointed.emit(None if at is None else self.view.place(at.x(), at.y()))
        self._find_point()
        if self._distances != before:
            self.hovered.emit()
            self.update()

    def _find_point(self) -> None:
        if self._run is None or self._pose is None:
            return
        points, centroids = self._run.points, self._pose.centroids
        row = self._row_under(self.view, self._run.data, self._pointer.position)
        self._distances = None if row is None else distances_of(points, row, centroids)
        self.layers.draw_hover(self._distances, self._pose, self._theme)

    def _paint(self, painter: QPainter) -> None:
        if not self.layers.cover_all:
            painter.fillRect(self.rect(), self._theme.colour("board"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.layers.look_from(self.view, painter)
        if self._pose is not None:
            self.layers.paint(painter, self.view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self._theme.colour("accent" if self._is_tabbed else "hairline"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    # Qt's events

    def sizeHint(self) -> QSize:
        return QSize(700, 650)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        self.camera.follow_size(self.width(), self.height())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Up and down zoom at the pointer, left and right pan."""
        if event is None:
            return
        at, (right, up) = event.position(), turned(event)
        if abs(right) > abs(up):
            self.camera.pan(PAN_PER_NOTCH * right, 0.0)
        elif up:
            self.camera.zoom_by(ZOOM_PER_NOTCH**up, at.x(), at.y())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            self._pointer.double_click(event)

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        if event is None or self._run is None:
            return
        at = QPointF(event.pos())
        grip, row = self._gripped_at(Tool.LOOK, at)
        if grip is Grip.BOARD:
            grip, row = self._gripped_at(Tool.DRAW, at)
        touch = Touch(grip, TouchPhase.CLICKED, row, self.view.place(at.x(), at.y()), 0.0)
        self.menu_requested.emit(touch, event.globalPos())
        event.accept()

    def leaveEvent(self, event: QEvent | None) -> None:
        self._pointer.leave()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Stop work for a picture that nobody sees, as when the window closes."""
        # The release of a button would go elsewhere.
        self.let_go()
        self.stop()
        super().hideEvent(event)

    def event(self, event: QEvent | None) -> bool:
        """Have Esc for what is held, whatever else the key is a shortcut for."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
            and self._pointer.is_holding
        ):
            event.accept()
            return True
        if isinstance(event, QNativeGestureEvent) and self._take_gesture(event):
            event.accept()
            return True
        return super().event(event)

    def _take_gesture(self, event: QNativeGestureEvent) -> bool:
        """Pinching on a touchpad zooms, a double tap with two fingers fits."""
        at = event.position()
        if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self.camera.zoom_by(1.0 + max(event.value(), LEAST_PINCH), at.x(), at.y())
        elif event.gestureType() is Qt.NativeGestureType.SmartZoomNativeGesture:
            self.camera.choose_fit()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Esc takes back what came of the drag or the stroke that is in progress."""
        if event is None or event.key() != Qt.Key.Key_Escape or not self.abandon():
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Show the focus that came by the Tab key; others know where they clicked."""
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._is_tabbed = event is not None and event.reason() in reasons
        self.update()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        self._is_tabbed = False
        self.update()


def _row_under(view: View, data: Data, pointer: QPointF | None) -> int | None:
    return None if pointer is None else point_under(view, data, pointer.x(), pointer.y())
