"""The basin map: where a run ends if one centroid starts elsewhere."""

from app.labs.basins.choices import MapChoices
from app.labs.basins.colours import Colouring
from app.labs.basins.mapper import Mapper
from app.labs.basins.minima import MapMinima
from app.labs.basins.progress import MapProgress
from app.labs.basins.question import BasinMap, Question, pixels_around
from app.labs.basins.readings import MapReadings
from app.labs.basins.sheet import sheet_of
from app.labs.basins.words import place_words, present_words, question_words
from app.labs.lab import Lab
from app.paint.memo import Memo
from app.theme.theme import Theme
from app.widgets.labels.plain_label import wrapped_label
from app.words.translate import tr
from core.experiments import ManyRuns
from core.runs.data import Data
from core.session.edits.centroid_edits import at_start, starting_mark, starting_row
from core.session.state import State


class BasinsLab(Lab):
    """The plane coloured by the result of a run whose selected centroid starts there."""

    LEAST = 204

    def __init__(self) -> None:
        super().__init__(tr("Basin map"))
        self.setObjectName("side")
        self._state: State | None = None
        self._place: tuple[float, float] | None = None
        self._runs = Memo(_runs_of)
        self._minima = MapMinima()
        self._drawn: tuple[object, ...] = ()
        """All that the last drawing depended on."""
        self._was_busy = False
        self._mapper = Mapper(self)
        self._mapper.map_changed.connect(self._on_map_changed)
        self._mapper.progressed.connect(self._draw_all)
        self._mapper.progressed.connect(self._draw_work)
        self._text = wrapped_label("quiet")
        self._choices, self._readings = MapChoices(), MapReadings()
        self._progress = MapProgress(self._mapper)
        for part in (self._text, self._choices, self._readings, self._progress):
            self._stack.addWidget(part)
        self._stack.addStretch()
        self._choices.centroid_chosen.connect(self.select_requested)
        self._choices.colouring_chosen.connect(self._draw_all)
        self._choices.resolution_chosen.connect(self._ask)

    def open(self, state: State) -> None:
        """As `Lab.open`; a centroid is selected."""
        super().open(state)
        state = at_start(state)
        if state.selected is None:
            numbers = starting_mark(state).numbers
            self.select_requested.emit(min(numbers, key=lambda number: state.slots[number]))

    def leave(self) -> None:
        if self._state is not None:
            self.select_requested.emit(None)
        self._mapper.stop()
        self._state, self.sheet, self.ghost, self.words = None, None, None, ""
        self._drawn, self._place = (), None
        # To free their memory.
        self._minima, self._runs = MapMinima(), Memo(_runs_of)

    def draw(self, state: State) -> None:
        """Request the map of the run's initial centroids, whatever half-step is shown."""
        self._state = state = at_start(state)
        if state.selected is None or starting_row(state) is None:
            self._mapper.clear()
        else:
            self._ask()
        self._draw_all()

    def set_pointer(self, place: tuple[float, float] | None) -> None:
        """Show the result of a start at ``place``."""
        if place != self._place:
            self._place = place
            self._draw_here()
            self.changed.emit()

    def press(self, place: tuple[float, float]) -> bool:
        """Start the selected centroid in the middle of the pixel at ``place``."""
        if self._state is None or starting_row(self._state) is None:
            return False
        shown = self.current_map
        pixel = None if shown is None else shown.under(place)
        if shown is not None and pixel is not None:
            place = shown.pixels.place_of(*pixel)
        self.start_requested.emit(place)
        return True

    @property
    def is_busy(self) -> bool:
        return self._mapper.is_busy

    def cancel(self) -> None:
        self._mapper.cancel()

    def wait(self) -> None:
        self._mapper.wait()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        for part in (self._choices, self._readings, self._progress):
            part.apply_theme(theme)
        self._draw_all()

    def _ask(self) -> None:
        state = self._state
        if state is None or (row := starting_row(state)) is None:
            return
        mark, data = starting_mark(state), state.run.data
        runs = self._runs(data, len(mark.centroids), state.recipe.empty)
        pixels = pixels_around(data.bounds, self._choices.columns)
        self._mapper.request(Question(runs, mark.centroids, row, pixels, state.recipe.start_seed))

    @property
    def current_map(self) -> BasinMap | None:
        """The map if it is of the present centroids, coarse or fine; None otherwise."""
        is_current = self._state is not None and self._mapper.is_current
        return self._mapper.map if is_current else None

    @property
    def _is_faded(self) -> bool:
        """Whether the map is of former centroids, and none of the present ones is in progress."""
        return not (self._mapper.is_current or self._mapper.is_busy)

    def _on_map_changed(self) -> None:
        assert self._mapper.map is not None
        self._minima.set_map(self._mapper.map)
        self._draw_all()

    def _draw_all(self) -> None:
        """Draw everything, unless nothing has changed, as from frame to frame of the animation."""
        shown, state = self._mapper.map, self._state
        if state is None:
            return
        colouring = self._choices.colouring
        drawn = (
            shown, self.current_map, self._is_faded, self._mapper.is_busy, colouring, self._theme,
            self._choices.columns, state.selected, state.slots, starting_mark(state).numbers,
            state.run,
        )  # fmt: skip
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self._choices.draw(state)
        is_known = shown is not None and state.selected is not None
        is_chosen = state.selected is not None
        self._text.setText(question_words(_name(state)) if is_chosen else tr("Select a centroid."))
        self._readings.setVisible(is_known)
        self.sheet = None
        if shown is not None and is_known:
            self._readings.draw(shown, self._minima, colouring, self._theme)
            self.sheet = sheet_of(
                shown,
                colouring,
                self._theme,
                self._minima.shown_slots(),
                is_resting=not self._mapper.is_busy,
                is_faded=self._is_faded,
            )
        self._draw_here()
        self._draw_work()
        self.changed.emit()

    def _draw_here(self) -> None:
        """Draw the result from the place under the pointer, or else that of the current run."""
        shown, state, minima = self.current_map, self._state, self._minima
        self.ghost, self.words = None, ""
        if shown is None or state is None or starting_row(state) is None:
            self._readings.point(None, None)
            return
        picture, by_rank = shown.picture, self._choices.colouring is Colouring.INERTIA
        pixel = None if self._place is None else shown.under(self._place)
        if pixel is None:
            inertia = state.run.marks[-1].inertia
            words = present_words(_name(state), inertia, minima.levels)
            is_ranked = by_rank and not state.run.is_draft
            self._readings.draw_here(words, None, minima.rank(inertia) if is_ranked else None)
            return
        column, row = pixel
        inertia = float(picture.inertias[row, column])
        count = int(picture.iterations[row, column])
        self.ghost = shown.pixels.place_of(column, row)
        self.words = place_words(_name(state), inertia, count, minima.levels)
        number = minima.rank(inertia) if by_rank else int(picture.minima[row, column])
        self._readings.draw_here(self.words, count, number)

    def _draw_work(self) -> None:
        self._progress.draw(self._choices.columns)
        if self._mapper.is_busy != self._was_busy:
            self._was_busy = self._mapper.is_busy
            self.busy_changed.emit()


def _name(state: State) -> int:
    """The number beside the selected centroid."""
    assert state.selected is not None
    return state.slots[state.selected] + 1


def _runs_of(data: Data, k: int, empty: str) -> ManyRuns:
    return ManyRuns(data.assigner, k, empty)
