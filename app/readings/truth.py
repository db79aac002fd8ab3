"""The panel that holds a run against the true groups, where they are known."""

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QPainter
from PyQt6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from app.theme.theme import Theme
from app.widgets.labels.elided_label import ElidedLabel
from app.widgets.labels.plain_label import PlainLabel
from app.widgets.painted import Painted
from app.words.numbers import grouped, number
from app.words.translate import tr
from core.analysis.truth import agreement_at, disagreeing_at
from core.kmeans.half_step import Phase
from core.session.state import State

RIGHT = Qt.AlignmentFlag.AlignRight


class TruthPanel(QWidget):
    """The inertia of the truth beside that of k-means, and how far the two agree.

    Seen only where the truth is known and points have clusters.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("truth_audit")
        self.setAccessibleName(tr("Ground truth"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._heading = PlainLabel(tr("Ground truth").upper())
        self._heading.setObjectName("heading")
        self._names = (
            ElidedLabel("true_inertia_name", size=12),
            ElidedLabel("own_inertia_name", size=12),
        )
        said = tr("Inertia, true clusters"), tr("Inertia, k-means")
        for name, text in zip(self._names, said, strict=True):
            name.draw(text)
        self._costs = (
            ElidedLabel("truth_cost", RIGHT, size=12),
            ElidedLabel("means_cost", RIGHT, size=12),
        )
        self._index_name = ElidedLabel("rand_name", size=12)
        self._index_name.draw(tr("Adjusted Rand index"))
        self._index_name.setToolTip(
            tr(
                "Adjusted Rand index: agreement with the true clusters. "
                "1 is perfect, 0 is what chance gives."
            )
        )
        self._index = ElidedLabel("rand_index", RIGHT, bold=True, size=12)
        self._index.reserve(_told(-0.5))
        self._apart_name = ElidedLabel("disagreeing_name", size=12)
        self._apart_name.draw(tr("Disagreeing"))
        self._apart_name.setToolTip(
            tr(
                "Disagreeing: points whose cluster is not the one matched with their true cluster; "
                "Show → Mark disagreements crosses them out"
            )
        )
        self._apart = ElidedLabel("disagreeing", RIGHT, size=12)
        self._bar = _ShareBar()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.addWidget(self._heading, 0, 0)
        for row, (name, cost) in enumerate(zip(self._names, self._costs, strict=True), 1):
            self._grid.addLayout(_pair(name, cost), row, 0)
        self._grid.addLayout(_pair(self._index_name, self._index), 4, 0)
        self._grid.addWidget(self._bar, 5, 0)
        self._grid.addLayout(_pair(self._apart_name, self._apart), 3, 0)
        self.hide()

    def keep_room(self, kept: bool) -> None:
        """Keep the room where the panel is not seen, so that nothing moves when it is."""
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(kept)
        self.setSizePolicy(policy)

    def draw(self, state: State, *, at_leisure: bool) -> None:
        """Hold the half-step that ``state`` is at against the truth.

        Each point is looked at, so of many it waits for leisure.
        """
        run, mark = state.run, state.run.marks[state.half_step]
        is_shown = run.data.truth is not None and mark.phase is not Phase.SEED
        if is_shown == self.isHidden():
            self.setVisible(is_shown)
        if not is_shown:
            return
        index = agreement_at(run, state.half_step) if at_leisure else None
        costs = number(run.data.true_inertia), number(mark.inertia)
        for line, cost in zip(self._costs, costs, strict=True):
            line.draw(cost)
            line.reserve(cost)
        self._index.draw("…" if index is None else _told(index))
        self._bar.draw(index)
        apart = disagreeing_at(run, state.half_step) if at_leisure else None
        told = "…" if apart is None else grouped(len(apart))
        n, of = grouped(len(run.points)), tr("{apart} of {n}")
        self._apart.draw(of.format(apart=told, n=n))
        self._apart.reserve(of.format(apart=n, n=n))
        said = tr(
            "Inertia of the true clusters: {true}, of k-means: {own}. "
            "Disagreeing points: {apart}. Adjusted Rand index: {index}."
        ).format(true=costs[0], own=costs[1], apart=self._apart.text(), index=self._index.text())
        self.setAccessibleDescription(said)

    def apply_theme(self, theme: Theme) -> None:
        self._grid.setVerticalSpacing(theme.px(2))
        for line in (
            *self._names,
            *self._costs,
            self._index_name,
            self._index,
            self._apart_name,
            self._apart,
        ):
            line.apply_theme(theme)
        self._bar.apply_theme(theme)


def _pair(name: ElidedLabel, value: ElidedLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addWidget(name, 1)
    row.addWidget(value)
    return row


def _told(index: float) -> str:
    """An index with three decimals; what is no perfect 1 must not look like one."""
    shown = min(index, 0.999) if index < 1.0 else index
    return f"{shown:.3f}".replace("-", "−")


class _ShareBar(Painted, QWidget):
    """An index from 0 to 1 as a bar; below 0 it is as empty as at 0."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._share: float | None = None

    def draw(self, share: float | None) -> None:
        """Show ``share``; None is not known."""
        if share != self._share:
            self._share = share
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(40, self._theme.px(4))

    def _paint(self, painter: QPainter) -> None:
        filled = round(self.width() * min(max(self._share or 0.0, 0.0), 1.0))
        painter.fillRect(self.rect(), self._theme.colour("track"))
        painter.fillRect(0, 0, filled, self.height(), self._theme.colour("accent"))
