"""Restarts: many runs from other seeds, and how often each initialisation misses the best."""

from functools import reduce

from app.background.worker import Worker
from app.labs.lab import Lab, lab_button
from app.labs.restarts.choices import RestartsChoice
from app.labs.restarts.results import RestartsResults
from app.labs.restarts.work import restarted
from app.theme.theme import Theme
from app.widgets.labels.plain_label import wrapped_label
from app.widgets.progress_bar import ProgressBar
from app.words.notices import refusal
from app.words.numbers import left_words
from app.words.translate import tr
from core.analysis.best_known import BestKnown
from core.experiments import Batch, Tally
from core.session.state import State

FIRST_GUESS = 1.5
"""Seconds after which the remaining time can be estimated."""

LONG = 5.0
"""Least remaining seconds that are shown."""


class RestartsLab(Lab):
    """Restarts on the points of the board: their final inertias, and how often each occurs."""

    LEAST = 290
    BESIDE = 256

    def __init__(self) -> None:
        super().__init__(tr("Restarts"))
        self.setObjectName("side")
        self._state: State | None = None
        self._worker = Worker(self)
        self._start = lab_button(tr("Run"), "restarts_start", tr("restarts"))
        self._choice = RestartsChoice(self._start)
        self._bar = ProgressBar("restarts_progress", tr("Progress of the restarts"))
        self._note = wrapped_label("quiet")
        self._results = RestartsResults()
        for part in (self._choice, self._bar, self._note):
            self._stack.addWidget(part)
        self._stack.addWidget(self._results, 1)
        self._join_wires()
        self._note.setText(tr("How often does each initialisation miss the best optimum?"))
        self._draw_ability()

    def _join_wires(self) -> None:
        self._start.clicked.connect(self._on_start)
        self._choice.changed.connect(self._draw_ability)
        self._worker.parts_ready.connect(self._on_parts_ready)
        self._worker.progressed.connect(self._on_progressed)
        self._worker.done.connect(self._on_done)
        self._results.chosen.connect(self.chosen)
        self._results.said.connect(self._note.setText)

    @property
    def is_busy(self) -> bool:
        return self._worker.is_busy

    @property
    def tallies(self) -> list[Tally]:
        """The results of each method that has any."""
        return self._results.tallies

    def draw(self, state: State) -> None:
        """Mark the run on the board; remove results for other points, K or policy."""
        self._state = state
        if why := self._results.why_outdated(state):
            self._worker.call_off()
            self._results.clear()
            self._note.setText(why)
            self._draw_work()
        self._results.draw_run(state)

    def open(self, state: State) -> None:
        super().open(state)
        self._results.draw()

    def leave(self) -> None:
        self.cancel()

    def stop(self) -> None:
        self.leave()
        self._worker.stop()

    def cancel(self) -> None:
        """Stop; the results so far are kept."""
        if self._worker.is_busy:
            self._worker.flush()
            self._worker.call_off()
            words = tr("Cancelled after {done}.").format(done=self._results.count_words())
            nothing = tr("Cancelled before any restart finished.")
            self._note.setText(words if self.tallies else nothing)
            self._draw_work()

    def wait(self) -> None:
        self._worker.wait()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._choice.apply_theme(theme)
        self._results.apply_theme(theme)
        self._bar.setFixedHeight(theme.px(4))

    def _on_start(self) -> None:
        if self._worker.is_busy:
            self.cancel()
            return
        if self._state is None:
            return
        run = self._state.run
        self._choice.finish()
        self._results.clear()
        methods, count = self._choice.methods, self._choice.count
        self._bar.draw(0.0)
        self._worker.stream(
            lambda progress: restarted(run.recipe, run.data, methods, count, progress)
        )
        self._note.setText(tr("Running from seed {seed} …").format(seed=run.recipe.start_seed))
        self._results.begin(run, methods, count)
        self._draw_work()

    def _on_parts_ready(self, parts: list[tuple[Batch, BestKnown]]) -> None:
        for batch, _ in parts:
            self._results.add(batch)
        self._results.draw()
        self.learned.emit(reduce(BestKnown.joined, (known for _, known in parts)))

    def _on_progressed(self, share: float) -> None:
        self._bar.draw(share)
        words = self._results.count_words()
        left = self._worker.seconds_left(share)
        if left is not None and left >= LONG and self._worker.seconds >= FIRST_GUESS:
            words = tr("{done}, {left}").format(done=words, left=left_words(left))
        self._note.setText(words)

    def _on_done(self, error: object) -> None:
        words = self._results.count_words()
        if isinstance(error, ValueError):
            words = tr("Stopped: {why}").format(why=refusal(error))
        self._note.setText(words)
        self._draw_work()

    def _draw_work(self) -> None:
        """The computation has begun or ended."""
        self._draw_ability()
        self.busy_changed.emit()

    def _draw_ability(self) -> None:
        busy = self._worker.is_busy
        self._start.setText(tr("Cancel") if busy else tr("Run"))
        self._start.setToolTip(tr("Stop (Esc)") if busy else "")
        self._start.setEnabled(busy or bool(self._choice.methods))
        self._choice.draw_enabled(enabled=not busy)
        self._bar.setVisible(busy)
