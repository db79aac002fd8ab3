"""The right column of the window."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QAction

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
        self._run: Run | None = None
        for panel in (self._demonstration, self._story, self._chart, self._heading):
            self._stack.addWidget(panel)
        # The table takes what height is left.
        self._stack.addWidget(self._table, 1)
        self._stack.addStretch()
        self._stack.addWidget(self._audit)
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
        self._story.draw(story, judgement)
        centroids = state.run.marks[state.half_step].centroids
        self._table.draw(facts, state.shown_slots, centroids)

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
