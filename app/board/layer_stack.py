"""All layers of a board, bottom to top."""

from contextlib import suppress

from PyQt6.QtCore import QObject
from PyQt6.QtGui import QPainter

from app.board.layers.axes import Axes
from app.board.layers.backdrop import Backdrop, Ghost, Sheet
from app.board.layers.cells import CellEdges, Cells
from app.board.layers.centroids import CentroidLayer
from app.board.layers.empty_clusters import EmptyClusterLayer
from app.board.layers.grip_marks import GripMarks
from app.board.layers.hover import Hover
from app.board.layers.invitation import Invitation
from app.board.layers.layer import Layer
from app.board.layers.number_line import NumberLine
from app.board.layers.seeding import SeedingLayer
from app.board.layers.trails import Trails
from app.board.layers.true_centres import TrueCentres
from app.board.points.coordinates import Coordinates
from app.board.points.point_layers import PointLayers
from app.paint.sprites import pixel_ratio
from app.paint.view import View
from app.theme.theme import Theme
from app.words.waiting import missing_words
from core.analysis.distances import Distances
from core.runs.run import Run
from core.session.look import Look
from core.session.pose import Pose


class LayerStack:
    """Hands the values of a board to its layers, and paints them in order."""

    def __init__(self, parent: QObject) -> None:
        self.points = PointLayers(parent)
        self.grip_marks = GripMarks()
        self._cells = Cells()
        self._edges = CellEdges(self._cells)
        self._truth, self._trails, self._centroids = TrueCentres(), Trails(), CentroidLayer()
        self._axes, self._hover = Axes(), Hover()
        self._number_line = NumberLine()
        self._seeding, self._empty = SeedingLayer(), EmptyClusterLayer()
        self._backdrop, self._ghost = Backdrop(), Ghost()
        self.coordinates, self.invitation = Coordinates(), Invitation()
        self._layers: tuple[Layer, ...] = (
            self._backdrop,
            self._cells,
            self._number_line,
            self.points.links,
            self.points.density,
            self.points.dots,
            self._edges,
            self.points.rings,
            self.points.crosses,
            self.points.selection,
            self._truth,
            self._trails,
            self._seeding,
            self._empty,
            self._ghost,
            self._centroids,
            self.coordinates,
            self._axes,
            self.points.notes,
            self._hover,
            self.grip_marks,
            self.invitation,
        )

    @property
    def cover_all(self) -> bool:
        """Whether nothing of the ground is seen."""
        return self._cells.cover_all

    def draw(
        self,
        run: Run,
        pose: Pose,
        slots: tuple[int, ...],
        look: Look,
        theme: Theme,
        selected: int | None,
    ) -> None:
        """Show ``pose`` of ``run``; ``slots`` are those of the centroids in the pose."""
        centroids = pose.centroids
        has_cells = look.cells and len(centroids) > 0
        self._cells.draw(centroids if has_cells else None, slots, theme)
        self.points.draw(run, pose, slots, look, theme)
        self._truth.draw(run.data.true_centres if look.truth else None, theme)
        self._trails.draw(pose.trail if look.trails else pose.trail[:0], centroids, theme)
        self._centroids.draw(centroids, slots, theme, selected)
        odds = pose.seeding_odds if look.seeding else None
        self._seeding.draw(centroids, None if odds is None else odds.nearest, theme)
        self._empty.draw(pose.emptied, pose.flash, pose.flash_strength, len(slots), theme)
        _, bottom, _, top = run.data.bounds
        # A single point is no line.
        is_line = bottom == top and len(run.points) > 1
        self._axes.draw(run.axis_names(), look.axes, is_line, theme)
        self._number_line.draw(bottom if is_line else None, centroids, theme)
        if look.axes:
            self.coordinates.draw(run.points, centroids, is_line, theme)
        else:
            self.coordinates.hide()
        is_empty = not len(run.points)
        self.invitation.draw(missing_words(run), is_empty=is_empty, theme=theme)
        self.grip_marks.draw(run.points, centroids, theme)

    def draw_hover(self, distances: Distances | None, pose: Pose, theme: Theme) -> None:
        """Show what is known of the point under the pointer."""
        self._hover.draw(distances, pose.centroids, theme)

    def draw_sheet(
        self, sheet: Sheet | None, ghost: tuple[float, float] | None, theme: Theme
    ) -> None:
        """Lay ``sheet`` under the points in place of the tints of cells, a ghost star over them."""
        self._backdrop.draw(sheet)
        self._ghost.draw(ghost, theme)
        self._cells.fill(sheet is None)
        self.points.ground = None if sheet is None else sheet.ground

    def look_from(self, view: View, painter: QPainter) -> None:
        """Prepare what the layers of points show of ``view``."""
        # What there is no memory for is not painted: an error here would come at every frame.
        with suppress(MemoryError):
            self.points.look_from(view, pixel_ratio(painter))
        self._edges.draw(self.points.is_image)

    def paint(self, painter: QPainter, view: View) -> None:
        for layer in self._layers:
            painter.save()
            try:
                with suppress(MemoryError):
                    layer.paint(painter, view)
            finally:
                painter.restore()
