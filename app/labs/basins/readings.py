"""The texts of a basin map: the result from one place, the legend, and a summary."""

from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.labs.basins.colours import Colouring, ends_of, rank_colours, tint
from app.labs.basins.legend import ColourBar, MinimaList
from app.labs.basins.minima import MapMinima, levels_of, listed, ranked
from app.labs.basins.question import BasinMap
from app.labs.basins.words import legend_words, summary_words
from app.theme.theme import Theme
from app.widgets.labels.plain_label import wrapped_label
from app.words.translate import tr


class MapReadings(QWidget):
    """The result from one place, the legend of the colours, and a summary of the map."""

    def __init__(self) -> None:
        super().__init__()
        self._here, self._heading = wrapped_label("verdict"), wrapped_label("heading")
        self._here.setAccessibleName(tr("Result from here"))
        self._heading.setToolTip(tr("Inertia: within-cluster sum of squares"))
        self._bar, self._list = ColourBar(), MinimaList()
        self._summary = wrapped_label("basin_summary")
        self._summary.setAccessibleName(tr("The whole map"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (self._here, self._heading, self._bar, self._list, self._summary):
            self._column.addWidget(part)

    def draw(self, shown: BasinMap, minima: MapMinima, colouring: Colouring, theme: Theme) -> None:
        """Explain the colours of a map."""
        is_bar = colouring is Colouring.ITERATIONS
        self._bar.setVisible(is_bar)
        self._list.setVisible(not is_bar)
        self._heading.setText(legend_words(colouring).upper())
        self._summary.setText(summary_words(minima.found, minima.levels))
        if is_bar:
            self._bar.draw(ends_of(shown.picture))
            return
        if colouring is Colouring.INERTIA:
            found = ranked(shown.picture, levels_of(shown.picture))
            colours = dict(enumerate(rank_colours(found, theme)))
        else:
            found, slots = minima.found, minima.shown_slots()
            colours = {each.number: tint(slots.get(each.number), theme) for each in found}
        self._list.draw(found, listed(found), colours, minima.levels, theme)

    def draw_here(self, words: str, iterations: int | None, number: int | None) -> None:
        """Show the result of one start, and mark it in the legend."""
        self._here.setText(words)
        self.point(iterations, number)

    def point(self, iterations: int | None, number: int | None) -> None:
        """Mark an entry in the legend, or none."""
        self._bar.point(iterations)
        self._list.point(number)

    def apply_theme(self, theme: Theme) -> None:
        self._bar.apply_theme(theme)
        self._list.apply_theme(theme)
        self._column.setSpacing(theme.px(8))
        two_lines = 2 * self._here.fontMetrics().lineSpacing() + 2 * theme.px(8)
        self._here.setMinimumHeight(two_lines)
