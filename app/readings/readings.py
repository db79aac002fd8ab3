"""The right column of the window."""

from math import inf

from PyQt6.QtCore import QTimer, pyqtSignal
from PyQt6.QtGui import QAction, QResizeEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.readings.cluster_table import ClusterTable
from app.readings.cost_chart import CostChart
from app.readings.demonstration import DemonstrationPanel
from app.readings.story import StoryPanel
from app.readings.truth import TruthPanel
from app.theme.theme import Theme
from app.widgets.column import SideColumn
from app.widgets.labels.plain_label import PlainLabel
from app.words.story import Story
from app.words.translate import tr
from app.words.verdict import VerdictText, expected_words
from core.analysis.facts import Facts
from core.runs.run import Run
from core.session.state import State

LEAST_ROWS = 3
"""Clusters that are seen while presenting, if any; the others are scrolled to."""


class Readings(SideColumn):
    """What a person reads: the story, the inertia, the clusters, the verdict."""

    LEAST, USUAL = 204, 300

    seek_requested = pyqtSignal(float)
    case_requested = pyqtSignal(object)
    """The `Case` of the demonstration at hand that a person chose."""

    def __init__(self, show_best: QAction) -> None:
        super().__init__(tr("Results"))
        self._demonstration = DemonstrationPanel()
        self._story = StoryPanel(show_best)
        self._chart = CostChart()
        self._heading = PlainLabel(tr("Clusters").upper())
        self._heading.setObjectName("heading")
        self._table = ClusterTable()
        self._audit = TruthPanel()
        # Of the panel's own are when it is seen, and the room that it keeps.
        self._truth_place = QWidget()
        place = QVBoxLayout(self._truth_place)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self._audit)
        self._run: Run | None = None
        self._is_presented = self._is_folded = False
        # Not while layouts pass on what has changed: they would miss what is hidden then.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fold)
        self._stacked.laid_out.connect(self._on_laid_out)
        for panel in (self._demonstration, self._story, self._chart, self._heading):
            self._stack.addWidget(panel)
        # The table takes what height is left.
        self._stack.addWidget(self._table, 1)
        self._stack.addStretch()
        self._stack.addWidget(self._truth_place)
        self._chart.seek_requested.connect(self.seek_requested)
        self._demonstration.case_requested.connect(self.case_requested)

    def draw(self, state: State, facts: Facts, story: Story, judgement: VerdictText) -> None:
        """Show the readings of the half-step that ``state`` is at."""
        self._demonstration.draw(state)
        if state.run is not self._run:
            self._run = state.run
            self._table.expect(len(state.run.starts), state.run.data.bounds)
            self._story.expect(expected_words(state.run, state.slots))
            self._audit.keep_room(state.run.data.truth is not None)
            self._fold()
        self._story.draw(story, judgement)
        centroids = state.run.marks[state.half_step].centroids
        self._table.draw(facts, state.shown_slots, centroids)

    def present(self, presenting: bool) -> None:
        """While presenting, nothing needs scrolling: what is less needed is hidden."""
        self._is_presented = presenting
        self._fold()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._fold()

    def times_larger(self) -> float:
        """How much larger the interface could be while presenting, with no need to scroll."""
        port = self.viewport()
        if not self._is_presented or port is None or port.height() <= 0:
            return inf
        return port.height() / max(port.height() - self._room_left(), 1.0)

    def _on_laid_out(self) -> None:
        if self._is_presented:
            self._soon.start()

    def _fold(self) -> None:
        """While presenting, show of what is less needed only what fits, the most needed first."""
        if not (self._is_presented or self._is_folded):
            return
        presented, gap = self._is_presented, self._stack.spacing()
        self._is_folded = presented
        self._table.scroll_below(LEAST_ROWS if presented else 0)
        table = self._heading.sizeHint().height() + self._table.sizeHint().height() + 2 * gap
        left = self._room_left() if presented else inf
        for show, needed in (
            (self._demonstration.show_text, self._demonstration.text_room()),
            (self._chart.show_legend, self._chart.legend_room()),
            (self._show_table, table),
            (self._story.show_formula, self._story.formula_room()),
            (self._truth_place.setVisible, self._truth_place.sizeHint().height() + gap),
        ):
            show(needed <= left)
            left -= needed if needed <= left else 0

    def _room_left(self) -> float:
        """The height that is left by what is always shown: title and variants, story, chart."""
        port, margins, gap = self.viewport(), self._stack.contentsMargins(), self._stack.spacing()
        assert port is not None
        inner = port.width() - margins.left() - margins.right()
        demonstration, chart = self._demonstration, self._chart
        left = port.height() - margins.top() - margins.bottom() - self._story.told_room() - gap
        left -= chart.plot_room() + gap
        if not demonstration.isHidden():
            left -= demonstration.title_room(inner) + gap
        return left - self._theme.px(8)  # what layouts round

    def _show_table(self, shown: bool) -> None:
        self._heading.setVisible(shown)
        self._table.setVisible(shown)

    def make_all(self) -> None:
        """Have there what else is made after the first painting."""
        self._chart.make_plot()

    def draw_position(self, state: State, *, at_leisure: bool) -> None:
        """Move the chart's cursor to where the film stands, and say what waited for it to stand."""
        self._audit.draw(state, at_leisure=at_leisure)
        self._chart.draw(state.run, state.slots, state.position)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._stack.setSpacing(theme.px(6))
        for panel in (
            self._demonstration, self._story, self._chart, self._table, self._audit
        ):  # fmt: skip
            panel.apply_theme(theme)
        self._fold()
