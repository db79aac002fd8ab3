"""The board: the points and all that k-means makes of them, with zoom, pan and hover."""

from contextlib import suppress

from PyQt6.QtCore import QEvent, QPointF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QApplication, QSizePolicy, QWidget

from app.board.layers.axis_names import AxisNames
from app.board.layers.backdrop import Backdrop, Ghost, Sheet
from app.board.layers.cells import CellEdges, Cells
from app.board.layers.centroids import CentroidLayer
from app.board.layers.empty_clusters import EmptyClusterLayer
from app.board.layers.grip_marks import GripMarks
from app.board.layers.hover import Hover
from app.board.layers.layer import Layer
from app.board.layers.number_line import NumberLine
from app.board.layers.seeding import SeedingLayer
from app.board.layers.trails import Trails
from app.board.layers.true_centres import TrueCentres
from app.board.outside_view import OutsideView, way_to_points
from app.board.points.point_layers import PointLayers
from app.board.points.point_under import point_under
from app.board.touch import RUBBER, Grip, Tool, Touch, TouchPhase, cursor_for, gripped
from app.paint.memo import Memo
from app.paint.painter import painting
from app.paint.sprites import pixel_ratio
from app.paint.view import CLOSEST, FARTHEST, View, united
from app.theme.theme import LIGHT, Theme
from app.words.translate import tr
from core.analysis.distances import Distances, distances_of
from core.geometry.voronoi import Rectangle
from core.runs.data import Data
from core.runs.recipe import BY_HAND, FILE
from core.runs.run import Run
from core.session.look import Look
from core.session.pose import Pose

SQUARE: Rectangle = (-1.0, -1.0, 1.0, 1.0)
"""What a board of made data always shows, so that a moving slider does not move the view."""

NOTCH = 120.0
ZOOM_PER_NOTCH = 1.2
MOST_NOTCHES = 40.0
"""A single event of more than this is a mistake of the device."""

PEN_STEP = 12.0
"""Pixels between two points that a pen draws."""

HOLDING = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton)
"""Buttons that take hold of something."""


class Board(QWidget):
    """Layers of one view.

    It is a plain widget that paints its layers in order, rather than a graphics scene of
    items: a scene's bookkeeping buys nothing where every layer covers the whole view, and each
    layer can keep what it painted for as long as its values are the same.
    """

    hovered = pyqtSignal()
    """The person's pointer came to another point, or left one: see `distances`."""
    view_chosen = pyqtSignal()
    """The person looks from elsewhere: see `look_like`."""

    touched = pyqtSignal(object)
    """A `Touch` of the person's hand that is more than a look around."""

    double_clicked = pyqtSignal()
    """The click told of last was the first of a double click, which fits the view."""

    pointed = pyqtSignal(object)
    """The place of the plane under a pointer that holds nothing, or None."""

    looked = pyqtSignal()
    """The `view` is another."""

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
        self._cells, self._point_layers = Cells(), PointLayers(self)
        self._edges = CellEdges(self._cells)
        self._truth, self._trails, self._stars = TrueCentres(), Trails(), CentroidLayer()
        self._axis_names, self._hover = AxisNames(), Hover()
        self._number_line = NumberLine()
        self._choice, self._flash = SeedingLayer(), EmptyClusterLayer()
        self._backdrop, self._ghost, self._target = Backdrop(), Ghost(), GripMarks()
        self._layers: list[Layer] = [
            self._backdrop,
            self._cells,
            self._number_line,
            self._point_layers.links,
            self._point_layers.density,
            self._point_layers.dots,
            self._edges,
            self._point_layers.rings,
            self._truth,
            self._trails,
            self._choice,
            self._flash,
            self._ghost,
            self._stars,
            self._axis_names,
            self._point_layers.notes,
            self._hover,
            self._target,
        ]
        self._point_layers.improved.connect(self.update)
        self._theme = LIGHT
        self._run: Run | None = None
        self._pose: Pose | None = None
        self._view = View()
        self._fits = True
        self._tabbed = False
        self._tool = Tool.LOOK
        self._grip: tuple[Grip, int] = (Grip.BOARD, -1)
        self._pressed_at: QPointF | None = None
        self._before_press = (self._view, True)
        self._held = Qt.MouseButton.LeftButton
        self._dragged_to: QPointF | None = None
        self._marked_at = QPointF()
        self._pointer: QPointF | None = None
        self._distances: Distances | None = None
        self._row_under = Memo(_row_under)
        self._way = Memo(way_to_points)
        self._away = OutsideView(self)
        self._away.fit_requested.connect(self._fit_all)

    @property
    def view(self) -> View:
        """Where the board looks."""
        return self._view

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
        if self._run is None or run.data is not self._run.data:
            self._follow_data(self._run, run)
        if theme is not self._theme or self._run is None:
            self._away.apply_theme(theme)
        self._run, self._pose, self._theme = run, pose, theme
        self._cells.draw(pose.centroids if look.cells else None, slots, theme)
        self._point_layers.draw(run, pose, slots, look, theme)
        self._truth.draw(run.data.true_centres if look.truth else None, theme)
        self._trails.draw(pose.trail if look.trails else pose.trail[:0], pose.centroids, theme)
        self._stars.draw(pose.centroids, slots, theme, selected)
        seeding_odds = pose.seeding_odds if look.seeding else None
        self._choice.draw(
            pose.centroids, None if seeding_odds is None else seeding_odds.nearest, theme
        )
        self._flash.draw(pose.emptied, pose.flash, pose.flash_strength, len(slots), theme)
        self._axis_names.draw(run.axis_names(), theme)
        _, bottom, _, top = run.data.bounds
        self._number_line.draw(bottom if bottom == top else None, pose.centroids, theme)
        self._target.draw(run.points, pose.centroids, theme)
        self._find_point()
        self._tell_way()
        self.update()

    def draw_sheet(self, sheet: Sheet | None, ghost: tuple[float, float] | None) -> None:
        """Lay ``sheet`` under the points in place of the tints of cells, a ghost star over them."""
        self._backdrop.draw(sheet)
        self._ghost.draw(ghost, self._theme)
        self._cells.fill(sheet is None)
        self._point_layers.ground = None if sheet is None else sheet.ground
        self.update()

    def take_tool(self, tool: Tool) -> None:
        """Have the pointer do what ``tool`` does."""
        self._tool = tool
        self.let_go()
        self._show_cursor()

    def let_go(self) -> None:
        """Take out of the hand what it holds."""
        if self._pressed_at is not None:
            at = self._dragged_to or self._pressed_at
            self._pressed_at = self._dragged_to = None
            self._show_cursor()
            if self._grip[0] is not Grip.BOARD:
                self._touch(TouchPhase.LET_GO, at)

    def abandon(self) -> bool:
        """Take back all that came of what the hand holds; False where it holds nothing."""
        if self._pressed_at is None:
            return False
        at = self._dragged_to or self._pressed_at
        self._pressed_at = self._dragged_to = None
        if self._grip[0] is not Grip.BOARD:
            self._touch(TouchPhase.ABANDONED, at)
        view, self._fits = self._before_press
        self._look_from(view.resized(self.width(), self.height()))
        self.view_chosen.emit()
        self._show_cursor()
        return True

    def fit(self) -> None:
        """Show all points, and keep doing so when the board or the data change."""
        self._fits = True
        if self._run is not None:
            self._look_from(self._view.fitted(self._frame(self._run)))

    def look_like(self, other: "Board") -> None:
        """Look where another board does; where that shows all points, show them here, too."""
        if other._fits:
            self.fit()
            return
        self._fits = False
        self._look_from(other.view.resized(self.width(), self.height()))

    def zoom_by(self, factor: float) -> None:
        """Zoom at the middle."""
        self._zoom(factor, QPointF(self.width() / 2, self.height() / 2))

    @property
    def is_settled(self) -> bool:
        """Whether the picture that was painted last is the one that is to stay."""
        return self._point_layers.is_settled

    def wait_for_picture(self) -> None:
        """Return when the next painting shows all points as they are to stay."""
        # A widget that is not shown yet hears of its size only when it is.
        self._follow_size()
        self._point_layers.look_from(self._view, self.devicePixelRatioF())
        self._point_layers.wait()
        self.update()

    def stop(self) -> None:
        """Leave off all work that is under way, as before the end."""
        self._point_layers.stop()

    def sizeHint(self) -> QSize:
        """A size for layouts to begin with."""
        return QSize(700, 650)

    # What is in view

    def _frame(self, run: Run) -> Rectangle:
        xmin, ymin, xmax, ymax = bounds = run.data.bounds
        is_small = max(xmax - xmin, ymax - ymin) <= SQUARE[2] - SQUARE[0]
        # What is drawn by hand at a scale of its own is shown at that, like a file.
        if run.recipe.shape == FILE or (run.recipe.shape == BY_HAND and not is_small):
            return bounds
        return united(bounds, SQUARE)

    def _follow_data(self, old: Run | None, new: Run) -> None:
        """Other data are shown whole; data that only grew or spread leave a chosen view alone.

        A file that was read anew is other data: it may have been saved anew.
        """
        if self._fits or old is None or _source_of(old) != _source_of(new):
            self._fits = True
            self._look_from(self._view.fitted(self._frame(new)))

    def _follow_size(self) -> None:
        self._look_from(self._view.resized(self.width(), self.height()))
        if self._fits:
            self.fit()

    def _look_from(self, view: View) -> None:
        is_new, self._view = view != self._view, view
        self.update()
        if is_new:
            self._tell_way()
            self.looked.emit()

    def _tell_way(self) -> None:
        """Say where the points are, if none is in view."""
        if self._run is not None:
            way = self._way(self._view, self._run.data)
            self._away.draw(way, len(self._run.points))

    def _fit_all(self) -> None:
        """Fit, as a person's choice of the view."""
        self.fit()
        self.view_chosen.emit()

    def _zoom(self, factor: float, at: QPointF) -> None:
        if self._run is None:
            return
        fitted = self._view.fitted(self._frame(self._run)).scale
        scale = min(max(self._view.scale * factor, FARTHEST * fitted), CLOSEST * fitted)
        self._fits = False
        self._look_from(self._view.zoomed(scale / self._view.scale, at.x(), at.y()))
        self.view_chosen.emit()

    # Qt's events

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep all in view, or the middle where a person chose the view."""
        self._follow_size()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the layers, bottom to top."""
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        if not self._cells.cover_all:
            painter.fillRect(self.rect(), self._theme.colour("board"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # What there is no memory for is not painted: an error here would come at every frame.
        with suppress(MemoryError):
            self._point_layers.look_from(self._view, pixel_ratio(painter))
        self._edges.draw(self._point_layers.is_image)
        for layer in self._layers if self._pose is not None else ():
            painter.save()
            try:
                with suppress(MemoryError):
                    layer.paint(painter, self._view)
            finally:
                painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self._theme.colour("accent" if self._tabbed else "hairline"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Zoom at the pointer."""
        if event is not None and (turn := event.angleDelta().y()):
            notches = min(max(turn / NOTCH, -MOST_NOTCHES), MOST_NOTCHES)
            self._zoom(ZOOM_PER_NOTCH**notches, event.position())
            event.accept()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Take hold of the board, or of what the tool takes hold of; the middle button pans."""
        if event is None or event.button() not in HOLDING or self._pressed_at is not None:
            return
        at = event.position()
        self._pressed_at, self._dragged_to, self._grip = at, None, (Grip.BOARD, -1)
        self._before_press = self._view, self._fits
        # Nothing is asked of the points while something is held.
        self._pointer = None
        self._ask_for_point()
        self._mark_target((Grip.BOARD, -1))
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = self._gripped(at)
            if self._grip[0] is not Grip.BOARD:
                self._touch(TouchPhase.PRESSED, at)
            if self._grip[0] in (Grip.PEN, Grip.RUBBER):
                self._drag_to(at)  # they leave a mark where they are put down
        self._held = event.button()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Pan while held, else ask for the point under the pointer."""
        if event is None:
            return
        if not event.buttons() & self._held:
            self.let_go()  # the release may have gone to another window
        if self._pressed_at is None:
            self._pointer = event.position()
            self._ask_for_point()
            self._show_cursor()
        elif self._dragged_to is not None or self._is_drag(event.position()):
            self._drag_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Let go."""
        if event is None or event.button() != self._held or self._pressed_at is None:
            return
        if self._dragged_to is None and self._held == Qt.MouseButton.LeftButton:
            self._pressed_at = None
            self._touch(TouchPhase.CLICKED, event.position())
            self._show_cursor()
        self.let_go()
        self._pointer = event.position()
        self._ask_for_point()
        self._show_cursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """Fit; with a tool in hand it is the second of two quick presses."""
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        # By what the first click was on: a star may have come under the pointer by it.
        if self._tool is Tool.LOOK and self._grip[0] is Grip.BOARD:
            self.double_clicked.emit()
            self._fit_all()
        else:
            self.mousePressEvent(event)

    def event(self, event: QEvent | None) -> bool:
        """Have Esc for what is held, whatever else the key is a shortcut for."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
            and self._pressed_at is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Esc takes back what came of the drag or the stroke that is under way."""
        if event is None or event.key() != Qt.Key.Key_Escape or not self.abandon():
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Show the focus to whoever goes by the Tab key; others would only wonder at it."""
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._tabbed = event is not None and event.reason() in reasons
        self.update()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Show it no more."""
        self._tabbed = False
        self.update()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Leave off work for a picture that nobody sees, as when the window closes.

        Who holds something lets it go: the release would go elsewhere.
        """
        self.let_go()
        self.stop()
        super().hideEvent(event)

    def leaveEvent(self, event: QEvent | None) -> None:
        """Ask for nothing any more."""
        self._pointer = None
        self._ask_for_point()
        self._mark_target((Grip.BOARD, -1))

    def _is_drag(self, at: QPointF) -> bool:
        """Whether the pointer has left the place of the press: a click may tremble a little."""
        assert self._pressed_at is not None
        way = (at - self._pressed_at).manhattanLength()
        return way >= QApplication.startDragDistance()

    def _drag_to(self, at: QPointF) -> None:
        moved = at - (self._dragged_to or self._pressed_at or at)
        is_new, self._dragged_to = self._dragged_to is None, at
        if self._grip[0] is Grip.BOARD:
            self._pointer, self._fits = None, False
            self._look_from(self._view.panned(moved.x(), moved.y()))
            self.view_chosen.emit()
            self._ask_for_point()
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

    def _touch(self, moment: TouchPhase, at: QPointF) -> None:
        grip, row = self._grip
        place, reach = self._view.place(at.x(), at.y()), RUBBER / self._view.scale
        if grip in (Grip.PEN, Grip.RUBBER, Grip.POINT):
            self._fits = False  # a sheet that moves cannot be drawn on
        self.touched.emit(Touch(grip, moment, row, place, reach))

    def _gripped(self, at: QPointF) -> tuple[Grip, int]:
        if self._run is None or self._pose is None:
            return Grip.BOARD, -1
        zoom, centroids = self._theme.zoom, self._pose.centroids
        return gripped(self._tool, self._view, self._run.data, centroids, zoom, at.x(), at.y())

    def _show_cursor(self) -> None:
        """Show by the pointer what a press would do, or does."""
        if self._pressed_at is not None:
            is_held = self._dragged_to is not None and self._tool in (Tool.LOOK, Tool.PLACE)
            shape = Qt.CursorShape.ClosedHandCursor
            if is_held and self.cursor().shape() != shape:
                self.setCursor(shape)
            self._mark_target((Grip.BOARD, -1))
            return
        over = (Grip.BOARD, -1) if self._pointer is None else self._gripped(self._pointer)
        wanted = cursor_for(self._tool, over[0])
        if self.cursor() != wanted:
            self.setCursor(wanted)
        self._mark_target(over)

    def _mark_target(self, over: tuple[Grip, int]) -> None:
        if self._target.mark(self._tool, over):
            self.update()

    def _ask_for_point(self) -> None:
        """Find the point under the pointer, show what is known of it, and tell of a change."""
        before, at = self._distances, self._pointer
        self.pointed.emit(None if at is None else self._view.place(at.x(), at.y()))
        self._find_point()
        if self._distances != before:
            self.hovered.emit()
            self.update()

    def _find_point(self) -> None:
        if self._run is None or self._pose is None:
            return
        points, centroids = self._run.points, self._pose.centroids
        row = self._row_under(self._view, self._run.data, self._pointer)
        self._distances = None if row is None else distances_of(points, row, centroids)
        self._hover.draw(self._distances, centroids, self._theme)


def _source_of(run: Run) -> tuple[object, ...]:
    """What the points of a run are of; `id` of the table, which tells one reading from another."""
    recipe, table = run.recipe, run.data.table
    return recipe.shape, recipe.file, recipe.columns, recipe.standardise, id(table)


def _row_under(view: View, data: Data, pointer: QPointF | None) -> int | None:
    return None if pointer is None else point_under(view, data, pointer.x(), pointer.y())
