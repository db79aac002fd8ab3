"""The panel of the clusters: how many, and how k-means starts."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.theme.theme import Theme
from app.widgets.fields import ChoiceField, NumberField, Row, SeedField
from app.widgets.section import Section
from app.words.names import policy_names, start_names
from app.words.translate import tr
from core.runs.recipe import BY_HAND, Recipe


class ClustersPanel(QWidget):
    """The section Clusters."""

    chosen = pyqtSignal(str, object, bool)
    """Field of the recipe, value, and whether the choice is live: a slider is still held."""
    settled = pyqtSignal()

    def __init__(self, new_starts: QAction) -> None:
        super().__init__()
        self._k = NumberField(
            "k",
            tr("Clusters K"),
            "clusters_count",
            tr("Number of clusters"),
            logarithmic=True,
            least=0,
        )
        self._start = ChoiceField(
            "start",
            tr("Initialisation"),
            "start_method",
            tr("How the initial centroids are chosen"),
        )
        self._seed = SeedField(
            "start_seed",
            tr("Init seed"),
            "start_seed",
            tr("The same seed gives the same initial centroids"),
            new_starts,
        )
        self._empty = ChoiceField(
            "empty",
            tr("Empty cluster"),
            "empty_policy",
            tr("What happens to a cluster that loses all its points"),
        )
        self._rows: tuple[Row, ...] = (self._k, self._start, self._seed, self._empty)
        self._section = Section(tr("Clusters"), self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)
        for row in self._rows:
            row.chosen.connect(self.chosen)
            row.settled.connect(self.settled)

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def draw(self, recipe: Recipe) -> None:
        self._k.draw(recipe.k)
        self._start.draw(recipe.start, start_names())
        by_hand = recipe.start == BY_HAND
        self._seed.draw(recipe.start_seed, tr("Centroids placed by hand need no seed") * by_hand)
        self._empty.draw(recipe.empty, policy_names())

    def apply_theme(self, theme: Theme) -> None:
        self._section.apply_theme(theme)
        for row in self._rows:
            row.apply_theme(theme)
