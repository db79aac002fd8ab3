"""The one mutable cell: a session holds one frozen State, and every command makes a new one."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from core.analysis.best_known import BestKnown
from core.files import Table
from core.progress import Progress
from core.runs.data import make_data
from core.runs.recipe import FILE, SHIPPED, Recipe, same_data, source_fields
from core.runs.record import is_quick, record
from core.runs.run import Run
from core.session.background import RefusedError, Work, is_soon_there
from core.session.edited_board import EditedBoard, EditRequest
from core.session.edits.centroid_edits import Stroke
from core.session.edits.entailed import NOTHING_DRAWN, changed_recipe
from core.session.edits.new_run import adopted, fresh, with_run, with_run_at_end
from core.session.state import State


class Session(EditedBoard):
    """A person's work with one board: commands in, States out to the watchers.

    Edits can be undone and redone, each with its position in the run; moving along the film and
    switching what is shown are no edits. An edit that cannot be done raises `RefusedError`.

    An edit that takes long is handed to the `Background`, if there is one: until its run is
    there the state only says what is ``wanted``, and all else goes on with the run at hand.
    """

    # Edits

    def edit(self, *, live: bool = False, at_end: bool = False, **choices: object) -> None:
        """Change fields of the recipe; a new run is recorded, and with ``at_end`` shown at its end.

        ``live`` edits, as of a slider under way, are one edit together, up to `settle`.
        Raises RefusedError for a choice out of limits, or one that makes no run.
        """
        recipe = changed_recipe(self._state.run, self._state.chosen, choices)
        is_drawn = bool(choices.keys() & NOTHING_DRAWN.keys())
        if is_drawn and self._request is not None and not self._is_about(self._request):
            raise RefusedError("wait until the other points are computed, or cancel")
        if self._request is not None and self._request.is_board:
            # Another board is on its way: the choices are for it, once it is there.
            self._request.later.update(choices)
            self._become(replace(self._state, wanted=recipe))
            return
        self._gesture = (self._gesture or object()) if live else None
        if recipe == self._state.chosen:
            return
        is_back = recipe == self._state.recipe and self._landed is None
        if is_back and not self._state.run.is_draft:
            # Back where it was before anything came of it.
            self.cancel()
            return
        placed = with_run_at_end if at_end else with_run
        request = EditRequest(recipe, self._work(recipe), placed, self._gesture)
        self._ask(request, is_quick=is_soon_there(recipe, self._state.run))

    def drag(self, stroke: Stroke) -> None:
        """Start from dragged centroids; up to `settle` that is one edit.

        Where the run takes long, only its first assignment is there until then.
        """
        run = self._state.run
        if self._request is not None and self._request.is_board:
            raise RefusedError("wait until the other board is computed, or cancel")
        recipe = changed_recipe(run, self._state.chosen, stroke.choices)
        if not same_data(recipe, run.recipe):
            # Other points are on their way.
            self.edit(live=True, at_end=False, **stroke.choices)
            return
        self._gesture = self._gesture or object()
        if recipe == self._state.recipe:
            return
        is_draft = not is_soon_there(recipe, run)
        work = partial(record, recipe, run.data, is_draft=is_draft)
        self._ask(EditRequest(recipe, work, stroke.shown, self._gesture), is_quick=True)

    def _is_about(self, request: EditRequest) -> bool:
        """Whether a request is an edit of these points, whatever was drawn or moved."""
        own = self._state.recipe
        fields = source_fields(request.recipe.shape)
        return not request.is_board and all(
            getattr(request.recipe, field) == getattr(own, field) for field in fields
        )

    def new_seed(self, field: str) -> None:
        """Take the next seed for ``field``: "data_seed" or "start_seed"."""
        self.edit(live=False, at_end=False, **{field: self._state.chosen.later_seed(field)})

    def new_points(self) -> None:
        """Take the points of the next seed."""
        self.new_seed("data_seed")

    def new_starts(self) -> None:
        """Take the initial centroids of the next seed."""
        self.new_seed("start_seed")

    def load(
        self,
        recipe: Recipe,
        half_step: int = 0,
        table: Table | None = None,
        then: Callable[[Recipe, Run], object] | None = None,
        demonstration: str | None = None,
    ) -> None:
        """Put another board in place of this one: a demonstration, or a file read to ``table``.

        Raises RefusedError where the recipe cannot be run; the former board stays. ``then`` is
        told of the recipe and its run once that is there. ``demonstration`` is the id of that
        which the board is from, if any.
        """
        is_small = recipe.shape != FILE and is_quick(recipe.count, recipe.k)
        is_shipped = recipe.file.startswith(SHIPPED)

        def work(progress: Progress) -> Run:
            data = make_data(recipe, table, progress.part(0.0, 0.7))
            return record(recipe, data, progress.part(0.7, 1.0))

        self.load_from(
            recipe,
            work,
            half_step,
            is_quick=is_small or is_shipped,
            then=then,
            demonstration=demonstration,
        )

    def load_from(
        self,
        recipe: Recipe,
        work: Work,
        half_step: int = 0,
        *,
        is_quick: bool = False,
        then: Callable[[Recipe, Run], object] | None = None,
        demonstration: str | None = None,
    ) -> None:
        """Put the board in place of this one that ``work`` makes, of a recipe like ``recipe``.

        Refuses as `load` does, where ``work`` raises ValueError. ``then`` is told, once it is
        there, of the recipe that was asked for and the run that came of it.
        """
        self._gesture = None
        placed = partial(fresh, half_step, demonstration)
        request = EditRequest(recipe, work, placed, is_board=True, then=then)
        self._ask(request, is_quick=is_quick)

    def adopt(self, board: State) -> None:
        """Put the run of ``board``, computed elsewhere, in place of this one, at its half-step.

        That is an edit, unless it is the run at hand. A pending request is cancelled.
        """
        if board.run is self._state.run:
            self.seek(board.half_step)
            return
        self._gesture = None
        request = EditRequest(board.recipe, lambda _: board.run, partial(adopted, board))
        self._ask(request, is_quick=True)

    # What is shown

    def show(self, **switches: bool) -> None:
        """Change fields of the look."""
        self._become(replace(self._state, look=replace(self._state.look, **switches)))

    def select(self, number: int | None) -> None:
        """Choose a centroid by its starting number, or none."""
        k = len(self._state.run.starts)
        if number is not None and not 0 <= number < k:
            raise ValueError(f"number: got {number}, wanted 0 to {k - 1}")
        self._become(replace(self._state, selected=number))

    # What is known beside the run

    def learn(self, known: BestKnown) -> None:
        """Add what other starts have found; of other points, K or policy it is dropped."""
        former = self._state.known
        if known.is_about(self._state.run):
            known = known if former is None else former.joined(known)
            self._become(replace(self._state, known=known))

    def show_best(self) -> None:
        """Put the best run known on the board, where it is better than the one there."""
        if (better := self._state.better) is not None:
            self.edit(live=False, at_end=True, **better.choices)
