"""Choose K: what several criteria say about the number of clusters."""

from collections.abc import Generator
from weakref import ref

from PyQt6.QtCore import Qt

from app.background.worker import Worker
from app.files.save_dialog import save_table
from app.labs.choose_k.charts import KCharts
from app.labs.choose_k.choices import KChoices
from app.labs.choose_k.curves import EXAMPLES, example_of
from app.labs.choose_k.silhouette import SilhouettePlot
from app.labs.choose_k.strip import PicksStrip
from app.labs.lab import Lab, lab_button
from app.theme.theme import Theme
from app.widgets.labels.plain_label import wrapped_label
from app.widgets.progress_bar import ProgressBar
from app.words.notices import refusal
from app.words.numbers import grouped, left_words
from app.words.translate import tr
from core.experiments.choose_k import KTable, Plan, choose_k_stages, csv_of
from core.progress import Progress
from core.runs.data import Data
from core.session.background import TooLittleMemoryError
from core.session.pose import NO_ROWS
from core.session.state import State

FEW = 5_000
"""Points up to which the criteria are computed as soon as the experiment is opened."""

LONG = 3.0
"""Least remaining seconds that are shown."""

Tables = Generator[KTable, None, ValueError | None]


class ChooseKLab(Lab):
    """Criteria for K = 1, 2, …; a K that is chosen shows its best run on the board."""

    LEAST, USUAL = 290, 520
    BESIDE = 256

    def __init__(self) -> None:
        super().__init__(tr("How many clusters?"))
        self.setObjectName("side")
        self._state: State | None = None
        self._table: KTable | None = None
        self._about: tuple[ref[Data], Plan] | None = None
        self._worker = Worker(self)
        self._start = lab_button(tr("Compute"), "choose_k_start", tr("choose K"))
        self._choices = KChoices(self._start)
        self._example = lab_button(tr("See an example of this"), "choose_k_example", tr("choose K"))
        self._example.setToolTip(tr("Open the demonstration that shows why"))
        self._agreement, self._note = wrapped_label("verdict"), wrapped_label("quiet")
        self._agreement.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._agreement.setAccessibleName(tr("Whether the criteria agree"))
        self._bar = ProgressBar("choose_k_progress", tr("Progress of the criteria"))
        self._save = lab_button(tr("Save as CSV…"), "choose_k_save", tr("choose K"))
        self._save.setToolTip(tr("Save the table: a row for each K, a column for each criterion"))
        self._strip, self._silhouettes, self._charts = PicksStrip(), SilhouettePlot(), KCharts()
        self._drawn: tuple[object, ...] = ()
        """The table and the K that are drawn."""
        for part in (
            self._choices, self._bar, self._agreement, self._example, self._strip,
            self._silhouettes, self._charts, self._note, self._save,
        ):  # fmt: skip
            self._stack.addWidget(part)
        self._stack.addStretch()
        self._join_wires()
        self._draw_table()

    def _join_wires(self) -> None:
        self._start.clicked.connect(self._on_start)
        self._save.clicked.connect(self._save_as)
        self._example.clicked.connect(self._on_example)
        self._strip.k_chosen.connect(self.choose)
        self._charts.k_chosen.connect(self.choose)
        self._silhouettes.rows_changed.connect(self._on_rows_changed)
        self._worker.parts_ready.connect(self._on_parts_ready)
        self._worker.progressed.connect(self._on_progressed)
        self._worker.done.connect(self._on_done)

    @property
    def is_busy(self) -> bool:
        return self._worker.is_busy

    @property
    def table(self) -> KTable | None:
        """What is computed so far, or nothing."""
        return self._table

    def open(self, state: State) -> None:
        """As `Lab.open`; of few points the criteria are computed at once."""
        super().open(state)
        if self._table is None and len(state.run.points) <= FEW:
            self._begin()
        self._strip.setFocus()

    def draw(self, state: State) -> None:
        """Mark the K on the board; remove what was computed of other points or choices."""
        self._state = state
        if self._about is not None and (why := self._why_outdated(state)):
            self._worker.call_off()
            self._about = self._table = None
            self._draw_table()
            self._note.setText(why)
            self._draw_work()
        self._draw_shown()
        self._silhouettes.draw_state(state)

    def choose(self, k: int) -> None:
        """Show the best run with ``k`` clusters on the board."""
        if self._table is None or self._state is None or not 1 <= k <= len(self._table.best):
            return
        recipe = self._table.best[k - 1].recipe(self._state.recipe)
        fields = ("k", "start", "start_seed", "empty", "placed")
        self.chosen.emit({field: getattr(recipe, field) for field in fields})
        self._strip.setFocus()

    def leave(self) -> None:
        self.cancel()
        self._silhouettes.leave()
        self.rows = NO_ROWS

    def stop(self) -> None:
        self.leave()
        self._worker.stop()

    def cancel(self) -> None:
        """Stop; what is computed so far is kept, and the note says how much that is."""
        if self._worker.is_busy:
            self._worker.flush()
            self._worker.call_off()
            self._tell(tr("Cancelled."))
            self._draw_work()

    def wait(self) -> None:
        self._worker.wait()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._choices.apply_theme(theme)
        for part in (self._strip, self._silhouettes, self._charts):
            part.apply_theme(theme)
        self._bar.setFixedHeight(theme.px(4))
        # Room for the longest sentence, so that what is below does not move while it is computed.
        self._agreement.setMinimumHeight(
            3 * self._agreement.fontMetrics().lineSpacing() + theme.px(20)
        )

    def _on_start(self) -> None:
        if self._worker.is_busy:
            self.cancel()
        else:
            self._begin()

    def _begin(self) -> None:
        if self._state is None:
            return
        run = self._state.run
        plan = self._choices.plan(run.recipe)
        self._about, self._table = (ref(run.data), plan), None
        data = run.data
        self._bar.draw(0.0)
        self._worker.stream(lambda progress: _tables(data, plan, progress))
        self._draw_table()
        self._note.setText(tr("Computing …"))
        self._draw_work()

    def _on_parts_ready(self, tables: list[KTable]) -> None:
        self._table = tables[-1]
        self._draw_table()

    def _on_progressed(self, share: float) -> None:
        self._bar.draw(share)
        left = self._worker.seconds_left(share)
        is_long = left is not None and left >= LONG and self._worker.seconds > 1.0
        self._tell(left_words(left) if left is not None and is_long else "")

    def _on_done(self, error: object) -> None:
        if isinstance(error, ValueError):
            self._note.setText(tr("Stopped: {why}").format(why=refusal(error)))
        else:
            self._tell("")
        self._draw_work()

    def _tell(self, first: str) -> None:
        """Say what the table is of, after ``first``."""
        if self._table is None or self._about is None:
            self._note.setText(first)
            return
        plan = self._table.plan
        said = tr(
            "Click a K, or use ↑ ↓, to see its best run. {restarts} restarts and one warm start "
            "per K, seed {seed}, {n} points."
        ).format(restarts=plan.restarts, seed=plan.seed, n=grouped(self._table.n))
        notes = [f"{note[0].upper()}{note[1:]}." for note in self._table.notes]
        self._note.setText(" ".join([part for part in (first, *notes, said) if part]))

    def _draw_table(self) -> None:
        table = self._table
        is_there = table is not None and len(table.best) > 1
        for part in (self._charts, self._strip, self._agreement, self._save):
            part.setVisible(is_there)
        if table is not None and is_there:
            self._agreement.setText(table.agreement)
            self._tell("")
        self._draw_shown()

    def _draw_shown(self) -> None:
        """Mark the K of the run on the board in all charts."""
        table, state = self._table, self._state
        is_example = state is not None and state.demonstration == EXAMPLES
        shown = None if state is None else state.recipe.k
        if self._drawn == (table, shown, is_example):
            return  # as at every frame of an animation
        self._drawn = table, shown, is_example
        self._example.setVisible(bool(example_of(table)) and not is_example)
        self._strip.draw(table, shown)
        if table is not None and len(table.best) > 1:
            self._charts.draw(table, shown)

    def _on_example(self) -> None:
        if label := example_of(self._table):
            self.example_requested.emit(EXAMPLES, label)

    def _save_as(self) -> None:
        if self._table is None:
            return
        text = csv_of(self._table)
        if said := save_table(self, tr("Save the table"), "choose-k.csv", text):
            self._note.setText(said)

    def _on_rows_changed(self) -> None:
        self.rows = self._silhouettes.rows
        self.changed.emit()

    def _draw_work(self) -> None:
        """The computation has begun or ended."""
        busy = self._worker.is_busy
        self._start.setText(tr("Cancel") if busy else tr("Compute"))
        self._start.setToolTip(tr("Stop (Esc)") if busy else "")
        self._choices.draw_enabled(enabled=not busy)
        self._bar.setVisible(busy)
        self.busy_changed.emit()

    def _why_outdated(self, state: State) -> str:
        """Why the table is not of the board of ``state``; empty if it is."""
        assert self._about is not None
        data, plan = self._about
        if data() is not state.run.data:
            return tr("The points have changed: compute again.")
        if plan.empty != state.recipe.empty:
            return tr("The policy for empty clusters has changed: compute again.")
        return ""


def _tables(data: Data, plan: Plan, progress: Progress) -> Tables:
    """The table as it grows; returns the error that ended it, or None."""
    try:
        yield from choose_k_stages(data.assigner, plan, progress=progress)
    except ValueError as error:
        return error
    except MemoryError:
        return TooLittleMemoryError(len(data.points))
    return None
