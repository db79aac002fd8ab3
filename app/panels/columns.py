"""The two columns at the board's sides, each a stack of panels."""

from PyQt6.QtCore import QEvent, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QResizeEvent
from PyQt6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.judgement import Judgement, expected_words
from app.panels.audit import TruthAudit
from app.panels.cluster_table import ClusterTable
from app.panels.clusters import ClustersPanel
from app.panels.cost_chart import CostChart
from app.panels.data import DataPanel
from app.panels.demonstration import DemonstrationPanel
from app.panels.fields import align_labels
from app.panels.look import LookPanel
from app.panels.story import StoryPanel
from app.plain import PlainLabel
from app.story import Story
from app.theme import LIGHT, Theme
from app.words import tr
from core.facts import Facts
from core.recipe import FILE
from core.run import Run
from core.state import State

SIDE = 14
"""Pixels to either side of the panels."""

SCROLL_BAR = 8
"""Width of a scroll bar in pixels at zoom 1, as in the style sheet."""


class Column(QScrollArea):
    """A stack of panels that scrolls where the window is too low for it."""

    LEAST, USUAL = 240, 260

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = _Stacked()
        self._stack = QVBoxLayout(self._content)
        self.setWidget(self._content)
        self._usual, self._least = self.USUAL, self.LEAST
        self._is_behind = False
        self._theme, self._is_dressed = LIGHT, False
        bar = self.verticalScrollBar()
        assert bar is not None
        self._scroll_bar = bar
        bar.rangeChanged.connect(self._on_scroll_range_changed)

    def dress(self, theme: Theme) -> None:
        """Take the theme's sizes."""
        self._theme, self._is_dressed = theme, True
        self._usual, self._least = theme.px(self.USUAL), theme.px(self.LEAST)
        self._set_margins()
        self._stack.setSpacing(theme.px(4))

    def _on_scroll_range_changed(self) -> None:
        if self._is_dressed:
            self._set_margins()

    def _set_margins(self) -> None:
        """The scroll bar stands in the margin, so that panels are as wide with it as without."""
        side, rim = self._theme.px(SIDE), self._theme.px(10)
        self._stack.setContentsMargins(side, rim, side - self._scroll_bar_width, rim)
        self.allow_any_width(self._is_behind)

    @property
    def _scroll_bar_width(self) -> int:
        return self._theme.px(SCROLL_BAR) if self._scroll_bar.maximum() > 0 else 0

    def allow_any_width(self, allowed: bool) -> None:
        """While it is behind another column, its least width is nobody's."""
        self._is_behind = allowed
        self.setMinimumWidth(0 if allowed else max(self._least, self._needed))

    @property
    def _needed(self) -> int:
        """What the panels need in their font, which may be a wide one."""
        return self._stack.minimumSize().width() + self._scroll_bar_width

    def sizeHint(self) -> QSize:
        """The usual width; any height will do."""
        return QSize(self._usual, 500)


class _Stacked(QWidget):
    """The stack itself: never lower than its panels need at its width.

    A scroll area by itself asks only for least heights that hold at any width, and squeezes panels
    whose texts wrap.
    """

    def event(self, event: QEvent | None) -> bool:
        """Have the height that the panels ask for now."""
        done = super().event(event)
        if event is not None and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            stack = self.layout()
            assert stack is not None
            least = max(stack.minimumHeightForWidth(self.width()), 0)
            if least != self.minimumHeight():
                self.setMinimumHeight(least)
        return done


class ChoicesColumn(Column):
    """What a person chooses: data, clusters, what is shown."""

    chosen = pyqtSignal(str, object, bool)
    settled = pyqtSignal()
    switched = pyqtSignal(str, bool)

    def __init__(self, new_points: QAction, new_starts: QAction) -> None:
        super().__init__(tr("Settings"))
        self._data = DataPanel(new_points)
        self._clusters = ClustersPanel(new_starts)
        self._look = LookPanel()
        for panel in (self._data, self._clusters, self._look):
            self._stack.addWidget(panel)
        self._stack.addStretch()
        for chooser in (self._data, self._clusters):
            chooser.chosen.connect(self.chosen)
            chooser.settled.connect(self.settled)
        self._look.switched.connect(self.switched)

    def draw(self, state: State) -> None:
        """Show the choices behind ``state``, or those that are being worked out."""
        chosen = state.chosen
        # Of another file nothing is known before it is read.
        table = state.run.data.table
        is_known = chosen.shape != FILE or (
            table is not None
            and chosen.file == state.recipe.file
            and max(chosen.columns) < len(table.columns)
        )
        self._data.draw(chosen if is_known else state.recipe, state.run.data)
        self._clusters.draw(chosen)
        self._look.draw(state.look, state.run.data.truth is not None)

    def dress(self, theme: Theme) -> None:
        """Take the theme's colours and sizes."""
        super().dress(theme)
        for panel in (self._data, self._clusters, self._look):
            panel.dress(theme)
        self._align()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Put the labels above what they name where there is no room beside it."""
        super().resizeEvent(event)
        if self._is_dressed:
            self._align()

    def _align(self) -> None:
        rows = [*self._data.rows, *self._clusters.rows]
        align_labels(rows, self._theme, self.width() - 2 * self._theme.px(SIDE))
        self.allow_any_width(self._is_behind)

    @property
    def _needed(self) -> int:
        rows = [*self._data.rows, *self._clusters.rows]
        least = max(self._look.minimumSizeHint().width(), *(row.least_width for row in rows))
        return least + 2 * self._theme.px(SIDE)


class ReadingColumn(Column):
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
        self._audit = TruthAudit()
        self._run: Run | None = None
        for panel in (self._demonstration, self._story, self._chart, self._heading):
            self._stack.addWidget(panel)
        # The table takes what height is left.
        self._stack.addWidget(self._table, 1)
        self._stack.addStretch()
        self._stack.addWidget(self._audit)
        self._chart.seek_requested.connect(self.seek_requested)
        self._demonstration.case_requested.connect(self.case_requested)

    def draw(self, state: State, facts: Facts, story: Story, judgement: Judgement) -> None:
        """Tell of the half-step that ``state`` is at."""
        self._demonstration.draw(state)
        if state.run is not self._run:
            self._run = state.run
            self._table.expect(len(state.run.starts))
            self._story.expect(expected_words(state.run, state.slots))
            self._audit.keep_room(state.run.data.truth is not None)
        self._story.draw(story, judgement)
        self._table.draw(facts, state.shown_slots)

    def make_all(self) -> None:
        """Have there what else is made after the first painting."""
        self._chart.make_plot()

    def draw_position(self, state: State, *, at_leisure: bool) -> None:
        """Move the chart's cursor to where the film stands, and say what waited for it to stand."""
        self._audit.draw(state, at_leisure=at_leisure)
        self._chart.draw(state.run, state.slots, state.position)

    def dress(self, theme: Theme) -> None:
        """Take the theme's colours and sizes."""
        super().dress(theme)
        self._stack.setSpacing(theme.px(6))
        for panel in (
            self._demonstration, self._story, self._chart, self._table, self._audit
        ):  # fmt: skip
            panel.dress(theme)
