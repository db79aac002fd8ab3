"""The experiment of many starts: how often each way to start fails."""

from math import nan
from weakref import ref

from PyQt6.QtCore import QElapsedTimer, Qt, QTimer
from PyQt6.QtWidgets import (
    QApplication,
    QLabel,
    QProgressBar,
    QPushButton,
)

from app.files.save_dialog import ask_where_to_save
from app.labs.lab import Lab
from app.labs.restarts.bins import Drawn, seeds_of
from app.labs.restarts.choices import RestartsChoice
from app.labs.restarts.histogram import Histogram, Shown
from app.labs.restarts.table import RestartsTable, cells_of, text_of
from app.labs.restarts.words import bar_words, failed_words, hint_words, seeds_words
from app.labs.restarts.work import RestartsWork
from app.theme.theme import Theme
from app.widgets.labels.plain_label import PlainLabel
from app.widgets.tiles import Tiles
from app.words.notices import LONGEST_NAME, refusal
from app.words.numbers import grouped, left_words
from app.words.translate import tr
from core.analysis.best_known import BestKnown
from core.experiments import Batch, Tally, csv_of, reference_cost
from core.experiments.restarts import FAILED
from core.files.atomic_write import write_text
from core.kmeans.measures import SAME
from core.plain_text import printable
from core.runs.data import Data
from core.runs.recipe import Recipe
from core.session.state import State

REDRAW = 50
"""Milliseconds between two drawings while restarts come in, at least."""

LEISURE = 8
"""How many times as long as a drawing took it is until the next: the film has its share."""

LONG = 5.0
"""Seconds to wait from which on it is told how many they are."""

WHOLE = 1000
"""Steps of the bar of progress."""


class RestartsLab(Lab):
    """Many starts on the board's points: where they end, and how often."""

    LEAST = 290
    BESIDE = 256

    def __init__(self) -> None:
        super().__init__(tr("Restarts"))
        self.setObjectName("side")
        self._state: State | None = None
        self._about: tuple[ref[Data], Recipe] | None = None
        self._tallies: dict[str, Tally] = {}
        self._wanted = 0
        self._news: list[BestKnown] = []
        self._work = RestartsWork(self)
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(REDRAW)
        self._make_parts()
        self._lay_out()
        self._join_wires()
        self._say(tr("How often does each initialisation miss the best optimum?"))
        self._draw_ability()

    def _make_parts(self) -> None:
        self._start = _button(tr("Run"), "restarts_start")
        self._choice = RestartsChoice(self._start)
        self._bar = QProgressBar()
        self._bar.setObjectName("restarts_progress")
        self._bar.setRange(0, WHOLE)
        self._bar.setTextVisible(False)
        always = self._bar.sizePolicy()
        always.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(always)
        self._bar.setAccessibleName(tr("Progress of the restarts"))
        self._note = _quiet()
        self._histogram = Histogram()
        self._hint = _quiet()
        self._table = RestartsTable()
        self._caption = _quiet()
        self._best = _button(tr("Show the best run"), "restarts_best")
        self._best.setToolTip(tr("Open the best of these runs"))
        self._save = _button(tr("Save as CSV…"), "restarts_save")
        self._save.setToolTip(tr("Save each restart: initialisation, seed, inertia, iterations"))
        self._copy = _button(tr("Copy table"), "restarts_copy")
        self._copy.setToolTip(tr("Copy the table for a spreadsheet"))
        self._ways_out = Tiles([self._best, self._save, self._copy], 3)

    def _lay_out(self) -> None:
        for widget in (self._choice, self._bar, self._note):
            self._stack.addWidget(widget)
        self._stack.addWidget(self._histogram, 1)
        for part in (self._hint, self._table, self._caption, self._ways_out):
            self._stack.addWidget(part)
        self._stack.addStretch()

    def _join_wires(self) -> None:
        self._start.clicked.connect(self._on_start)
        self._choice.changed.connect(self._draw_ability)
        self._redraw.timeout.connect(self._draw_results)
        self._work.came.connect(self._on_came)
        self._work.progressed.connect(self._on_progressed)
        self._work.ended.connect(self._on_ended)
        self._histogram.pointed.connect(self._draw_hint)
        self._histogram.picked.connect(self._on_picked)
        self._best.clicked.connect(self._take_best)
        self._save.clicked.connect(self._save_as)
        self._copy.clicked.connect(self._copy_table)

    # Values in

    def draw(self, state: State) -> None:
        """Mark the run on the board; forget what was about other points, K or policy."""
        former, self._state = self._state, state
        if self._about is not None and (why := self._why_other(state)):
            self._work.call_off()
            self._clear()
            self._say(why)
            self._tell_of_work()
        if former is None or former.run is not state.run:
            self._draw_histogram()
            self._draw_hint(None)

    def open(self, state: State) -> None:
        """Begin to be seen."""
        super().open(state)
        self._draw_results()

    def leave(self) -> None:
        """Be seen no more: what is under way is called off."""
        self.cancel()
        self._redraw.stop()

    def stop(self) -> None:
        """Leave, and wait until the other thread is out of it."""
        self.leave()
        self._work.stop()

    def cancel(self) -> None:
        """Give up the restarts that have not come yet."""
        if self._work.is_busy:
            self._work.call_off()
            self._draw_results()
            words = tr("Cancelled after {done}.").format(done=self._done_words())
            self._say(words if self.tallies else tr("Cancelled before any restart finished."))
            self._tell_of_work()

    def wait(self) -> None:
        """Return when the restarts are over, and all is drawn."""
        self._work.wait()
        self._draw_results()

    @property
    def is_busy(self) -> bool:
        """Whether restarts are still to come."""
        return self._work.is_busy

    @property
    def tallies(self) -> list[Tally]:
        """What each method has come to."""
        return [tally for tally in self._tallies.values() if len(tally)]

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours and sizes."""
        super().apply_theme(theme)
        for part in (self._choice, self._histogram, self._table, self._ways_out):
            part.apply_theme(theme)
        self._bar.setFixedHeight(theme.px(4))
        # Two lines always, so that nothing below it moves.
        self._hint.setMinimumHeight(2 * self._hint.fontMetrics().lineSpacing())

    # The work

    def _on_start(self) -> None:
        if self._work.is_busy:
            self.cancel()
            return
        if self._state is None:
            return
        run = self._state.run
        self._choice.finish()
        self._clear()
        self._about = ref(run.data), run.recipe
        methods, count = self._choice.methods, self._choice.count
        self._tallies = {method: Tally(method) for method in methods}
        self._wanted = count * len(methods)
        self._bar.setValue(0)
        self._work.start(run.recipe, run.data, methods, count)
        self._say(tr("Running from seed {seed} …").format(seed=run.recipe.start_seed))
        self._draw_results()
        self._tell_of_work()

    def _on_came(self, batch: object, known: object) -> None:
        assert isinstance(batch, Batch)
        assert isinstance(known, BestKnown)
        self._tallies[batch.method] = self._tallies[batch.method].with_batch(batch)
        self._news.append(known)
        if not self._redraw.isActive():
            self._redraw.start()

    def _on_progressed(self, share: float) -> None:
        self._bar.setValue(round(WHOLE * share))
        left = self._work.seconds_left(share)
        if left is not None and left >= LONG:
            words = tr("{done}, {left}").format(done=self._done_words(), left=left_words(left))
        else:
            words = self._done_words()
        self._say(words)

    def _on_ended(self, error: object) -> None:
        self._draw_results()
        done = self._done_words()
        if isinstance(error, ValueError):
            done = tr("Stopped: {why}").format(why=refusal(error))
        self._say(done)
        self._tell_of_work()

    def _tell_of_work(self) -> None:
        """Say that work has begun, or is over."""
        self._draw_ability()
        self.busied.emit()

    def _why_other(self, state: State) -> str:
        """Why the results are not about ``state``; nothing where they are."""
        assert self._about is not None
        data, recipe = self._about
        if data() is not state.run.data:
            return tr("Out of date: the points have changed. Run again.")
        if recipe.k != state.recipe.k:
            return tr("Out of date: these were for K = {k}. Run again.").format(k=recipe.k)
        if recipe.empty != state.recipe.empty:
            return tr("Out of date: the empty-cluster policy has changed. Run again.")
        return ""

    def _clear(self) -> None:
        self._redraw.stop()
        self._about, self._tallies, self._news = None, {}, []
        self._draw_results()

    # Drawing

    def _say(self, words: str) -> None:
        self._note.setText(words)

    def _done_words(self) -> str:
        """How many starts there have been, and from which seeds."""
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

    def _draw_results(self) -> None:
        """Show all that has come so far."""
        self._redraw.stop()
        clock = QElapsedTimer()
        clock.start()
        self._draw_histogram()
        reference, is_truth = self._reference()
        self._table.draw([cells_of(own, reference, is_truth=is_truth) for own in self.tallies])
        words = failed_words(reference, FAILED, is_truth=is_truth) if self.tallies else ""
        self._caption.setText(words)
        for part in (self._histogram, self._hint, self._table, self._caption):
            part.setVisible(bool(self.tallies))
        self._draw_ability()
        self._tell_news()
        self._redraw.setInterval(max(REDRAW, LEISURE * clock.elapsed()))

    def _tell_news(self) -> None:
        """Hand on what is known now, all of it at once."""
        news, self._news = self._news, []
        if not news:
            return
        known = news[0]
        for more in news[1:]:
            known = known.joined(more)
        self.learned.emit(known)

    def _draw_histogram(self) -> None:
        if self._state is None:
            return
        reference, is_truth = self._reference()
        run = self._state.run
        shown = Shown(
            tuple(self.tallies),
            reference * (FAILED if is_truth else 1.0 + SAME),
            run.marks[-1].inertia,
            (run.recipe.start, run.recipe.start_seed),
        )
        self._histogram.draw(shown)

    def _draw_hint(self, bar: object) -> None:
        if isinstance(bar, Drawn):
            self._hint.setText(bar_words(bar))
        else:
            self._hint.setText(hint_words(self._state))

    def _draw_ability(self) -> None:
        busy = self._work.is_busy
        self._start.setText(tr("Cancel") if busy else tr("Run"))
        self._start.setToolTip(tr("Stop (Esc)") if busy else "")
        self._start.setEnabled(busy or bool(self._choice.methods))
        self._choice.draw_enabled(enabled=not busy)
        self._bar.setVisible(busy)
        for button in (self._best, self._save, self._copy):
            button.setEnabled(bool(self.tallies))

    def _reference(self) -> tuple[float, bool]:
        """The inertia by which starts are judged, and whether it is that of the truth."""
        data = self._about[0]() if self._about is not None else None
        if self._about is None or data is None:
            return nan, False
        k = self._about[1].k
        is_truth = data.true_centres is not None and len(data.true_centres) == k
        return reference_cost(data, k, self.tallies), is_truth

    # Wishes out

    def _on_picked(self, bar: object) -> None:
        assert isinstance(bar, Drawn)
        assert self._state is not None
        seeds = seeds_of(self._tallies[bar.method], bar)
        chosen = self._state.chosen
        place = 0
        if chosen.start == bar.method and chosen.start_seed in seeds:
            place = (seeds.index(chosen.start_seed) + 1) % len(seeds)
        self.chosen.emit({"start": bar.method, "start_seed": seeds[place]})

    def _take_best(self) -> None:
        best = min(self.tallies, key=lambda tally: tally.best)
        self.chosen.emit({"start": best.method, "start_seed": best.best_seed})

    def _save_as(self) -> None:
        # As they are now: the board may get other points while the dialog is open.
        tallies, kinds = self.tallies, tr("Tables (*.csv)")
        path = ask_where_to_save(self, tr("Save the restarts"), "restarts.csv", kinds)
        if path is None:
            return
        try:
            write_text(path, csv_of(tallies))
        except OSError as error:
            self._say(tr("Not saved: {error}").format(error=error.strerror or error))
        else:
            self._say(tr("Saved as {file}").format(file=printable(path.name, LONGEST_NAME)))

    def _copy_table(self) -> None:
        reference, is_truth = self._reference()
        rows = [cells_of(tally, reference, is_truth=is_truth) for tally in self.tallies]
        if (clipboard := QApplication.clipboard()) is not None:
            clipboard.setText(text_of(rows))
        self._say(tr("Table copied"))


def _button(text: str, name: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(tr("{what}: restarts").format(what=text))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _quiet() -> QLabel:
    label = PlainLabel()
    label.setObjectName("quiet")
    label.setWordWrap(True)
    return label
