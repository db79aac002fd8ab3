"""The layers that show the points: one by one where few are in view, else as an image."""

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QColor

from app.board.points.colours import tint_of
from app.board.points.density import Density
from app.board.points.dots import LARGEST, Dots
from app.board.points.links import Links
from app.board.points.marks import Marks, cross, ring
from app.board.points.notes import Notes
from app.board.points.rasters import Frame, Rasters
from app.board.points.rings import Rings
from app.board.points.samples import NONE, Rows, Sample, in_view, linked, ringed
from app.paint.memo import Memo
from app.paint.view import View
from app.theme.theme import LIGHT, Theme
from app.words.notices import (
    coarse_note,
    crosses_note,
    links_note,
    memory_note,
    rings_note,
    shapes_note,
)
from core.analysis.truth import disagreeing_at
from core.geometry.raster import Raster
from core.runs.data import Data
from core.runs.run import Run
from core.session.look import Look
from core.session.pose import NO_ROWS, Pose


class PointLayers(QObject):
    """Hands to each of its layers what they have to show of the points in view.

    All that costs more with more points is kept until data, labels or view are others: a frame
    of a glide touches none of the points.
    """

    improved = pyqtSignal()
    """There is a better picture of the points."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.links, self.dots, self.density = Links(), Dots(), Density()
        self.rings, self.notes = Rings(), Notes()
        self.crosses, self.selection = Marks(cross), Marks(ring)
        self.selected: Rows = NO_ROWS
        """Rows, ascending, of points that something beside the board speaks of."""
        self._rasters = Rasters(self)
        self._rasters.arrived.connect(self.improved)
        self._shown: tuple[Run, Pose, tuple[int, ...], Look] | None = None
        self._theme = LIGHT
        self.is_image = False
        """Whether the points in view are so many that an image shows them."""
        self.ground: QColor | None = None
        """What the points lie on, where that is not the cells."""
        self._seen = Memo(_in_view)
        self._ringed, self._linked = Memo(ringed), Memo(linked)
        self._crossed, self._chosen = Memo(ringed), Memo(ringed)

    @property
    def is_settled(self) -> bool:
        """Whether the points are shown as they are to stay."""
        return self._rasters.is_settled

    def draw(self, run: Run, pose: Pose, slots: tuple[int, ...], look: Look, theme: Theme) -> None:
        """Show the points of ``run`` as they are in ``pose``."""
        self._shown, self._theme = (run, pose, slots, look), theme

    def look_from(self, view: View, ratio: float) -> None:
        """Show what is in ``view``, at so many device pixels a pixel."""
        if self._shown is None:
            return
        run, pose, slots, look = self._shown
        theme, labels = self._theme, pose.labels
        seen = self._seen(run.data, view, theme)
        raster = self._raster(run.data, seen, Frame(view, ratio, theme.zoom))
        picture = self._rasters.picture if seen is None else None
        self.is_image = seen is None
        tint = tint_of(run, pose, slots, look, theme)
        # Shades of a lottery are no clusters: they have no shapes.
        shaped = look.shapes and (pose.seeding_odds is None or not look.seeding)
        self.dots.draw(seen, tint, theme, shaped, self.ground)
        self.density.draw(picture, tint, theme)
        strength = pose.ring_strength if look.rings else 0.0
        marked = self._ringed(run.data, pose.changed, seen, view) if strength > 0.0 else NONE
        n = len(run.points) if seen is None else len(seen.rows)
        self.rings.draw(marked, labels, strength, n, slots, theme)
        apart = disagreeing_at(run, pose.half_step) if look.disagreements else None
        crossed = NONE if apart is None else self._crossed(run.data, apart, seen, view)
        self.crosses.draw(crossed, n, theme)
        # They may be of other points, which are on the way.
        is_about = len(self.selected) > 0 and self.selected[-1] < len(run.points)
        chosen = self._chosen(run.data, self.selected, seen, view) if is_about else NONE
        self.selection.draw(chosen, n, theme)
        # Either all points have a cluster or, at the start, none has.
        has_links = look.links and bool((labels[:1] >= 0).all())
        joined = self._linked(run.data, seen, raster) if has_links else NONE
        self.links.draw(joined, labels if has_links else None, pose.centroids, slots)
        self._note(look, seen, marked, crossed, joined)

    def wait(self) -> None:
        """Return when the layers show the points as they are to stay."""
        self._rasters.wait()

    def stop(self) -> None:
        """Stop all work, as before the window closes."""
        self._rasters.stop()

    def _raster(self, data: Data, seen: Sample | None, frame: Frame) -> Raster | None:
        if seen is not None:
            self._rasters.want_none(data)
            return None
        self._rasters.want(data, frame)
        picture = self._rasters.picture
        return None if picture is None else picture.raster

    def _note(
        self, look: Look, seen: Sample | None, marked: Sample, crossed: Sample, joined: Sample
    ) -> None:
        picture = self._rasters.picture if seen is None else None
        is_coarse = picture is not None and picture.is_coarse
        notes = [coarse_note()] if is_coarse else []
        if seen is None and (picture is None or self._rasters.is_given_up):
            notes = [memory_note()]
        if marked.is_part:
            notes.append(rings_note(len(marked.rows), marked.of))
        if crossed.is_part:
            notes.append(crosses_note(len(crossed.rows), crossed.of))
        if joined.is_part and not is_coarse:
            notes.append(links_note(len(joined.rows), joined.of))
        if seen is None and look.shapes:
            notes.append(shapes_note())
        self.notes.draw(notes, self._theme)


def _in_view(data: Data, view: View, theme: Theme) -> Sample | None:
    return in_view(data, view, LARGEST * theme.zoom)
