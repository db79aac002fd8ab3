"""Where a board looks: pan, zoom, and the view that shows all points."""

from PyQt6.QtCore import QObject, pyqtSignal

from app.paint.view import CLOSEST, FARTHEST, View, united
from core.geometry.voronoi import Rectangle
from core.runs.recipe import BY_HAND, FILE
from core.runs.run import Run

SQUARE: Rectangle = (-1.0, -1.0, 1.0, 1.0)
"""What a board of generated data always shows, so that a moving slider does not move the view."""


class Camera(QObject):
    """The view of a board; either it shows all points and follows them, or a person chose it."""

    moved = pyqtSignal()
    chosen = pyqtSignal()
    """A person moved it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.view = View()
        self.fits = True
        """Whether all points are shown, and stay so when the board or the data change."""
        self._run: Run | None = None

    def follow_data(self, run: Run) -> None:
        """Show other data whole; data that only grew or spread leave a chosen view alone.

        A file that was read again is other data: it may have been saved again.
        """
        former, self._run = self._run, run
        if former is not None and run.data is former.data:
            return
        if self.fits or former is None or _source_of(former) != _source_of(run):
            self.fit()

    def follow_size(self, width: int, height: int) -> None:
        """Keep all in view, or the middle where a person chose the view."""
        self._look_from(self.view.resized(width, height))
        if self.fits:
            self.fit()

    def fit(self) -> None:
        """Show all points, and keep doing so when the board or the data change."""
        self.fits = True
        if self._run is not None:
            self._look_from(self.view.fitted(frame_of(self._run)))

    def choose_fit(self) -> None:
        """Fit, as a person's choice of the view."""
        self.fit()
        self.chosen.emit()

    def hold_still(self) -> None:
        """Keep the view whatever becomes of the points."""
        self.fits = False

    def look_like(self, other: "Camera") -> None:
        """Look where another camera does; where that shows all points, show them here, too."""
        if other.fits:
            self.fit()
            return
        self.fits = False
        self._look_from(other.view.resized(self.view.width, self.view.height))

    def zoom_by(self, factor: float, x: float, y: float) -> None:
        """Zoom so that the place at a pixel stays where it is."""
        if self._run is None:
            return
        fitted = self.view.fitted(frame_of(self._run)).scale
        scale = min(max(self.view.scale * factor, FARTHEST * fitted), CLOSEST * fitted)
        self.fits = False
        self._look_from(self.view.zoomed(scale / self.view.scale, x, y))
        self.chosen.emit()

    def pan(self, right: float, down: float) -> None:
        """Move the plane by so many pixels."""
        self.fits = False
        self._look_from(self.view.panned(right, down))
        self.chosen.emit()

    def return_to(self, view: View, fits: bool) -> None:
        """Look from where it did before."""
        self.fits = fits
        self._look_from(view.resized(self.view.width, self.view.height))
        self.chosen.emit()

    def _look_from(self, view: View) -> None:
        is_new, self.view = view != self.view, view
        if is_new:
            self.moved.emit()


def frame_of(run: Run) -> Rectangle:
    """The rectangle that shows all points of a run."""
    xmin, ymin, xmax, ymax = bounds = run.data.bounds
    is_small = max(xmax - xmin, ymax - ymin) <= SQUARE[2] - SQUARE[0]
    # What is drawn by hand at a scale of its own is shown at that, like a file.
    if run.recipe.shape == FILE or (run.recipe.shape == BY_HAND and not is_small):
        return bounds
    return united(bounds, SQUARE)


def _source_of(run: Run) -> tuple[object, ...]:
    """What the points of a run are of; `id` of the table, which tells one reading from another."""
    recipe, table = run.recipe, run.data.table
    return recipe.shape, recipe.file, recipe.columns, recipe.standardise, id(table)
