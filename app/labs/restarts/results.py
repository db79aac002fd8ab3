"""The results of restarts: histogram, table, and the buttons that save or show them."""

from math import nan
from weakref import ref

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.files.save_dialog import save_table
from app.labs.lab import lab_button
from app.labs.restarts.bins import HistogramBar, seeds_of
from app.labs.restarts.histogram import Histogram, HistogramData
from app.labs.restarts.table import RestartsTable, cells_of, text_of
from app.labs.restarts.words import bar_words, failed_words, hint_words, seeds_words
from app.theme.theme import Theme
from app.widgets.labels.plain_label import wrapped_label
from app.widgets.layouts.tiles import Tiles
from app.words.numbers import grouped
from app.words.translate import tr
from core.experiments import Batch, Tally, csv_of, reference_cost
from core.experiments.restarts import FAILED
from core.kmeans.measures import SAME
from core.runs.data import Data
from core.runs.recipe import Recipe
from core.runs.run import Run
from core.session.state import State


class RestartsResults(QWidget):
    """The restarts of one board, tallied by initialisation method."""

    chosen = pyqtSignal(dict)
    """A restart is to be shown on the board: fields of the recipe, and their values."""
    said = pyqtSignal(str)
    """The outcome of a command, in words."""

    def __init__(self) -> None:
        super().__init__()
        self._state: State | None = None
        self._about: tuple[ref[Data], Recipe] | None = None
        self._tallies: dict[str, Tally] = {}
        self._wanted = 0
        self._histogram, self._table = Histogram(), RestartsTable()
        self._hint, self._caption = wrapped_label("quiet"), wrapped_label("quiet")
        best = lab_button(tr("Show the best run"), "restarts_best", tr("restarts"))
        best.setToolTip(tr("Open the best of these runs"))
        save = lab_button(tr("Save as CSV…"), "restarts_save", tr("restarts"))
        save.setToolTip(tr("Save each restart: initialisation, seed, inertia, iterations"))
        copy = lab_button(tr("Copy table"), "restarts_copy", tr("restarts"))
        copy.setToolTip(tr("Copy the table for a spreadsheet"))
        self._buttons = (best, save, copy)
        self._tiles = Tiles(list(self._buttons), 3)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._histogram, 1)
        for part in (self._hint, self._table, self._caption, self._tiles):
            self._column.addWidget(part)
        self._column.addStretch()
        self._histogram.pointed.connect(self._draw_hint)
        self._histogram.picked.connect(self._on_picked)
        best.clicked.connect(self._choose_best)
        save.clicked.connect(self._save_as)
        copy.clicked.connect(self._copy_table)

    @property
    def tallies(self) -> list[Tally]:
        """The results of each method that has any."""
        return [tally for tally in self._tallies.values() if len(tally)]

    def clear(self) -> None:
        """Remove all results."""
        self._about, self._tallies = None, {}
        self.draw()

    def begin(self, run: Run, methods: list[str], count: int) -> None:
        """Expect ``count`` restarts of each method, on the points of ``run``."""
        self._about = ref(run.data), run.recipe
        self._tallies = {method: Tally(method) for method in methods}
        self._wanted = count * len(methods)
        self.draw()

    def add(self, batch: Batch) -> None:
        """Add the results of more restarts; `draw` shows them."""
        self._tallies[batch.method] = self._tallies[batch.method].with_batch(batch)

    def draw_run(self, state: State) -> None:
        """Mark the run that is on the board."""
        former, self._state = self._state, state
        if former is None or former.run is not state.run:
            self._draw_histogram()
            self._draw_hint(None)

    def draw(self) -> None:
        """Show all results so far."""
        self._draw_histogram()
        reference, is_truth = self._reference()
        self._table.draw([cells_of(own, reference, is_truth=is_truth) for own in self.tallies])
        words = failed_words(reference, FAILED, is_truth=is_truth) if self.tallies else ""
        self._caption.setText(words)
        for part in (self._histogram, self._hint, self._table, self._caption):
            part.setVisible(bool(self.tallies))
        for button in self._buttons:
            button.setEnabled(bool(self.tallies))

    def apply_theme(self, theme: Theme) -> None:
        for part in (self._histogram, self._table, self._tiles):
            part.apply_theme(theme)
        self._column.setSpacing(theme.px(8))
        # Always two lines, so that nothing below it moves.
        self._hint.setMinimumHeight(2 * self._hint.fontMetrics().lineSpacing())

    def why_outdated(self, state: State) -> str:
        """Why the results do not apply to ``state``; empty if they do, or there are none."""
        if self._about is None:
            return ""
        data, recipe = self._about
        if data() is not state.run.data:
            return tr("Out of date: the points have changed. Run again.")
        if recipe.k != state.recipe.k:
            return tr("Out of date: these were for K = {k}. Run again.").format(k=recipe.k)
        if recipe.empty != state.recipe.empty:
            return tr("Out of date: the empty-cluster policy has changed. Run again.")
        return ""

    def count_words(self) -> str:
        """The number of restarts so far, and their seeds."""
        done = sum(len(tally) for tally in self._tallies.values())
        if not done:
            return tr("{wanted} restarts").format(wanted=grouped(self._wanted))
        if done == self._wanted:
            text = tr("{done} restarts, {seeds}")
        else:
            text = tr("{done} of {wanted} restarts, {seeds}")
        return text.format(
            done=grouped(done), wanted=grouped(self._wanted), seeds=seeds_words(self.tallies)
        )

    def _draw_histogram(self) -> None:
        if self._state is None:
            return
        reference, is_truth = self._reference()
        run = self._state.run
        shown = HistogramData(
            tuple(self.tallies),
            reference * (FAILED if is_truth else 1.0 + SAME),
            run.marks[-1].inertia,
            (run.recipe.start, run.recipe.start_seed),
        )
        self._histogram.draw(shown)

    def _draw_hint(self, bar: object) -> None:
        words = bar_words(bar) if isinstance(bar, HistogramBar) else hint_words(self._state)
        self._hint.setText(words)

    def _reference(self) -> tuple[float, bool]:
        """The inertia to compare with, and whether it is that of the true clusters."""
        data = self._about[0]() if self._about is not None else None
        if self._about is None or data is None:
            return nan, False
        k = self._about[1].k
        is_truth = data.true_centres is not None and len(data.true_centres) == k
        return reference_cost(data, k, self.tallies), is_truth

    def _on_picked(self, bar: object) -> None:
        assert isinstance(bar, HistogramBar)
        assert self._state is not None
        seeds = seeds_of(self._tallies[bar.method], bar)
        chosen = self._state.chosen
        place = 0
        if chosen.start == bar.method and chosen.start_seed in seeds:
            place = (seeds.index(chosen.start_seed) + 1) % len(seeds)
        self.chosen.emit({"start": bar.method, "start_seed": seeds[place]})

    def _choose_best(self) -> None:
        best = min(self.tallies, key=lambda tally: tally.best)
        self.chosen.emit({"start": best.method, "start_seed": best.best_seed})

    def _save_as(self) -> None:
        # Of the restarts at hand: the board may get other points while the dialog is open.
        text = csv_of(self.tallies)
        if said := save_table(self, tr("Save the restarts"), "restarts.csv", text):
            self.said.emit(said)

    def _copy_table(self) -> None:
        reference, is_truth = self._reference()
        rows = [cells_of(tally, reference, is_truth=is_truth) for tally in self.tallies]
        if (clipboard := QApplication.clipboard()) is not None:
            clipboard.setText(text_of(rows))
        self.said.emit(tr("Table copied"))
