"""How far a basin map has come, and the button that stops it or goes on."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.labs.basins.mapper import Mapper
from app.labs.basins.words import too_long_words, work_words
from app.theme.theme import Theme
from app.widgets.labels.plain_label import wrapped_label
from app.widgets.progress_bar import ProgressBar
from app.words.translate import tr


class MapProgress(QWidget):
    """A bar, a line of words, and a button."""

    def __init__(self, mapper: Mapper) -> None:
        super().__init__()
        self._mapper = mapper
        self._bar = ProgressBar("basin_progress", tr("Progress of the map"))
        self._words = wrapped_label("quiet")
        self._stop = QPushButton(tr("Cancel"))
        self._stop.setObjectName("basin_stop")
        self._stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stop.clicked.connect(self._on_stop_clicked)
        # A map is soon made: what is below keeps its place while the button comes and goes.
        policy = self._stop.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._stop.setSizePolicy(policy)
        self._row, self._column = QHBoxLayout(), QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._stop)
        self._column.addWidget(self._bar)
        self._column.addLayout(self._row)

    def draw(self, columns: int) -> None:
        """Say how far the map, so many pixels wide, has come."""
        mapper = self._mapper
        step = 0 if mapper.map is None else mapper.map.picture.step
        left = mapper.seconds_left
        is_slow = mapper.is_busy and left is not None and left > 1.0
        can_go_on = not mapper.is_busy and (mapper.was_cancelled or mapper.too_long is not None)
        if mapper.too_long is not None:
            words = too_long_words(step, columns, mapper.too_long)
        else:
            words = work_words(step, columns, left if is_slow else None)
        is_told = mapper.is_busy or can_go_on
        self._words.setText(words if is_told else "")
        self._stop.setText(tr("Refine") if can_go_on else tr("Cancel"))
        self._stop.setVisible(is_told)
        self._stop.setToolTip(
            tr("Compute the map in more detail") if can_go_on else tr("Stop (Esc)")
        )
        self._bar.draw(mapper.share)
        self._bar.setVisible(mapper.is_busy)

    def apply_theme(self, theme: Theme) -> None:
        self._bar.setFixedHeight(theme.px(4))
        self._row.setSpacing(theme.px(8))
        self._column.setSpacing(theme.px(8))

    def _on_stop_clicked(self) -> None:
        if self._mapper.is_busy:
            self._mapper.cancel()
        else:
            self._mapper.refine()
