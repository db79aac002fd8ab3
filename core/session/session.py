"""The one mutable cell: a session holds one frozen State, and every command makes a new one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from core.analysis.best_known import BestKnown
from core.files import Table
from core.progress import Progress
from core.runs.data import make_data
from core.runs.recipe import FILE, SHIPPED, Recipe, same_data, source_fields
from core.runs.record import is_quick, record
from core.runs.run import Run
from core.session.background import Background, RefusedError, Work, is_soon_there, recorded_after
from core.session.edits.centroid_edits import Stroke
from core.session.edits.entailed import NOTHING_DRAWN, completed
from core.session.edits.new_run import Shown, adopted, finished, fresh, identity_slots, with_run
from core.session.film import sought
from core.session.history import History, HistoryEntry
from core.session.player import Player
from core.session.recorder import Recorder
from core.session.state import State


@dataclass(frozen=True, slots=True, eq=False)
class _Wish:
    """A run that is asked for, and what becomes of it."""

    recipe: Recipe
    work: Work
    placed: Shown
    """The state with the run in it."""
    gesture: object | None = None
    """The live gesture that the wish is part of."""
    then: Callable[[Recipe, Run], object] | None = None
    """To be told, once it is there, of the recipe that was asked for and the run that came."""
    is_board: bool = False
    """Whether it is another board, not an edit of the one at hand."""
    later: dict[str, object] = field(default_factory=dict)
    """Choices made since, to be made to that board."""
    redo: bool | None = None
    """Where it is no edit: True for one made again, False for one taken back."""


class Session(Player[State]):
    """A person's work with one board: commands in, States out to whoever watches.

    Edits can be undone and redone, each with its position in the run; moving along the film and
    switching what is shown are no edits. An edit that cannot be done raises `RefusedError`.

    An edit that takes long is handed to the `Background`, if there is one: until its run is
    there the state only says what is ``wanted``, and all else goes on with the run at hand.
    """

    def __init__(self, recipe: Recipe | None = None, half_step: int = 0) -> None:
        run = record(recipe or Recipe())
        super().__init__(State(run, identity_slots(run), min(half_step, run.last)))
        self._history: History[HistoryEntry] = History()
        self._gesture: object | None = None
        self._landed: object | None = None
        self._recorder = Recorder(self._land, self._fail)

    @property
    def live_edit(self) -> object | None:
        """What the edit is known by that goes on up to `settle`; None where none does."""
        return self._gesture

    def work_in(
        self, background: Background, tell_refusal: Callable[[RefusedError], object]
    ) -> None:
        """Have long work done by ``background``; what it refuses is told later, not raised."""
        self._recorder.work_in(background, tell_refusal)

    @property
    def _wish(self) -> _Wish | None:
        return self._recorder.pending

    # Edits

    def edit(self, *, live: bool = False, **choices: object) -> None:
        """Change fields of the recipe; a new run is recorded.

        ``live`` edits, as of a slider under way, are one edit together, up to `settle`.
        Raises RefusedError for a choice out of limits, or one that makes no run.
        """
        recipe = self._completed(choices)
        is_drawn = bool(choices.keys() & NOTHING_DRAWN.keys())
        if is_drawn and self._wish is not None and not self._is_about(self._wish):
            raise RefusedError("wait until the other points are computed, or cancel")
        if self._wish is not None and self._wish.is_board:
            # Another board is on its way: the choices are for it, once it is there.
            self._wish.later.update(choices)
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
        wish = _Wish(recipe, self._work(recipe), with_run, self._gesture)
        self._ask(wish, is_quick=is_soon_there(recipe, self._state.run))

    def drag(self, stroke: Stroke) -> None:
        """Start from centroids that a hand still holds; up to `settle` that is one edit.

        Where the run takes long, only its first assignment is there until then.
        """
        run = self._state.run
        if self._wish is not None and self._wish.is_board:
            raise RefusedError("wait until the other board is computed, or cancel")
        recipe = self._completed(stroke.choices)
        if not same_data(recipe, run.recipe):
            # Other points are on their way.
            self.edit(live=True, **stroke.choices)
            return
        self._gesture = self._gesture or object()
        if recipe == self._state.recipe:
            return
        is_draft = not is_soon_there(recipe, run)
        work = partial(record, recipe, run.data, is_draft=is_draft)
        self._ask(_Wish(recipe, work, stroke.shown, self._gesture), is_quick=True)

    def settle(self) -> None:
        """End a live edit: what follows is an edit of its own."""
        if self._state.run.is_draft and self._wish is None:
            recipe = self._state.recipe
            # Still part of the gesture: one undo takes both back.
            wish = _Wish(recipe, self._work(recipe), finished, self._landed)
            self._gesture = None
            self._ask(wish, is_quick=False)
            return
        self._gesture = None
        if self._wish is None:
            self._close_gesture()
            self._become(self._state)

    def cancel(self) -> None:
        """Want no run any more but the one at hand."""
        self._recorder.call_off()
        if self._gesture is None:
            if self._state.run.is_draft and (before := self._history.given_up()) is not None:
                # Never finished, so it never was.
                self._landed = None
                while before.run is None and (earlier := self._history.given_up()) is not None:
                    before = earlier  # that was taken up again before it was finished
                assert before.run is not None, "it is about the same points"
                self._become(before.back(self._state, before.run))
            self._close_gesture()
        self._become(replace(self._state, wanted=None))

    def take_back(self, before: State) -> None:
        """Return to the state ``before`` the last edit as if it had never been, for redo, too.

        The edit may be live yet, or still be computed. Where the last edit is another one, or
        none, what is wanted is given up and nothing else changes.
        """
        self._recorder.call_off()
        self._gesture = self._landed = None
        present, entry = self._state, self._history.there(redo=False)
        if present.run is before.run or entry is None or entry.recipe != before.recipe:
            self._become(replace(present, wanted=None))
            return
        self._history.unmade()
        self._become(replace(before, look=present.look, speed=present.speed, wanted=None))

    def _is_about(self, wish: _Wish) -> bool:
        """Whether a wish is an edit of these points, however a hand has touched them."""
        own = self._state.recipe
        fields = source_fields(wish.recipe.shape)
        return not wish.is_board and all(
            getattr(wish.recipe, field) == getattr(own, field) for field in fields
        )

    def _completed(self, choices: Mapping[str, object]) -> Recipe:
        """The recipe with ``choices`` made, and all that they entail."""
        try:
            return self._state.chosen.but(
                **completed(self._state.run, self._state.chosen, dict(choices))
            )
        except ValueError as error:
            raise RefusedError(str(error)) from error

    def _work(self, recipe: Recipe) -> Work:
        """What makes the run of an edited recipe."""
        run = self._state.run
        table = run.data.table if recipe.file == run.recipe.file else None
        return partial(recorded_after, recipe, run, table)

    def new_seed(self, field: str) -> None:
        """Take the next seed for ``field``: "data_seed" or "start_seed"."""
        self.edit(live=False, **{field: self._state.chosen.later_seed(field)})

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
        wish = _Wish(recipe, work, placed, is_board=True, then=then)
        self._ask(wish, is_quick=is_quick)

    def adopt(self, board: State) -> None:
        """Put the run of ``board``, worked out elsewhere, in place of this one, at its half-step.

        That is an edit, unless it is the run at hand. What is wanted besides is given up.
        """
        if board.run is self._state.run:
            self.seek(board.half_step)
            return
        self._gesture = None
        wish = _Wish(board.recipe, lambda _: board.run, partial(adopted, board))
        self._ask(wish, is_quick=True)

    def undo(self) -> None:
        """Take back the last edit, and return to where it was made in the run.

        An edit that is still being worked out is given up.
        """
        if self._wish is not None:
            self.cancel()
        else:
            self.settle()
            self._go_to(self._history.there(redo=False), redo=False)

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        if self._wish is None:
            self.settle()
            self._go_to(self._history.there(redo=True), redo=True)

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
            self.edit(live=False, **better.choices)

    # How a wish becomes a run

    def _ask(self, wish: _Wish, *, is_quick: bool) -> None:
        is_quick = is_quick or not self._recorder.has_background
        if is_quick:
            # What was wanted before is part of this recipe, or is wanted no more.
            self._recorder.call_off()
            self._become(replace(self._state, wanted=None))
        # The recorder first: should telling of it fail, the work still comes to its end.
        self._recorder.ask(wish, is_quick=is_quick)
        if not is_quick:
            self._become(replace(self._state, wanted=wish.recipe))

    @property
    def _wanted(self) -> Recipe | None:
        return None if self._wish is None else self._wish.recipe

    def _fail(self, wish: _Wish) -> None:
        self._become(replace(self._state, wanted=self._wanted))

    def _land(self, wish: _Wish, run: Run) -> None:
        new = replace(wish.placed(self._state, run), wanted=self._wanted)
        if wish.redo is not None:
            self._history.gone_there(HistoryEntry.of(self._state), run.data, redo=wish.redo)
            self._become(new)
            return
        merge = wish.gesture is not None and wish.gesture is self._landed
        if not merge:
            self._close_gesture()
            self._history.begin_edit()
        self._landed = wish.gesture
        self._history.edited(HistoryEntry.of(self._state), run.data, goes_on=merge)
        self._become(new)
        if self._gesture is None and self._wish is None:
            self._close_gesture()
            self._become(self._state)
        if wish.then is not None:
            wish.then(wish.recipe, run)
        if wish.later:
            self.edit(live=False, **wish.later)

    def _close_gesture(self) -> None:
        """Forget a gesture that ended where it began: as if it had never been, for redo, too."""
        last = self._history.there(redo=False) if self._landed is not None else None
        if last is not None and last.recipe == self._state.recipe:
            self._history.unmade()
        self._landed = None

    # The one way in

    @property
    def film(self) -> State:
        """The present state: its run is the film."""
        return self._state

    def _show_film(self, film: State) -> None:
        self._become(film)

    def _consistent(self, new: State) -> State:
        can_undo = self._history.can_undo or new.wanted is not None
        new = replace(
            new, can_undo=can_undo, can_redo=self._history.can_redo and new.wanted is None
        )
        if new.selected is not None and new.selected >= len(new.run.starts):
            new = replace(new, selected=None)
        if new.half_step < new.begin:
            # In a moment of the past the film of the start was still shown.
            new = sought(new, new.begin)
        if new.known is not None and not new.known.is_about(new.run):
            new = replace(new, known=None)
        return new

    def _go_to(self, there: HistoryEntry | None, *, redo: bool) -> None:
        if there is None:
            return
        present = self._state.run

        def work(progress: Progress) -> Run:
            return there.run or recorded_after(there.recipe, present, there.table, progress)

        wish = _Wish(there.recipe, work, there.back, redo=redo)
        self._ask(wish, is_quick=there.run is not None)
