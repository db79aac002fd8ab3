"""The experiment of one centroid that starts everywhere: where its start leads."""

from math import ceil

import numpy as np
from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.board.layers.backdrop import Sheet
from app.labs.basins.colours import Colouring, colours_of, ends_of, hardest, rank_colours, tint
from app.labs.basins.legend import ColourBar, MinimaList
from app.labs.basins.mapper import Mapper
from app.labs.basins.minima import (
    Found,
    is_same,
    kept_slots,
    levels_of,
    minima_of,
    ranked,
    ranks_in,
    told,
)
from app.labs.basins.question import BasinMap, Question
from app.labs.basins.words import (
    colouring_names,
    legend_words,
    place_words,
    present_words,
    question_words,
    summary_words,
    too_long_words,
    work_words,
)
from app.labs.lab import Lab
from app.paint.memo import Memo
from app.paint.view import View
from app.theme.theme import Theme
from app.widgets.column import SIDE
from app.widgets.fields import ChoiceField, align_labels
from app.widgets.labels.plain_label import PlainLabel
from app.words.translate import tr
from core.experiments import ManyRuns, Pixels
from core.runs.data import Data
from core.session.edits.centroid_edits import starting_mark, starting_row
from core.session.state import State

RESOLUTIONS = (48, 96, 192)
"""Pixels across the board; multiples of 48, so that pictures are halved evenly."""

VIEW_REST = 150
"""Milliseconds for which the view rests before it is worked out anew."""

WHOLE = 1000
"""Steps of the bar."""


class BasinsLab(Lab):
    """The plane coloured by what comes of a start there."""

    LEAST = 204

    def __init__(self) -> None:
        super().__init__(tr("Basin map"))
        self.setObjectName("side")
        self._state: State | None = None
        self._view = View()
        self._place: tuple[float, float] | None = None
        self._colouring, self._columns = Colouring.INERTIA, 96
        self._runs = Memo(_runs_of)
        self._slots: dict[int, int] = {}
        """Colours of minima, by their numbers in the runs at hand."""
        self._slots_of: ManyRuns | None = None
        self._drawn: tuple[object, ...] = ()
        """What the last drawing was of."""
        self._found: list[Found] = []
        self._levels: list[float] = []
        """The inertias that runs end at on the map, ascending."""
        self._was_busy = False
        self._mapper = Mapper(self)
        self._mapper.arrived.connect(self._on_arrived)
        self._mapper.came_on.connect(self._on_came_on)
        self._view_rest = QTimer(self)
        self._view_rest.setSingleShot(True)
        self._view_rest.setInterval(VIEW_REST)
        self._view_rest.timeout.connect(self._ask)
        self._make_parts()

    def _make_parts(self) -> None:
        self._text = _label("quiet")
        self._centroid = ChoiceField(
            "centroid",
            tr("Centroid"),
            "basin_centroid",
            tr("The centroid that is varied (keys , and .)"),
        )
        self._colour = ChoiceField(
            "colour", tr("Colour"), "basin_colour", tr("What the colours show")
        )
        self._fineness = ChoiceField(
            "pixels", tr("Resolution"), "basin_pixels", tr("Width of the map")
        )
        self._heading = _label("heading")
        self._heading.setToolTip(tr("Inertia: within-cluster sum of squares"))
        self._bar, self._list = ColourBar(), MinimaList()
        self._summary, self._here = _label("basin_summary"), _label("verdict")
        self._here.setAccessibleName(tr("Result from here"))
        self._summary.setAccessibleName(tr("The whole map"))
        self._progress = QProgressBar()
        self._progress.setObjectName("basin_progress")
        self._progress.setRange(0, WHOLE)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(tr("Progress of the map"))
        stays = self._progress.sizePolicy()
        stays.setRetainSizeWhenHidden(True)  # nothing jumps as work begins and ends
        self._progress.setSizePolicy(stays)
        self._work = _label("quiet")
        self._stop = QPushButton(tr("Cancel"))
        self._stop.setObjectName("basin_stop")
        self._stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stop.clicked.connect(self._on_stop_clicked)
        foot = QWidget()
        self._foot = QHBoxLayout(foot)
        self._foot.setContentsMargins(0, 0, 0, 0)
        self._foot.addWidget(self._work, 1)
        self._foot.addWidget(self._stop)
        for part in (
            self._text, self._centroid, self._colour, self._fineness, self._here, self._heading,
            self._bar, self._list, self._summary, self._progress, foot,
        ):  # fmt: skip
            self._stack.addWidget(part)
        self._stack.addStretch()
        for field in (self._centroid, self._colour, self._fineness):
            field.chosen.connect(self._on_chosen)

    # What comes in

    def open(self, state: State) -> None:
        """Begin to be seen, with a centroid selected."""
        super().open(state)
        if state.selected is None:
            numbers = starting_mark(state).numbers
            self.select_requested.emit(min(numbers, key=lambda number: state.slots[number]))

    def leave(self) -> None:
        """Be seen no more: what is under way is called off."""
        self._view_rest.stop()
        self._mapper.stop()
        self._state, self.sheet, self.ghost, self.words = None, None, None, ""
        self._found, self._drawn, self._place = [], (), None
        self._slots_of, self._runs = None, Memo(_runs_of)  # what they remember takes room

    def draw(self, state: State) -> None:
        """Follow the centroids, as soon as they are at rest."""
        self._state = state
        if state.selected is None or starting_row(state) is None:
            self._mapper.want_none()
        elif not state.moving and not self._view_rest.isActive():
            self._ask()
        self._draw_all()

    def look_from(self, view: View) -> None:
        """Work the map out for another view once that rests; till then show it where it was."""
        if view == self._view:
            return
        self._view = view
        if self._state is not None:
            self._view_rest.start()

    def point_at(self, place: tuple[float, float] | None) -> None:
        """Say what a start at ``place`` leads to."""
        if place != self._place:
            self._place = place
            self._draw_here()
            self.changed.emit()

    def press(self, place: tuple[float, float]) -> bool:
        """Start the selected centroid in the middle of the pixel that is shown at ``place``."""
        if self._state is None or starting_row(self._state) is None:
            return False
        shown = self._current
        pixel = None if shown is None else shown.under(place)
        if shown is not None and pixel is not None:
            place = shown.question.pixels.place_of(*pixel)
        self.start_requested.emit(place)
        return True

    @property
    def is_busy(self) -> bool:
        """Whether the map is still to become finer."""
        return self._mapper.is_busy

    def cancel(self) -> None:
        """Leave the map as coarse as it is."""
        self._mapper.cancel()

    def wait(self) -> None:
        """Return when the map is as it is to stay."""
        if self._view_rest.isActive():
            self._view_rest.stop()
            self._ask()
        self._mapper.wait()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours and sizes."""
        super().apply_theme(theme)
        for part in (self._centroid, self._colour, self._fineness, self._bar, self._list):
            part.apply_theme(theme)
        self._align()
        self._progress.setFixedHeight(theme.px(4))
        self._foot.setSpacing(theme.px(8))
        two_lines = 2 * self._here.fontMetrics().lineSpacing() + 2 * theme.px(8)
        self._here.setMinimumHeight(two_lines)
        self._draw_all()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Put the labels above what they name where there is no room beside it."""
        super().resizeEvent(event)
        self._align()

    def _align(self) -> None:
        rows = [self._centroid, self._colour, self._fineness]
        align_labels(rows, self._theme, self.width() - 2 * self._theme.px(SIDE))

    # What is asked

    def _ask(self) -> None:
        state = self._state
        if state is None or state.moving or (row := starting_row(state)) is None:
            return
        mark, view = starting_mark(state), self._view
        runs = self._runs(state.run.data, len(mark.centroids), state.recipe.empty)
        rows = max(1, round(self._columns * view.height / view.width))
        pixels = Pixels(view.rectangle, self._columns, rows)
        self._mapper.want(Question(runs, mark.centroids, row, pixels, state.recipe.start_seed))

    def _on_chosen(self, field: str, value: object, live: bool) -> None:
        if field == "centroid":
            assert isinstance(value, int)
            self.select_requested.emit(value)
        elif field == "colour":
            assert isinstance(value, Colouring)
            self._colouring = value
            self._draw_all()
        else:
            assert isinstance(value, int)
            self._columns = value
            self._ask()

    def _on_stop_clicked(self) -> None:
        if self._mapper.is_busy:
            self._mapper.cancel()
        else:
            self._mapper.go_on()

    # What is shown

    @property
    def shows_present(self) -> bool:
        """Whether the map, be it coarse, is of the centroids as they are."""
        return self._current is not None

    @property
    def _current(self) -> BasinMap | None:
        """The map, where it is of the centroids as they are."""
        state, mapper = self._state, self._mapper
        is_current = state is not None and not state.moving and mapper.is_current
        return mapper.map if is_current else None

    @property
    def _is_faded(self) -> bool:
        """Whether the map is of other centroids, and none of these is on its way."""
        mapper = self._mapper
        is_moving = self._state is not None and self._state.moving
        return is_moving or not (mapper.is_current or mapper.is_busy)

    @property
    def _name(self) -> int:
        """The number beside the selected star."""
        assert self._state is not None
        assert self._state.selected is not None
        return self._state.slots[self._state.selected] + 1

    def _on_arrived(self) -> None:
        shown = self._mapper.map
        assert shown is not None
        self._found = minima_of(shown.picture)
        self._levels = levels_of(shown.picture).tolist()
        if shown.question.runs is not self._slots_of:
            self._slots, self._slots_of = {}, shown.question.runs
        numbers = [each.number for each in told(self._found)]
        self._slots |= kept_slots(numbers, self._slots)
        self._draw_all()

    def _on_came_on(self) -> None:
        self._draw_all()
        self._draw_work()

    def _draw_choices(self, state: State) -> None:
        numbers = sorted(starting_mark(state).numbers, key=lambda number: state.slots[number])
        names = {number: str(state.slots[number] + 1) for number in numbers}
        self._centroid.draw(state.selected, names)
        self._colour.draw(self._colouring, colouring_names())
        across = {count: tr("{n} pixels").format(n=count) for count in RESOLUTIONS}
        self._fineness.draw(self._columns, across)

    def _draw_all(self) -> None:
        """Draw what is known, unless just that is there already, as on a frame of the film."""
        shown, state = self._mapper.map, self._state
        if state is None:
            return
        drawn = (
            shown, self._current, self._is_faded, self._colouring, self._theme, self._columns,
            state.selected, state.slots, starting_mark(state).numbers, state.run,
        )  # fmt: skip
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self._draw_choices(state)
        is_known = shown is not None and state.selected is not None
        self._text.setText(
            tr("Select a centroid.") if state.selected is None else question_words(self._name)
        )
        for part in (self._heading, self._summary, self._here):
            part.setVisible(is_known)
        self._bar.setVisible(is_known and self._colouring is Colouring.ITERATIONS)
        self._list.setVisible(is_known and self._colouring is not Colouring.ITERATIONS)
        self.sheet = None
        if shown is not None and is_known:
            self._heading.setText(legend_words(self._colouring).upper())
            self._summary.setText(summary_words(self._found, self._levels))
            self._draw_legend(shown)
            self._lay_sheet(shown)
        self._draw_here()
        self._draw_work()
        self.changed.emit()

    def _lay_sheet(self, shown: BasinMap) -> None:
        slots = {each.number: self._slots[each.number] for each in told(self._found)}
        columns = shown.question.pixels.columns
        # Squares say that the map is still coarse; its borders are drawn smooth at the end.
        finer = ceil(self._view.width / columns) if shown.picture.step == 1 else 1
        colours = colours_of(shown.picture, self._colouring, self._theme, slots, finer)
        ground = hardest(self._theme, self._colouring)
        rectangle = shown.question.pixels.rectangle
        self.sheet = Sheet(rectangle, colours, ground, is_faded=self._is_faded)

    def _draw_legend(self, shown: BasinMap) -> None:
        if self._colouring is Colouring.ITERATIONS:
            self._bar.draw(ends_of(shown.picture))
            return
        if self._colouring is Colouring.INERTIA:
            found = ranked(shown.picture, levels_of(shown.picture))
            colours = dict(enumerate(rank_colours(found, self._theme)))
        else:
            found = self._found
            kept = {each.number for each in told(found)}
            slots = {
                number: self._slots[number] if number in kept else None
                for number in (each.number for each in found)
            }
            colours = {number: tint(slot, self._theme) for number, slot in slots.items()}
        self._list.draw(found, told(found), colours, self._levels, self._theme)

    def _draw_here(self) -> None:
        """What the place under the pointer leads to, or where there is none, the run at hand."""
        shown, state = self._current, self._state
        self.ghost, self.words = None, ""
        if shown is None or state is None or starting_row(state) is None:
            self._point(None, None)
            return
        picture = shown.picture
        pixel = None if self._place is None else shown.under(self._place)
        if pixel is None:
            inertia = state.run.marks[-1].inertia
            said = present_words(self._name, inertia, self._levels)
            self._point(None, None if state.run.is_draft else self._rank(inertia))
        else:
            column, row = pixel
            inertia = float(picture.inertias[row, column])
            count = int(picture.iterations[row, column])
            self.ghost = shown.question.pixels.place_of(column, row)
            said = self.words = place_words(self._name, inertia, count, self._levels)
            minimum = int(picture.minima[row, column])
            by_rank = self._colouring is Colouring.INERTIA
            self._point(count, self._rank(inertia) if by_rank else minimum)
        self._here.setText(said)

    def _rank(self, inertia: float) -> int | None:
        """Which row of the legend an inertia is in, where that is one of the map's."""
        if self._colouring is not Colouring.INERTIA:
            return None
        rank = int(ranks_in(np.array(self._levels), np.array(inertia)))
        return rank if is_same(inertia, self._levels[max(rank, 0)]) else None

    def _point(self, iterations: int | None, number: int | None) -> None:
        """Mark in the legends what a start leads to."""
        self._bar.point(iterations)
        self._list.point(number)

    def _draw_work(self) -> None:
        mapper, shown = self._mapper, self._mapper.map
        step = 0 if shown is None else shown.picture.step
        left = mapper.seconds_left
        is_slow = mapper.is_busy and left is not None and left > 1.0
        can_go_on = not mapper.is_busy and (mapper.was_cancelled or mapper.too_long is not None)
        if mapper.too_long is not None:
            words = too_long_words(step, self._columns, mapper.too_long)
        else:
            words = work_words(step, self._columns, left if is_slow else None)
        self._work.setText(words)
        self._stop.setText(tr("Refine") if can_go_on else tr("Cancel"))
        self._stop.setEnabled(mapper.is_busy or can_go_on)
        self._stop.setToolTip(
            tr("Compute the map in more detail") if can_go_on else tr("Stop (Esc)")
        )
        self._progress.setVisible(mapper.is_busy)
        if mapper.is_busy != self._was_busy:
            self._was_busy = mapper.is_busy
            self.busied.emit()


def _runs_of(data: Data, k: int, empty: str) -> ManyRuns:
    return ManyRuns(data.assigner, k, empty)


def _label(name: str) -> QLabel:
    label = PlainLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    return label
